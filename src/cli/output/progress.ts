import type { AnalysisProgress } from '../../engine/index.ts';
import { byteSize, grouped } from '../../report/index.ts';
import type { Surroundings } from '../surroundings.ts';

/** Milliseconds without progress output at first: short work needs none. */
const QUIET_MILLISECONDS = 700;
const CLEAR_LINE = '\r\u001b[2K';
const BAR_COLUMNS = 20;
/** Milliseconds of work before the time that is left is told: earlier it would be a guess. */
const GUESSWORK_MILLISECONDS = 2000;

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
      const elapsed = clock() - began;
      if (elapsed < QUIET_MILLISECONDS || surroundings.environment.TERM === 'dumb') return;
      const { stderr } = surroundings;
      if (stderr.isTTY !== true) return;
      shown = true;
      const line = lineOf(progress, what, elapsed);
      stderr.write(CLEAR_LINE + line.slice(0, Math.max(20, (stderr.columns ?? 80) - 1)));
    },
    clear: () => {
      if (shown) surroundings.stderr.write(CLEAR_LINE);
      shown = false;
    },
  };
}

/** A bar and the time that is left, where it is known how much there is; then how much was read. */
function lineOf({ bytes, total, frames, calls }: AnalysisProgress, what: string, elapsed: number): string {
  const read = `${byteSize(bytes)}, ${grouped(frames)} frames, ${grouped(calls)} ${what}`;
  if (total === null || total === 0) return read;
  const share = Math.min(1, bytes / total);
  const full = Math.floor(share * BAR_COLUMNS);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR_COLUMNS - full)}]`;
  const left =
    share === 0 || elapsed < GUESSWORK_MILLISECONDS
      ? ''
      : `, ${clockText((elapsed / share) * (1 - share))} left`;
  return `${bar} ${Math.floor(share * 100)} %${left}: ${read}`;
}

/** `0:07`, `12:40`, `1:02:03`. */
function clockText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (number: number): string => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
