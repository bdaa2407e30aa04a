import type { Problem } from '../../checks/index.ts';
import { displayFilterOf, fileFrameFilter, windowFilter } from '../display-filter.ts';
import type { Overview } from './overview.ts';
import { findingsOf } from './problem-family.ts';

/** Wireshark display filters of a problem. */
export interface ProblemFilters {
  /** Shows the frames of its first findings; null where it is about no frames and no connection. */
  readonly frames: string | null;
  /** Of one missing call: shows the traffic while it should have come; null otherwise. */
  readonly window: string | null;
}

/** Most frames of a filter for several findings: more cannot be looked at one by one. */
const MOST_FRAMES = 12;

export function filtersOf(problem: Problem, { analysis, expectedOf }: Overview): ProblemFilters {
  const [first, ...others] = findingsOf(problem, analysis);
  if (first === undefined) return { frames: null, window: null };
  const expected = others.length === 0 ? expectedOf(first) : null;
  const window = expected === null ? null : windowFilter(expected, analysis);
  const frames = [...first.frames];
  for (const finding of others) {
    if (frames.length + finding.frames.length > MOST_FRAMES) break;
    frames.push(...finding.frames);
  }
  return {
    frames:
      others.length === 0 || frames.length === 0
        ? displayFilterOf(first, analysis)
        : fileFrameFilter([...new Set(frames)], analysis),
    window,
  };
}
