import { END, FRAME, openCapture } from '../../../src/capture/index.ts';

/** A frame that mutations begin with. */
export interface SeedFrame {
  readonly linkType: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly bytes: Buffer;
  readonly originalLength: number;
}

/** Reads the first frames of a capture; what cannot be read is left out. */
export async function readFrames(bytes: Buffer, most: number): Promise<readonly SeedFrame[]> {
  const opened = await openCapture([{ kind: 'bytes', path: 'seed', bytes }]);
  if (!opened.ok) return [];
  const { capture } = opened;
  const frames: SeedFrame[] = [];
  while (frames.length < most) {
    const step = capture.next();
    if (step === FRAME) {
      const { linkType, seconds, nanoseconds, start, end, originalLength } = capture.frame;
      frames.push({
        linkType,
        seconds,
        nanoseconds,
        bytes: Buffer.from(capture.frame.bytes.subarray(start, end)),
        originalLength,
      });
    } else if (step === END || !(await capture.fill())) break;
  }
  capture.close();
  return frames;
}
