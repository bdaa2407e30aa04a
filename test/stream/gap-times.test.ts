import { describe, expect, it } from 'vitest';
import type { Gap } from '../../src/stream/index.ts';
import { handshake, runSegments, type Sent } from './segments.ts';

/** Between which moments absent bytes went by. */

/** When a test begins: seconds, not near to nothing and not whole. */
const START = 1000.9;

const begun = handshake().map((sent, index): Sent => ({ ...sent, at: START + index / 1000 }));
const ask = (seq: number, data: string, at: number): Sent => ({ from: 'client', seq, ack: 5001, data, at });
const acknowledged = (ack: number, at: number, seq = 5001): Sent => ({ from: 'server', seq, ack, at });

function theGap(...segments: readonly Sent[]): Gap {
  const gaps = runSegments([...begun, ...segments]).summaries[0]?.anomalies?.gaps ?? [];
  const [gap] = gaps.filter(({ direction }) => direction === 0);
  if (gap === undefined) throw new Error('no gap');
  return gap;
}

describe('absent bytes cannot have gone by', () => {
  it('before the connection was first seen', () => {
    const gap = theGap(ask(1004, 'def', 1001.7));
    expect(gap.sinceSeconds).toBeCloseTo(START, 6);
    expect(gap).toMatchObject({ frame: 4, seconds: 1001, acknowledgedSeconds: null });
  });

  it('before those that stand before them', () => {
    expect(theGap(ask(1001, 'abc', 1001.25), ask(1009, 'later', 1007)).sinceSeconds).toBeCloseTo(1001.25, 6);
  });

  it('half a second before the peer said that it had no more', () => {
    const gap = theGap(ask(1001, 'abc', 1001.25), acknowledged(1004, 1030.75), ask(1009, 'later', 1040));
    expect(gap.sinceSeconds).toBeCloseTo(1030.25, 6);
  });

  it('after the frame behind them, whatever the peer says then', () => {
    const gap = theGap(ask(1001, 'abc', 1001.25), ask(1009, 'later', 1010.25), acknowledged(1004, 1020));
    expect(gap.sinceSeconds).toBeCloseTo(1010.25, 6);
  });
});

describe('absent bytes went by before they were acknowledged', () => {
  it('for the first time', () => {
    const gap = theGap(
      ask(1001, 'abc', 1001.25),
      acknowledged(1009, 1005.75),
      acknowledged(1009, 1006),
      ask(1009, 'later', 1007),
    );
    expect(gap.acknowledgedSeconds).toBeCloseTo(1005.75, 6);
    expect(gap.sinceSeconds).toBeCloseTo(1001.25, 6);
  });

  it('which tells nothing where the acknowledgement itself came out of order', () => {
    const early = acknowledged(1009, 1005.75, 5009);
    expect(theGap(ask(1001, 'abc', 1001.25), early, ask(1009, 'later', 1007)).acknowledgedSeconds).toBeNull();
  });

  it('and no moment is known where they were not', () => {
    expect(theGap(ask(1001, 'a', 1001.25), ask(1004, 'def', 1007)).acknowledgedSeconds).toBeNull();
  });
});
