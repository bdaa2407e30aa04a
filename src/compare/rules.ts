import { listsBy } from '../base/multimap.ts';
import type { Finding } from '../checks/index.ts';
import type { Severity } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import type { RuleComparison, Weight } from './model.ts';

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
const WEIGHTS: Readonly<Record<Severity, Weight | null>> = {
  error: 'fault',
  warning: 'difference',
  note: null,
};

/** How often each rule found something in either capture: errors first, then by name. */
export function compareRules(good: Analysis, bad: Analysis): readonly RuleComparison[] {
  const one = findingsByRule(good);
  const other = findingsByRule(bad);
  const rules = [...new Set([...one.keys(), ...other.keys()])];
  return rules
    .map((rule): RuleComparison => {
      const usual = one.get(rule) ?? [];
      const found = other.get(rule) ?? [];
      const severity = worstOf([...usual, ...found]);
      const isNew = usual.length === 0 && found.length > 0;
      return {
        rule,
        severity,
        good: countOf(usual),
        bad: countOf(found),
        weight: isNew ? WEIGHTS[severity] : null,
        example: found[0] ?? null,
      };
    })
    .sort((a, b) => RANKS[a.severity] - RANKS[b.severity] || (a.rule < b.rule ? -1 : 1));
}

function findingsByRule({ findings }: Analysis): ReadonlyMap<string, readonly Finding[]> {
  return listsBy(findings, ({ rule }) => rule);
}

function worstOf(findings: readonly Finding[]): Severity {
  return findings.reduce<Severity>(
    (worst, { severity }) => (RANKS[severity] < RANKS[worst] ? severity : worst),
    'note',
  );
}

function countOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { count }) => sum + count, 0);
}
