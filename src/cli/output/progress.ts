import type { AnalysisProgress } from '../../engine/index.ts';
import { byteSize, grouped } from '../../report/index.ts';
import type { Surroundings } from '../surroundings.ts';

/** Milliseconds without progress output at first: short work needs none. */
const QUIET_MILLISECONDS = 700;
const CLEAR_LINE = '\r\u001b[2K';

export interface ProgressLine {
  /** null where standard error is not a terminal. */
  readonly report: ((progress: AnalysisProgress) => void) | null;
  /** Removes the line. */
  readonly clear: () => void;
}

/** A progress line on standard error. `what` is counted besides frames; `clock` gives milliseconds. */
export function progressLine(
  { stderr, environment }: Surroundings,
  what: string,
  clock: () => number = () => performance.now(),
): ProgressLine {
  if (stderr.isTTY !== true || environment.TERM === 'dumb') return { report: null, clear: () => {} };
  const began = clock();
  let shown = false;
  return {
    report: (progress) => {
      if (clock() - began < QUIET_MILLISECONDS) return;
      shown = true;
      stderr.write(CLEAR_LINE + lineOf(progress, what).slice(0, Math.max(20, (stderr.columns ?? 80) - 1)));
    },
    clear: () => {
      if (shown) stderr.write(CLEAR_LINE);
      shown = false;
    },
  };
}

function lineOf({ bytes, total, frames, calls }: AnalysisProgress, what: string): string {
  const share =
    total === null || total === 0 ? '' : ` (${Math.min(100, Math.floor((bytes / total) * 100))} %)`;
  return `${byteSize(bytes)}${share}, ${grouped(frames)} frames, ${grouped(calls)} ${what}`;
}
