import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCopy } from '../../src/base/columns.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { randomTraffic } from './random-traffic.ts';
import { handshake, runSegments, type Sent } from './segments.ts';

/** What is found of a connection depends on its own segments, and not on those of others. */

const PAIRS = 5;
const options = {
  interest: (text: string) => (text === 'noise' ? ('unwanted' as const) : ('wanted' as const)),
};

interface Told {
  /** What the consumer of each connection was told. */
  readonly log: readonly (readonly string[])[];
  readonly summaries: readonly ConnectionSummary[];
}

/** What a reading tells of the connections on one client port, with their numbers counted from 0. */
function toldOf(clientPort: number, { log, summaries }: ReturnType<typeof runSegments>): Told {
  const own = summaries.filter(({ endpoints }) => endpoints.some(({ port }) => port === clientPort));
  return {
    log: own.map(({ connection }) =>
      log
        .filter((line) => Number.parseInt(line, 10) === connection)
        .map((line) => line.slice(`${connection}`.length)),
    ),
    summaries: own.map((summary, connection) =>
      plainCopy(summary, { connection, anomalies: summary.anomalies && plainCopy(summary.anomalies) }),
    ),
  };
}

describe('a connection among others', () => {
  it('is told as if it were alone in the capture', () => {
    fc.assert(
      fc.property(randomTraffic(PAIRS, 120), (traffic) => {
        const all = runSegments(traffic, options);
        for (let port = 40_000; port < 40_000 + PAIRS; port++) {
          const alone = runSegments(traffic, { ...options, only: ({ clientPort }) => clientPort === port });
          expect(toldOf(port, all)).toEqual(toldOf(port, alone));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is told as if it were alone while frames stand out of order by fractions of a second', () => {
    const shifts = fc.array(fc.double({ min: -0.45, max: 0.45, noNaN: true }), {
      minLength: 60,
      maxLength: 60,
    });
    fc.assert(
      fc.property(randomTraffic(PAIRS, 60), shifts, (ordered, by) => {
        const traffic = ordered.map(
          (sent, index): Sent => ({ ...sent, at: (sent.at ?? 0) + (by[index] ?? 0) }),
        );
        const all = runSegments(traffic, options);
        for (let port = 40_000; port < 40_000 + PAIRS; port++) {
          const alone = runSegments(traffic, { ...options, only: ({ clientPort }) => clientPort === port });
          expect(toldOf(port, all)).toEqual(toldOf(port, alone));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a hole that nobody looked at for long', () => {
  const early: Sent = { from: 'client', seq: 1009, ack: 5001, data: 'later', at: 1 };
  const acknowledged: Sent = { from: 'server', seq: 5001, ack: 1014, at: 1.1 };
  /** A retransmission that comes after the patience with the hole has ended. */
  const late: Sent = { from: 'client', seq: 1001, ack: 5001, data: 'POSTfill', at: 9 };
  const other = (at: number): Sent => ({ from: 'client', clientPort: 50_000, seq: 1, flags: 'S', at });

  it('is lost before the next segment of its connection, whether others came meanwhile or not', () => {
    const expected = ['0> gap 8 lost @4', '0> "later" @4', '0> end capture', '0< end capture'];
    expect(runSegments([...handshake(), early, acknowledged, late]).log).toEqual(expected);
    expect(runSegments([...handshake(), early, acknowledged, other(8), late]).log).toEqual(expected);
  });

  it('ends the following of a connection that then turns out to be of no interest, before the next segment', () => {
    const segments = [{ ...early, data: 'noise' }, acknowledged, { ...late, seq: 1020, data: 'POST' }];
    for (const between of [[], [other(8)]]) {
      const sent = [...handshake(), ...segments.slice(0, 2), ...between, ...segments.slice(2)];
      expect(runSegments(sent, { ...options, finish: false }).log).toEqual([
        '0> gap 8 lost @4',
        '0> "noise" @4',
        `0> gap 0 lost @${sent.length}`,
        `0> "POST" @${sent.length}`,
      ]);
    }
  });
});
