import { secondsOf } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import { firstFrameOf, type HookCall, timeOf } from '../../hooks/index.ts';

/** A span of time that a capture set holds without a pause: seconds since 1970. */
export interface CoveredSpan {
  readonly begins: number;
  readonly ends: number;
}

/** What one of several capture sets holds, in order of time. */
export interface Cover {
  /** The last of its frames, as they are numbered through all sets. */
  readonly lastFrame: number;
  readonly spans: readonly CoveredSpan[];
}

/** Seconds that may pass between two files of one set, as for rotated files: a quiet line has no packet in that time. */
const LONGEST_PAUSE = 60;

/** The spans that the files of a set hold together. */
export function spansOf(captures: readonly CaptureInfo[]): readonly CoveredSpan[] {
  const files = captures
    .flatMap(({ firstTime, lastTime }) =>
      firstTime === null || lastTime === null
        ? []
        : [{ begins: secondsOf(firstTime), ends: secondsOf(lastTime) }],
    )
    .sort((one, other) => one.begins - other.begins);
  const pause = Math.max(LONGEST_PAUSE, ...files.map(({ begins, ends }) => ends - begins));
  const spans: CoveredSpan[] = [];
  for (const file of files) {
    const last = spans.at(-1);
    if (last === undefined || file.begins - last.ends > pause) spans.push(file);
    else spans[spans.length - 1] = { begins: last.begins, ends: Math.max(last.ends, file.ends) };
  }
  return spans;
}

/**
 * The span in which a call was captured: what another set holds of an earlier or later time, or what was captured elsewhere, prolongs
 * none. null where there is one set alone.
 */
export function coverOf(covers: readonly Cover[], call: HookCall): CoveredSpan | null {
  const frame = firstFrameOf(call);
  let low = 0;
  for (let high = covers.length - 1; low < high; ) {
    const middle = (low + high) >>> 1;
    if (covers[middle].lastFrame < frame) low = middle + 1;
    else high = middle;
  }
  const spans = covers[low]?.spans ?? [];
  const at = timeOf(call);
  return spans.find(({ begins, ends }) => begins <= at && at <= ends) ?? null;
}
