import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCopy } from '../../src/base/columns.ts';
import { MAX_GAPS_LISTED } from '../../src/base/limits.ts';
import {
  type ConnectionConsumer,
  ConnectionTracker,
  type Gap,
  type TcpAnomalies,
} from '../../src/stream/index.ts';
import { TcpAnomalyTable } from '../../src/stream/tcp-anomaly-table.ts';
import { held } from '../soak/held.ts';
import { frameAt, handshake, runSegments, type Sent, segmentOf } from './segments.ts';

const frame = fc.nat(0xffff_ffff);
const half = fc.record({
  retransmissions: fc.nat(1000),
  firstRetransmissionFrame: frame,
  duplicates: fc.nat(1000),
  zeroWindows: fc.nat(1000),
  firstZeroWindowFrame: frame,
});
const seconds = fc.double({ min: 0, max: 5e9, noNaN: true, noDefaultInfinity: true });
const gap: fc.Arbitrary<Gap> = fc.record({
  direction: fc.constantFrom(0, 1),
  frame,
  seconds: fc.nat(5e9),
  nanoseconds: fc.nat(999_999_999),
  sinceSeconds: seconds,
  acknowledgedSeconds: fc.option(seconds),
  length: fc.nat(2 ** 31),
  cause: fc.constantFrom('lost', 'cut', 'dropped'),
});
const anomalies: fc.Arbitrary<TcpAnomalies> = fc
  .record({ halves: fc.tuple(half, half), gaps: fc.array(gap, { maxLength: 40 }), more: fc.nat(50) })
  .map(({ halves, gaps, more }) => ({
    halves,
    gaps,
    // Beyond the bound of the list gaps are only counted.
    gapCount: gaps.length + (gaps.length === MAX_GAPS_LISTED ? more : 0),
    cutCount: gaps.filter(({ cause }) => cause === 'cut').length,
  }));

function added(one: TcpAnomalies['halves'][0], other: TcpAnomalies['halves'][0]): TcpAnomalies['halves'][0] {
  return {
    retransmissions: one.retransmissions + other.retransmissions,
    firstRetransmissionFrame: one.firstRetransmissionFrame || other.firstRetransmissionFrame,
    duplicates: one.duplicates + other.duplicates,
    zeroWindows: one.zeroWindows + other.zeroWindows,
    firstZeroWindowFrame: one.firstZeroWindowFrame || other.firstZeroWindowFrame,
  };
}

/** What a list without a table would have. */
function joined(all: readonly TcpAnomalies[]): TcpAnomalies {
  return all.reduce((one, other) => ({
    halves: [added(one.halves[0], other.halves[0]), added(one.halves[1], other.halves[1])],
    gaps: [...one.gaps, ...other.gaps].slice(0, MAX_GAPS_LISTED),
    gapCount: one.gapCount + other.gapCount,
    cutCount: one.cutCount + other.cutCount,
  }));
}

describe('what went wrong', () => {
  it('comes out of the table as it went in, however often a connection was followed', () => {
    const times = fc.array(fc.tuple(fc.nat(5), anomalies), { maxLength: 40 });
    fc.assert(
      fc.property(times, (all) => {
        const table = new TcpAnomalyTable();
        const entries = new Map<number, number>();
        const expected = new Map<number, TcpAnomalies[]>();
        for (const [connection, each] of all) {
          entries.set(connection, table.add(entries.get(connection) ?? 0, each));
          expected.set(connection, [...(expected.get(connection) ?? []), each]);
        }
        const rows = table.snapshot();
        const kept = [...entries.values()].map((entry) => plainCopy(rows.entry(entry)));
        expect(kept).toEqual([...expected.values()].map(joined));
      }),
    );
  });

  it('is told of a connection that is still followed, joined with what was before', () => {
    const again = (seq: number, data: string, at: number): readonly Sent[] => [
      { from: 'client', seq, ack: 5001, data, at },
      { from: 'client', seq, ack: 5001, data, at: at + 1 },
    ];
    const interest = (text: string) => (text === 'noise' ? ('unwanted' as const) : ('wanted' as const));
    const noise: Sent = { from: 'client', seq: 1004, ack: 5001, data: 'noise', at: 3 };
    const before = [...handshake(), ...again(1001, 'abc', 1), noise];
    const options = { interest, finish: false };
    expect(runSegments(before.slice(0, 4), options).summaries[0]?.anomalies).toBeNull();
    const whole = [...before, ...again(1009, 'POST', 4)];
    expect(runSegments(whole, options).summaries[0]?.anomalies?.halves[0].retransmissions).toBe(2);
    const sound = [...before, { from: 'client', seq: 1009, ack: 5001, data: 'POST', at: 4 } as const];
    expect(runSegments(sound, options).summaries[0]?.anomalies?.halves[0].retransmissions).toBe(1);
  });
});

describe('many connections', () => {
  const CONNECTIONS = 20_000;

  function portOf(index: number): Pick<Sent, 'clientPort' | 'clientAddress'> {
    return { clientPort: 1024 + (index % 60_000), clientAddress: 0x0a000000 + Math.floor(index / 60_000) };
  }

  it('have summaries that cost little more than the number of their row', async () => {
    const flood = Array.from(
      { length: CONNECTIONS },
      (_, index): Sent => ({ ...portOf(index), from: 'client', seq: 7, flags: 'S' }),
    );
    const { tracker } = runSegments(flood);
    const before = await held();
    const summaries = tracker.snapshot().summariesOn(new Set([9091]));
    const after = await held();
    expect(summaries).toHaveLength(CONNECTIONS);
    expect((after.heap - before.heap) / CONNECTIONS).toBeLessThan(100);
  });

  it('may all have lost something', async () => {
    const before = await held();
    const silent: ConnectionConsumer = { data: () => 'wanted', gap: () => 'wanted', end: () => {} };
    const tracker = new ConnectionTracker({ ports: null, wakes: () => false, open: () => silent });
    for (let index = 0; index < CONNECTIONS; index += 1) {
      const ends = portOf(index);
      const frames: readonly Sent[] = [
        { ...ends, from: 'client', seq: 1000, flags: 'S' },
        { ...ends, from: 'client', seq: 1101, ack: 5001, flags: 'F' },
        { ...ends, from: 'server', seq: 5001, ack: 1102, flags: 'RA' },
      ];
      for (const [at, sent] of frames.entries()) {
        tracker.segment(frameAt(index * 3 + at + 1, index + at), segmentOf(sent));
      }
    }
    tracker.finish();
    const after = await held();
    const [summary] = tracker.snapshot().summariesOn(new Set([9091]));
    expect(summary?.anomalies?.gaps).toMatchObject([{ length: 100, cause: 'lost' }]);
    const bytes = after.heap - before.heap + after.columns - before.columns;
    // A row (67), its slots in the look-up (8 to 16), an entry (56), a gap (45), and what is left of the last pages.
    expect(bytes / CONNECTIONS).toBeLessThan(250);
  });
});
