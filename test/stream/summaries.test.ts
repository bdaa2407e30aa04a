import { describe, expect, it } from 'vitest';
import { handshake, runSegments, type Sent } from './segments.ts';

describe('the summary of a connection', () => {
  it('knows the client by the SYN, and by the SYN-ACK where the SYN was not captured', () => {
    expect(runSegments(handshake()).summaries[0]).toMatchObject({
      client: 0,
      handshake: 'complete',
      synAckFrame: 2,
    });
    expect(runSegments(handshake().slice(1)).summaries[0]).toMatchObject({
      client: 1,
      handshake: 'complete',
    });
    expect(runSegments(handshake().slice(2)).summaries[0]).toMatchObject({
      client: null,
      handshake: 'unseen',
    });
  });

  it('takes it for opened where the answer to the SYN was not captured but the server spoke', () => {
    const [syn, , acknowledged] = handshake();
    const spoken: readonly Sent[] = [
      syn ?? { from: 'client', seq: 1000, flags: 'S' },
      acknowledged ?? { from: 'client', seq: 1001, ack: 5001 },
      { from: 'server', seq: 5001, ack: 1001 },
    ];
    expect(runSegments(spoken).summaries[0]).toMatchObject({
      client: 0,
      handshake: 'complete',
      synAckFrame: 0,
    });
  });

  it('keeps the first SYN-ACK, and counts SYNs to a bound', () => {
    const [syn, answer] = handshake();
    if (syn === undefined || answer === undefined) throw new Error('no handshake');
    const many = Array.from({ length: 70_000 }, () => syn);
    const { summaries } = runSegments([syn, answer, answer, ...many], { finish: false });
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({ synAckFrame: 2, synCount: 0xffff });
  });

  it('tells a refused connection', () => {
    const refused: readonly Sent[] = [
      { from: 'client', seq: 1000, flags: 'S' },
      { from: 'server', seq: 0, ack: 1001, flags: 'RA' },
    ];
    expect(runSegments(refused).summaries[0]).toMatchObject({
      handshake: 'refused',
      resetFrame: 2,
      synCount: 1,
    });
  });

  it('numbers a repeated SYN as the same connection, even after an RST', () => {
    const attempt: readonly Sent[] = [
      { from: 'client', seq: 1000, flags: 'S' },
      { from: 'server', seq: 0, ack: 1001, flags: 'RA' },
    ];
    const { summaries } = runSegments([...attempt, ...attempt, ...attempt]);
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({ handshake: 'refused', synCount: 3, resetFrame: 2 });
  });

  it('tells a connection that nobody answered', () => {
    const { summaries } = runSegments([
      { from: 'client', seq: 1000, flags: 'S' },
      { from: 'client', seq: 1000, flags: 'S', at: 1 },
    ]);
    expect(summaries[0]).toMatchObject({ handshake: 'unanswered', synCount: 2 });
  });

  it('counts retransmissions, not frames that were captured twice or keep-alive probes', () => {
    const segments: readonly Sent[] = [
      { from: 'client', seq: 1001, ack: 5001, data: 'abc', at: 1 },
      { from: 'client', seq: 1001, ack: 5001, data: 'abc', at: 1.00001 },
      { from: 'client', seq: 1003, ack: 5001, data: 'c', at: 2 },
      { from: 'client', seq: 1001, ack: 5001, data: 'abc', at: 3 },
    ];
    const { summaries } = runSegments([...handshake(), ...segments]);
    expect(summaries[0]?.anomalies?.halves[0]).toMatchObject({
      retransmissions: 1,
      firstRetransmissionFrame: 7,
      duplicates: 1,
    });
  });

  it('counts closed windows', () => {
    const { summaries } = runSegments([
      ...handshake(),
      { from: 'client', seq: 1001, ack: 5001, data: 'abc' },
      { from: 'server', seq: 5001, ack: 1004, window: 0 },
      { from: 'server', seq: 5001, ack: 1004, window: 0 },
    ]);
    expect(summaries[0]?.anomalies?.halves[1]).toMatchObject({ zeroWindows: 2, firstZeroWindowFrame: 5 });
  });

  it('joins what went wrong before and after a time in which it was not followed', () => {
    const again = (seq: number, data: string, at: number): readonly Sent[] => [
      { from: 'client', seq, ack: 5001, data, at },
      { from: 'client', seq, ack: 5001, data, at: at + 1 },
    ];
    const segments: readonly Sent[] = [
      ...again(1001, 'abc', 1),
      { from: 'client', seq: 1004, ack: 5001, data: 'noise', at: 3 },
      ...again(1009, 'POST', 4),
      { from: 'server', seq: 5001, ack: 1013, window: 0, at: 6 },
      { from: 'client', seq: 1020, ack: 5001, data: 'later', at: 7 },
    ];
    const { summaries } = runSegments([...handshake(), ...segments], {
      interest: (text) => (text === 'noise' ? 'unwanted' : 'wanted'),
    });
    const none = { retransmissions: 0, firstRetransmissionFrame: 0 };
    expect(summaries[0]?.anomalies).toMatchObject({
      halves: [
        { retransmissions: 2, firstRetransmissionFrame: 5, zeroWindows: 0, firstZeroWindowFrame: 0 },
        { ...none, zeroWindows: 1, firstZeroWindowFrame: 9 },
      ],
      gaps: [{ direction: 0, length: 7, cause: 'lost' }],
      gapCount: 1,
      cutCount: 0,
    });
  });

  it('stops following a connection whose consumer has had enough of it when a hole is given up', () => {
    const segments: readonly Sent[] = [
      { from: 'client', seq: 1001, ack: 5001, data: 'abc', at: 1 },
      { from: 'client', seq: 1009, ack: 5001, data: 'noise', at: 1.1 },
      { from: 'client', seq: 1, flags: 'S', clientPort: 50_000, at: 90 },
    ];
    const { log, tracker } = runSegments([...handshake(), ...segments], {
      interest: (text) => (text === 'noise' ? 'unwanted' : 'wanted'),
      finish: false,
    });
    expect(log).toEqual(['0> "abc" @4', '0> gap 5 lost @5', '0> "noise" @5']);
    expect(tracker.load()).toMatchObject({ followed: 0, pendingBytes: 0 });
    expect(tracker.snapshot().summary(0).anomalies?.gapCount).toBe(1);
  });
});

describe('what nobody wants costs nothing', () => {
  it('follows only the ports asked for', () => {
    const { log } = runSegments([...handshake(), { from: 'client', seq: 1001, ack: 5001, data: 'x' }], {
      ports: new Set([80]),
    });
    expect(log).toEqual([]);
  });

  it('sleeps once the consumer does not want it, until a segment wakes it', () => {
    const segments: readonly Sent[] = [
      { from: 'client', seq: 1001, ack: 5001, data: 'noise' },
      { from: 'client', seq: 1006, ack: 5001, data: 'more' },
      { from: 'client', seq: 1010, ack: 5001, data: 'POST' },
    ];
    const { log } = runSegments([...handshake(), ...segments], {
      interest: (text) => (text === 'noise' ? 'unwanted' : 'wanted'),
      finish: false,
    });
    expect(log).toEqual(['0> "noise" @4', '0> gap 0 lost @6', '0> "POST" @6']);
  });

  it('keeps a hundred thousand half-open connections in little memory', () => {
    const before = process.memoryUsage().arrayBuffers;
    const flood = Array.from(
      { length: 100_000 },
      (_, index): Sent => ({
        from: 'client',
        seq: index * 7,
        flags: 'S',
        clientPort: index % 60_000,
      }),
    );
    const { tracker } = runSegments(flood, { finish: false });
    expect(tracker.load().followed).toBe(0);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40e6);
  });
});
