import type { AnalysisProgress } from '../../engine/index.ts';
import { byteSize, grouped } from '../../report/index.ts';
import type { Surroundings } from '../surroundings.ts';

/** Milliseconds without progress output at first: short work needs none. */
const QUIET_MILLISECONDS = 700;
const CLEAR_LINE = '\r\u001b[2K';

export interface ProgressLine {
  readonly report: (progress: AnalysisProgress) => void;
  /** Removes the line. */
  readonly clear: () => void;
}

/**
 * A progress line on standard error, where that is a terminal. `what` is counted besides frames; `clock` gives milliseconds. Short work
 * does not even ask for standard error.
 */
export function progressLine(
  surroundings: Pick<Surroundings, 'stderr' | 'environment'>,
  what: string,
  clock: () => number = () => performance.now(),
): ProgressLine {
  const began = clock();
  let shown = false;
  return {
    report: (progress) => {
      if (clock() - began < QUIET_MILLISECONDS || surroundings.environment.TERM === 'dumb') return;
      const { stderr } = surroundings;
      if (stderr.isTTY !== true) return;
      shown = true;
      stderr.write(CLEAR_LINE + lineOf(progress, what).slice(0, Math.max(20, (stderr.columns ?? 80) - 1)));
    },
    clear: () => {
      if (shown) surroundings.stderr.write(CLEAR_LINE);
      shown = false;
    },
  };
}

function lineOf({ bytes, total, frames, calls }: AnalysisProgress, what: string): string {
  const share =
    total === null || total === 0 ? '' : ` (${Math.min(100, Math.floor((bytes / total) * 100))} %)`;
  return `${byteSize(bytes)}${share}, ${grouped(frames)} frames, ${grouped(calls)} ${what}`;
}
