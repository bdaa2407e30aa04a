import { type Finding, fingerprintOf, type Problem } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';

/** Which findings of an analysis a baseline knows. Without a baseline none is known. */
export interface BaselineView {
  /** False where no baseline was given: then nothing is told of new and known findings. */
  readonly isGiven: boolean;
  readonly isKnown: (finding: Finding) => boolean;
  /** How many findings of a problem are known. */
  readonly knownOf: (problem: Problem) => number;
  /** True where the baseline has all findings of a problem. */
  readonly hasAll: (problem: Problem) => boolean;
}

/** `known`: the fingerprints of the baseline; left out where there is none. */
export function baselineView(
  { findings }: Pick<Analysis, 'findings'>,
  known: ReadonlySet<string> | undefined,
): BaselineView {
  const has = new Set<Finding>(
    known === undefined || known.size === 0
      ? []
      : findings.filter((finding) => known.has(fingerprintOf(finding))),
  );
  const knownOf = (problem: Problem): number =>
    has.size === 0 ? 0 : problem.findings.filter((index) => has.has(findings[index])).length;
  return {
    isGiven: known !== undefined,
    isKnown: (finding) => has.has(finding),
    knownOf,
    hasAll: (problem) => knownOf(problem) === problem.findings.length,
  };
}

/** What a problem is to the baseline, in words; nothing where none of it is known. */
export function knownParts(problem: Problem, { knownOf }: BaselineView): readonly string[] {
  const known = knownOf(problem);
  if (known === 0) return [];
  return [known === problem.findings.length ? 'known' : `${known} of ${problem.findings.length} known`];
}
