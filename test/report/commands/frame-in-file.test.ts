import { describe, expect, it } from 'vitest';
import type { CaptureInfo } from '../../../src/capture/index.ts';
import { frameInFile } from '../../../src/report/commands/index.ts';
import { sketchAnalysis } from '../sample-analysis.ts';

function capture(path: string, frames: number, first: number, last: number): CaptureInfo {
  const [sketched] = sketchAnalysis({ calls: [] }).captures;
  if (sketched === undefined) throw new Error('no capture');
  const at = (seconds: number): CaptureInfo['firstTime'] => ({ seconds, nanoseconds: 0 });
  return { ...sketched, path, frames, firstTime: at(first), lastTime: at(last) };
}

describe('a frame of several captures', () => {
  it('has the number of its file where the captures follow each other, in whatever order they are named', () => {
    const captures = [capture('b', 5, 20, 30), capture('a', 10, 0, 19)];
    expect(frameInFile(captures, 10)).toEqual({ path: 'a', frame: 10 });
    expect(frameInFile(captures, 11)).toEqual({ path: 'b', frame: 1 });
    expect(frameInFile(captures, 16)).toBeNull();
  });

  it('is in the only file there is', () => {
    expect(frameInFile([capture('a', 10, 0, 19)], 7)).toEqual({ path: 'a', frame: 7 });
  });

  it('is not told where captures overlap in time', () => {
    expect(frameInFile([capture('a', 10, 0, 20), capture('b', 5, 20, 30)], 3)).toBeNull();
  });
});
