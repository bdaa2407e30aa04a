import { describe, expect, it } from 'vitest';
import { MAX_GAPS_LISTED } from '../../src/base/limits.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { handshake, runSegments, type Sent } from './segments.ts';

/** What is told of a connection in which something went wrong, and that nothing is where nothing did. */

const ask = (seq: number, data: string, at?: number): Sent => ({
  from: 'client',
  seq,
  ack: 5001,
  data,
  ...(at === undefined ? {} : { at }),
});
const answer = (seq: number, data: string, at?: number): Sent => ({
  ...ask(seq, data, at),
  from: 'server',
  ack: 1004,
});
const closed = (from: Sent['from'], flags: 'F' | 'R' | '' = ''): Sent => ({
  from,
  seq: from === 'client' ? 1004 : 5001,
  ack: from === 'client' ? 5001 : 1004,
  flags,
  window: 0,
});

function summaryOf(...segments: readonly Sent[]): ConnectionSummary {
  const [summary] = runSegments([...handshake(), ...segments]).summaries;
  if (summary === undefined) throw new Error('no connection');
  return summary;
}

describe('a closed window', () => {
  it('is told by segments that open or end nothing', () => {
    expect(summaryOf(ask(1001, 'abc'), closed('client', 'F')).anomalies).toBeNull();
    expect(summaryOf(ask(1001, 'abc'), closed('client', 'R')).anomalies).toBeNull();
    const opening: Sent = { from: 'server', seq: 5000, ack: 1004, flags: 'SA', window: 0 };
    expect(summaryOf(ask(1001, 'abc'), opening).anomalies).toBeNull();
    expect(summaryOf(ask(1001, 'abc'), closed('client')).anomalies).not.toBeNull();
  });
});

describe('bytes that come again', () => {
  it('at once are a frame captured twice, also where a second ends in between', () => {
    const { anomalies } = summaryOf(ask(1001, 'abc', 1.9999), ask(1001, 'abc', 2.0001), ask(1001, 'abc', 4));
    expect(anomalies?.halves[0]).toMatchObject({
      duplicates: 1,
      retransmissions: 1,
      firstRetransmissionFrame: 6,
    });
  });

  it('count also while they wait behind a hole', () => {
    const early = (at: number): Sent => ask(1009, 'later', at);
    const { anomalies } = summaryOf(
      ask(1001, 'abc', 1),
      early(2),
      early(2.0001),
      early(3),
      ask(1004, 'defgh', 3.1),
    );
    expect(anomalies?.halves[0]).toMatchObject({
      duplicates: 1,
      retransmissions: 1,
      firstRetransmissionFrame: 7,
    });
  });
});

describe('any anomaly is told, whichever side has it', () => {
  const again = [ask(1001, 'abc', 1), ask(1001, 'abc', 2)];
  const answeredAgain = [answer(5001, 'ok', 3), answer(5001, 'ok', 4)];
  it.each([
    ['a repetition and a closed window of the client', [...again, closed('client')]],
    ['a repetition of the client and a closed window of the server', [...again, closed('server')]],
    ['a repetition of the server and a closed window of the client', [...answeredAgain, closed('client')]],
    ['repetitions of both', [...again, ...answeredAgain]],
  ])('%s', (_, segments) => {
    const halves = summaryOf(...segments).anomalies?.halves ?? [];
    const counted = halves.map(({ retransmissions, zeroWindows }) => retransmissions + zeroWindows);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});

describe('of very many gaps', () => {
  /** Frames of which each was cut by a byte. */
  const cut = (from: number, count: number, text = 'ab'): readonly Sent[] =>
    Array.from({ length: count }, (_, index) => ({ ...ask(from + index * 3, text), wireLength: 3 }));

  it('some are listed and all are counted', () => {
    const { anomalies } = summaryOf(...cut(1001, MAX_GAPS_LISTED + 6));
    expect(anomalies?.gaps).toHaveLength(MAX_GAPS_LISTED);
    expect(anomalies).toMatchObject({ gapCount: MAX_GAPS_LISTED + 6, cutCount: MAX_GAPS_LISTED + 6 });
  });

  it('no more are listed while the connection is under way', () => {
    const { summaries } = runSegments([...handshake(), ...cut(1001, MAX_GAPS_LISTED + 6)], { finish: false });
    expect(summaries[0]?.anomalies?.gaps).toHaveLength(MAX_GAPS_LISTED);
    expect(summaries[0]?.anomalies?.gapCount).toBe(MAX_GAPS_LISTED + 6);
  });

  it('also where the connection was set aside between them', () => {
    const segments = [...cut(1001, 40), ask(1121, 'noise'), ...cut(1126, 40, 'PO')];
    const { summaries } = runSegments([...handshake(), ...segments], {
      interest: (text) => (text === 'noise' ? 'unwanted' : 'wanted'),
    });
    expect(summaries[0]?.anomalies?.gaps).toHaveLength(MAX_GAPS_LISTED);
    expect(summaries[0]?.anomalies).toMatchObject({ gapCount: 80, cutCount: 80 });
  });
});

it('copies of frames are counted before and after a time in which the connection was set aside', () => {
  const twice = (seq: number, data: string, at: number): readonly Sent[] => [
    ask(seq, data, at),
    ask(seq, data, at + 0.0001),
    ask(seq, data, at + 1),
  ];
  const segments = [...twice(1001, 'abc', 1), ask(1004, 'noise', 3), ...twice(1009, 'POST', 4)];
  const { summaries } = runSegments([...handshake(), ...segments], {
    interest: (text) => (text === 'noise' ? 'unwanted' : 'wanted'),
  });
  expect(summaries[0]?.anomalies?.halves[0]).toMatchObject({ duplicates: 2, retransmissions: 2 });
});

describe('a summary', () => {
  it('tells when the connection was first and last seen', () => {
    const [first, ...rest] = handshake();
    if (first === undefined) throw new Error('no handshake');
    const { summaries } = runSegments([{ ...first, at: 7.25 }, ...rest, ask(1001, 'abc', 9.5)]);
    expect(summaries[0]).toMatchObject({
      firstFrame: 1,
      firstSeconds: 7,
      firstNanoseconds: 250_000_000,
      lastFrame: 4,
      lastSeconds: 9,
      lastNanoseconds: 500_000_000,
    });
  });

  it('of a connection without an end names nobody who ended it', () => {
    expect(summaryOf(ask(1001, 'abc'))).toMatchObject({ resetBy: null, closedBy: null });
  });

  it('tells an end that came long after both sides had spoken', () => {
    const spoken = [ask(1001, 'abc'), answer(5001, 'ok')];
    expect(summaryOf(...spoken, closed('client', 'F'))).toMatchObject({
      finFrame: 6,
      closedBy: 0,
      resetFrame: 0,
    });
    expect(summaryOf(...spoken, { ...closed('server', 'R'), seq: 5003 })).toMatchObject({
      resetFrame: 6,
      resetBy: 1,
      finFrame: 0,
    });
  });

  it('of an answer to a SYN alone is that of an opened connection', () => {
    expect(runSegments(handshake().slice(1, 2)).summaries[0]).toMatchObject({
      client: 1,
      handshake: 'complete',
    });
  });
});
