import { type Finding, INCONCLUSIVE_CALL, type Problem } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { type BaselineView, problemParts, type Relation } from '../../report/overview/index.ts';

/** A line of the problems view. What belongs to a problem (its likely cause, what it may explain) stands below it. */
export interface ProblemEntry {
  readonly problem: Problem;
  readonly relation: Relation;
}

export type ProblemList = readonly ProblemEntry[];

/**
 * The problems, the most important first; those that the baseline has come behind the new ones. `told`: the findings that are shown; a
 * problem that is only about calls that may still come is none yet.
 */
export function listProblems(
  analysis: Analysis,
  told: readonly Finding[],
  baseline: BaselineView,
): ProblemList {
  const { fresh, notes, known, knownNotes } = problemParts({ analysis, baseline });
  const alone = (problem: Problem): ProblemEntry => ({ problem, relation: 'leads' });
  const entries = [...fresh.flat(), ...notes.map(alone), ...known.flat(), ...knownNotes.map(alone)];
  if (told === analysis.findings) return entries;
  const shown = new Set(told);
  const isTold = ({ rule, findings }: Problem): boolean =>
    rule !== INCONCLUSIVE_CALL || findings.some((index) => shown.has(analysis.findings[index]));
  return entries.filter(({ problem }) => isTold(problem));
}

/** True for two objects of what is the same problem in different snapshots. */
export function isSameProblem(one: Problem, other: Problem): boolean {
  return (
    one === other ||
    (one.rule === other.rule &&
      one.method === other.method &&
      one.parameter === other.parameter &&
      one.status === other.status &&
      one.server === other.server &&
      one.first?.seconds === other.first?.seconds &&
      one.first?.nanoseconds === other.first?.nanoseconds)
  );
}
