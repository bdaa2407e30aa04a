import { MAX_COMPARED_CANDIDATES, MAX_COMPARED_COURSES } from '../base/limits.ts';
import { ABSENT_COST, type AlignedSteps, align, bagDistance, bagOf, openEnd } from './alignment.ts';
import type { Course } from './course.ts';

/** A course of the bad capture with the course of the good capture that it is compared with. */
export interface Match {
  readonly bad: Course;
  /** null where the good capture has nothing of the kind. */
  readonly good: Course | null;
  /** The aligned steps; empty where there is nothing to compare with. */
  readonly rows: readonly AlignedSteps[];
  /** The identical course of the good capture, where there is one. It may be another than the one compared with. */
  readonly identical: Course | null;
}

export interface Matching {
  readonly matches: readonly Match[];
  /** Number of scenarios whose course was not compared, because there are too many different ones. */
  readonly uncompared: number;
}

/** A fault that both captures have is told where its share among the bad scenarios is so many times larger … */
const LARGER_SHARE_FACTOR = 2;
/** … and larger by this difference. */
const LARGER_SHARE_BY = 0.25;
/**
 * A course of the good capture that is not sound shows what fails there too, so a sound one is preferred: the other has
 * this additional cost.
 */
const UNSOUND_COST = 6;

/** Finds the most similar course of the good capture for each course of the bad capture, within one kind. */
export function matchCourses(good: readonly Course[], bad: readonly Course[]): Matching {
  const references = good
    .slice(0, MAX_COMPARED_COURSES)
    .map((course) => ({ course, bag: bagOf(course.steps) }));
  const byKey = new Map(good.map((course) => [course.key, course]));
  const ofGood = openings(good);
  const ofBad = openings(bad);
  const matches: Match[] = [];
  let aligned = 0;
  let uncompared = 0;
  // Courses that are not sound come first, in case there are too many to compare.
  const inOrder = [...bad].sort((one, other) => Number(one.isSound) - Number(other.isSound));
  for (const course of inOrder) {
    const identical = byKey.get(course.key) ?? null;
    const share = course.scenarios.length / (ofBad.get(course.opener) ?? 1);
    const before = (identical?.scenarios.length ?? 0) / (ofGood.get(course.opener) ?? 1);
    const isMore = share >= before * LARGER_SHARE_FACTOR && share - before >= LARGER_SHARE_BY;
    if (identical !== null && (identical.isSound || !isMore)) {
      matches.push({
        bad: course,
        good: identical,
        rows: align(identical.steps, course.steps).rows,
        identical,
      });
      continue;
    }
    aligned += 1;
    if (aligned > MAX_COMPARED_COURSES) {
      uncompared += course.scenarios.length;
      continue;
    }
    const near = nearest(course, references);
    matches.push(
      near.good === null && identical !== null
        ? { bad: course, good: identical, rows: align(identical.steps, course.steps).rows, identical }
        : { bad: course, identical, ...near },
    );
  }
  return { matches, uncompared };
}

interface Reference {
  readonly course: Course;
  readonly bag: ReadonlyMap<string, number>;
}

function nearest(bad: Course, references: readonly Reference[]): Pick<Match, 'good' | 'rows'> {
  const fitting = references.filter(({ course }) => isSameKind(course, bad) && course.key !== bad.key);
  const alike = fitting.filter(({ course }) => course.opener === bad.opener);
  const bag = bagOf(bad.steps);
  // The most frequent references come first, and sorting is stable.
  const candidates = (alike.length > 0 ? alike : fitting)
    .map(({ course, bag: other }) => ({
      course,
      distance: bagDistance(bag, other) * ABSENT_COST + (course.isSound ? 0 : UNSOUND_COST),
    }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, MAX_COMPARED_CANDIDATES);
  let best: Pick<Match, 'good' | 'rows'> = { good: null, rows: [] };
  let least = Number.POSITIVE_INFINITY;
  for (const { course } of candidates) {
    const { rows, cost } = align(course.steps, bad.steps);
    const open = openEnd(rows, 'missing') + openEnd(rows, 'besides');
    // A scenario that has not ended when its capture does may go on like the other course.
    const price = cost - open * ABSENT_COST + (course.isSound ? 0 : UNSOUND_COST);
    if (price >= least || !rows.some(({ kind }) => kind === 'both')) continue;
    best = { good: course, rows };
    least = price;
  }
  return best;
}

/**
 * True where two courses can be of the same thing: an outgoing and an incoming call cannot, nor publishing and playing.
 * They can where the opener of one occurs in the other: then that one lacks its own beginning.
 */
function isSameKind(good: Course, bad: Course): boolean {
  if (good.opener === null || bad.opener === null || good.opener === bad.opener) return true;
  return has(good, bad.opener) || has(bad, good.opener);
}

function has({ steps }: Course, method: string): boolean {
  return steps.some((step) => step.method === method);
}

/** Number of scenarios by opener. */
function openings(courses: readonly Course[]): ReadonlyMap<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { opener, scenarios } of courses)
    counts.set(opener, (counts.get(opener) ?? 0) + scenarios.length);
  return counts;
}
