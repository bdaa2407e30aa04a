import { describe, expect, it } from 'vitest';
import { displayFilterOf, frameFilter, windowFilter } from '../../src/report/display-filter.ts';
import { momentAt, sketchCall, sketchExpected, sketchFinding } from './sample-analysis.ts';

describe('display filters', () => {
  const call = sketchCall({ method: 'connect', at: 8.571338, frame: 114 }, 0);

  it('name one frame or several', () => {
    expect(frameFilter([114])).toBe('frame.number == 114');
    expect(frameFilter([118, 114])).toBe('frame.number in {114, 118}');
  });

  it('fall back to the connection, and to nothing', () => {
    const finding = sketchFinding(null, { rule: 'a/b', message: 'x' });
    expect(displayFilterOf({ ...finding, frames: [7, 7] })).toBe('frame.number == 7');
    expect(displayFilterOf({ ...finding, stream: 3 })).toBe('tcp.stream == 3');
    expect(displayFilterOf(finding)).toBeNull();
  });

  it('show the window of a call that should have come', () => {
    const expected = sketchExpected('connect-status', call, { verdict: 'missing' });
    expect(windowFilter(expected, momentAt(0))).toBe(
      'tcp.port == 9091 && frame.time_relative in {8.071 .. 18.572}',
    );
  });

  it('show what is before the call where a predecessor is missing, never before the first frame', () => {
    const event = sketchCall({ method: 'ConnectionStatusEvent', at: 4, frame: 9, status: 'ESTABLISHED' }, 0);
    const expected = sketchExpected('connect-before-established', event, { verdict: 'missing' });
    expect(windowFilter(expected, momentAt(0))).toBe(
      'tcp.port == 9091 && frame.time_relative in {0.000 .. 4.500}',
    );
  });
});
