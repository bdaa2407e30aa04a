import { appendTo } from '../../base/multimap.ts';
import { secondsOf } from '../../base/time.ts';
import type { Severity } from '../../dialects/index.ts';
import { MISSING_CALL } from '../rule-ids.ts';
import type { Problem } from './problem.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** A problem with all that it explains. */
interface Family {
  readonly root: Problem;
  readonly effects: readonly Problem[];
  /** A smaller one is more important. Missing calls are what a capture is opened for. */
  readonly weight: number;
  /** How many are affected: sessions, or occurrences of what is about no session. */
  readonly affected: number;
  readonly since: number;
}

/** Puts the problems in order, and effects behind their causes. `causeOf`: indexes among the problems as they come. */
export function inOrder(
  problems: readonly Problem[],
  causeOf: readonly (number | null)[],
): readonly Problem[] {
  const effectsOf = new Map<number, Problem[]>();
  for (const [index, cause] of causeOf.entries()) {
    if (cause !== null) appendTo(effectsOf, cause, problems[index]);
  }
  const families = problems
    .flatMap((root, index) => (causeOf[index] === null ? [familyOf(root, effectsOf.get(index) ?? [])] : []))
    .sort(byImportance);
  const ordered: Problem[] = [];
  for (const { root, effects } of families) {
    const at = ordered.length;
    ordered.push({ ...root, effects: effects.map((_, index) => at + 1 + index) });
    for (const effect of effects) ordered.push({ ...effect, cause: at });
  }
  return ordered;
}

function familyOf(root: Problem, effects: readonly Problem[]): Family {
  const single = effects.map((effect) => familyOf(effect, [])).sort(byImportance);
  return {
    root,
    effects: single.map((each) => each.root),
    weight: Math.min(weightOf(root), ...single.map(({ weight }) => weight)),
    affected: Math.max(affectedBy(root), ...single.map(({ affected }) => affected)),
    since: Math.min(sinceOf(root), ...single.map(({ since }) => since)),
  };
}

function weightOf({ rule, severity }: Problem): number {
  return RANK[severity] * 2 + (rule === MISSING_CALL ? 0 : 1);
}

function affectedBy({ sessions, count }: Problem): number {
  return sessions > 0 ? sessions : count;
}

function sinceOf({ first }: Problem): number {
  return first === null ? Number.NEGATIVE_INFINITY : secondsOf(first);
}

function byImportance(one: Family, other: Family): number {
  return (
    one.weight - other.weight ||
    other.affected - one.affected ||
    one.since - other.since ||
    (one.root.message < other.root.message ? -1 : Number(one.root.message > other.root.message))
  );
}
