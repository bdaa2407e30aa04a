import { type Finding, MISSING_CALL, type Problem, sharedSentence } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { type FramesOfFiles, frameText } from '../frame-text.ts';
import type { Overview } from './overview.ts';

/** How a member of a family belongs to the one that leads it. */
export type Relation = 'leads' | 'cause' | 'effect';

export interface FamilyMember {
  readonly problem: Problem;
  readonly relation: Relation;
}

/** A problem and what belongs to it: what explains it, and what else that explains. The one that leads stands first. */
export type ProblemFamily = readonly FamilyMember[];

/**
 * The problems as people are told them, the most important first. Missing calls lead, because they are what a capture is opened for, and what
 * explains them stands under them; otherwise the cause leads, and its effects stand under it.
 */
export function* familiesOf({ problems }: Pick<Analysis, 'problems'>): Iterable<ProblemFamily> {
  for (const root of problems) {
    if (root.cause !== null) continue;
    const effects = root.effects.map((index) => problems[index]);
    const leader = effects.find(({ rule }) => rule === MISSING_CALL) ?? root;
    const members: FamilyMember[] = [{ problem: leader, relation: 'leads' }];
    if (leader !== root) members.push({ problem: root, relation: 'cause' });
    for (const problem of effects) if (problem !== leader) members.push({ problem, relation: 'effect' });
    yield members;
  }
}

/** The families of faults and the problems that are notes, each by whether the baseline has all of it. */
export interface ProblemParts {
  readonly fresh: readonly ProblemFamily[];
  readonly known: readonly ProblemFamily[];
  readonly notes: readonly Problem[];
  readonly knownNotes: readonly Problem[];
}

/** A family with anything that the baseline does not have is told as new, whole: a cause is told with what it leads to. */
export function problemParts({ analysis, baseline }: Pick<Overview, 'analysis' | 'baseline'>): ProblemParts {
  const parts = {
    fresh: [] as ProblemFamily[],
    known: [] as ProblemFamily[],
    notes: [] as Problem[],
    knownNotes: [] as Problem[],
  };
  for (const family of familiesOf(analysis)) {
    const isKnown = family.every(({ problem }) => baseline.hasAll(problem));
    // No note explains anything, and none needs a cause.
    if (family[0]?.problem.severity !== 'note') (isKnown ? parts.known : parts.fresh).push(family);
    else for (const { problem } of family) (isKnown ? parts.knownNotes : parts.notes).push(problem);
  }
  return parts;
}

/** The findings of a problem, in the order of time. */
export function findingsOf({ findings }: Problem, analysis: Pick<Analysis, 'findings'>): readonly Finding[] {
  return findings.map((index) => analysis.findings[index]);
}

/** The only finding of a problem; null where it has several. */
export function onlyFinding(problem: Problem, analysis: Pick<Analysis, 'findings'>): Finding | null {
  return problem.findings.length === 1 ? analysis.findings[problem.findings[0]] : null;
}

/** The rules whose evidence is a sentence of ours; that of the others is a piece of what was captured. */
const OWN_WORDS = /^(?:flow|transport|tls|capture)\//;

/** What was seen, for all of these findings; where it differs, what was seen first, and at which frame. null: the messages say all. */
export function evidenceOf(findings: readonly Finding[], files: FramesOfFiles): string | null {
  const [first] = findings;
  if (first === undefined || first.evidence === null) return null;
  const different = [...new Set(findings.map(({ evidence }) => evidence ?? ''))];
  if (different.length === 1) return first.evidence;
  const shared = OWN_WORDS.test(first.rule) ? sharedSentence(different) : null;
  if (shared !== null) return shared;
  return first.frames.length === 0
    ? first.evidence
    : `${first.evidence} (${frameText(first.frames[0], files)})`;
}
