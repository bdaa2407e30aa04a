import { describe, expect, it } from 'vitest';
import { FollowedConnection } from '../../src/stream/followed-connection.ts';
import type { ConnectionConsumer } from '../../src/stream/index.ts';
import { frameAt, handshake, runSegments, type Sent, segmentOf } from './segments.ts';

const ask = (seq: number, data: string, at: number): Sent => ({ from: 'client', seq, ack: 5001, data, at });

describe('a hole behind a hole', () => {
  const first = [ask(1001, 'abc', 0.5), ask(1009, 'later', 1), ask(1020, 'more', 4)];
  const log = (...segments: readonly Sent[]): readonly string[] =>
    runSegments([...handshake(), ...segments], { finish: false }).log;

  it('is waited for from its own beginning, not from that of the one given up', () => {
    const all: Sent = { from: 'server', seq: 5001, ack: 1024, at: 4.001 };
    expect(log(...first, all, ask(1014, 'middle', 4.002))).toEqual([
      '0> "abc" @4',
      '0> gap 5 lost @5',
      '0> "later" @5',
      '0> "middle" @8',
      '0> "more" @6',
    ]);
  });

  it('nor from that of the one that was filled', () => {
    const filled = [...first, ask(1004, 'late!', 4.1)];
    const all: Sent = { from: 'server', seq: 5001, ack: 1024, at: 5.5 };
    expect(log(...filled, all, ask(1014, 'middle', 5.6))).toEqual([
      '0> "abc" @4',
      '0> "late!" @7',
      '0> "later" @5',
      '0> "middle" @9',
      '0> "more" @6',
    ]);
  });
});

describe('a segment with a wrong checksum', () => {
  it('is no doubt any more once its good copy came', () => {
    const consumer: ConnectionConsumer = {
      idle: true,
      data: () => 'wanted',
      gap: () => 'wanted',
      end: () => undefined,
    };
    const connection = new FollowedConnection(consumer, true);
    const sent = (seq: number, data: string, checksum: 'good' | 'bad'): Sent => ({
      ...ask(seq, data, 0),
      checksum,
    });
    const idle = [
      sent(1001, 'abc', 'good'),
      sent(1004, 'XXX', 'bad'),
      sent(1004, 'def', 'good'),
      sent(1007, 'ghi', 'good'),
    ].map((one, index) => {
      connection.segment(frameAt(index + 1, index / 1000), segmentOf(one), 0);
      return connection.idle;
    });
    expect(idle).toEqual([true, false, true, true]);
  });
});
