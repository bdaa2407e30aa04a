import { compareInstants } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';

/** Where a frame of several captures is: its file, and its number there. */
export interface FrameInFile {
  readonly path: string;
  readonly frame: number;
}

/**
 * The file of a frame, and its number in that file. Frames of several captures are numbered through in order of time, so that it is
 * known where they follow each other. null: captures overlap in time, or the frame is in none of them.
 */
export function frameInFile(captures: readonly CaptureInfo[], frame: number): FrameInFile | null {
  const [only] = captures;
  if (captures.length === 1 && only !== undefined) return { path: only.path, frame };
  const ordered = inTime(captures);
  if (ordered === null) return null;
  let before = 0;
  for (const { path, frames } of ordered) {
    if (frame <= before + frames) return { path, frame: frame - before };
    before += frames;
  }
  return null;
}

/** Captures one after the other; null where two of them overlap, or where the time of one is not known. */
function inTime(captures: readonly CaptureInfo[]): readonly CaptureInfo[] | null {
  const timed = captures.flatMap((capture) => {
    const { firstTime, lastTime, frames } = capture;
    if (frames === 0) return [];
    return [{ capture, first: firstTime, last: lastTime }];
  });
  if (timed.some(({ first, last }) => first === null || last === null)) return null;
  const ordered = timed.sort((one, other) =>
    one.first === null || other.first === null ? 0 : compareInstants(one.first, other.first),
  );
  for (const [at, { first }] of ordered.entries()) {
    const last = ordered[at - 1]?.last ?? null;
    if (first !== null && last !== null && compareInstants(last, first) >= 0) return null;
  }
  return ordered.map(({ capture }) => capture);
}
