import { describe, expect, it } from 'vitest';
import { FrameOrigins } from '../../src/capture/index.ts';
import { displayFilterOf, frameFilter, windowFilter } from '../../src/report/display-filter.ts';
import { framesText } from '../../src/report/frame-text.ts';
import { sketchAnalysis, sketchCall, sketchExpected, sketchFinding } from './sample-analysis.ts';

describe('display filters', () => {
  const call = sketchCall({ method: 'connect', at: 8.571338, frame: 114 }, 0);
  const one = sketchAnalysis({ calls: [call] });
  const [capture] = one.captures;
  /** Frames 1 to 100 are of the first file, 101 to 110 of the second, 111 and on of the first again. */
  const two = {
    ...one,
    captures: [capture, { ...capture, path: 'other/b.pcap' }],
    frameOrigins: new FrameOrigins(
      [
        { first: 1, file: 0, frame: 1 },
        { first: 101, file: 1, frame: 1 },
        { first: 111, file: 0, frame: 101 },
      ],
      3,
      200,
    ),
  };

  it('name one frame or several', () => {
    expect(frameFilter([114])).toBe('frame.number == 114');
    expect(frameFilter([118, 114])).toBe('frame.number in {114, 118}');
  });

  it('fall back to the connection, and to nothing', () => {
    const finding = sketchFinding(null, { rule: 'a/b', message: 'x' });
    expect(displayFilterOf({ ...finding, frames: [7, 7] }, one)).toBe('frame.number == 7');
    expect(displayFilterOf({ ...finding, stream: 3 }, one)).toBe('tcp.stream == 3');
    expect(displayFilterOf(finding, one)).toBeNull();
  });

  it('are for the file of the first frame where a capture has several, by its own numbers', () => {
    const finding = sketchFinding(null, { rule: 'a/b', message: 'x' });
    expect(displayFilterOf({ ...finding, frames: [105, 111] }, two)).toBe('frame.number == 5');
    expect(displayFilterOf({ ...finding, frames: [100, 105, 111] }, two)).toBe('frame.number in {100, 101}');
    expect(framesText([105, 106, 111], two, 6)).toBe(`frames 5, 6 of b.pcap and 101 of ${capture?.path}`);
    expect(framesText([105, 106, 111], one, 2)).toBe('frames 105, 106 and 1 more');
  });

  it('show a window in every file: by the clock, where there are several', () => {
    const expected = sketchExpected('connect-status', call, { verdict: 'missing' });
    expect(windowFilter(expected, two)).toMatch(/^tcp\.port == 9091 && frame\.time_epoch in \{\d{10}/);
  });

  it('show the window of a call that should have come', () => {
    const expected = sketchExpected('connect-status', call, { verdict: 'missing' });
    expect(windowFilter(expected, one)).toBe('tcp.port == 9091 && frame.time_relative in {8.071 .. 18.572}');
  });

  it('show what is before the call where a predecessor is missing, never before the first frame', () => {
    const event = sketchCall({ method: 'ConnectionStatusEvent', at: 4, frame: 9, status: 'ESTABLISHED' }, 0);
    const expected = sketchExpected('connect-before-established', event, { verdict: 'missing' });
    expect(windowFilter(expected, one)).toBe('tcp.port == 9091 && frame.time_relative in {0.000 .. 4.500}');
  });
});
