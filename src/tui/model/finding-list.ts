import { listsBy } from '../../base/multimap.ts';
import type { Finding, Problem } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { rankOf } from './row.ts';

/** A line of the findings view: a rule, or a finding of the rule above it. */
export type FindingEntry =
  | { readonly kind: 'rule'; readonly rule: string; readonly severity: Severity; readonly count: number }
  | { readonly kind: 'finding'; readonly finding: Finding };

export type FindingList = readonly FindingEntry[];

/** All findings, each group below its rule. The rules with the worst findings come first. */
export function listFindings(findings: readonly Finding[]): FindingList {
  const byRule = listsBy(findings, ({ rule }) => rule);
  const groups = [...byRule].map(([rule, own]) => ({ rule, own, severity: worstOf(own) }));
  groups.sort((one, other) => rankOf(one.severity) - rankOf(other.severity));
  return groups.flatMap(({ rule, own, severity }): readonly FindingEntry[] => [
    { kind: 'rule', rule, severity, count: own.reduce((sum, finding) => sum + finding.count, 0) },
    ...own.map((finding) => ({ kind: 'finding', finding }) as const),
  ]);
}

const byProblem = new WeakMap<Problem, FindingList>();

/** The findings of one problem, in the order of time. The list is made once for a problem. */
export function findingsOfProblem({ findings }: Pick<Analysis, 'findings'>, problem: Problem): FindingList {
  let list = byProblem.get(problem);
  if (list === undefined) {
    list = problem.findings.flatMap((index) => {
      const finding = findings[index];
      return finding === undefined ? [] : [{ kind: 'finding', finding } as const];
    });
    byProblem.set(problem, list);
  }
  return list;
}

function worstOf(findings: readonly Finding[]): Severity {
  return findings.reduce<Severity>(
    (worst, { severity }) => (rankOf(severity) < rankOf(worst) ? severity : worst),
    'note',
  );
}
