import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FOLLOWED_CONNECTIONS, MAX_PENDING_BYTES } from '../../src/base/limits.ts';
import { ConnectionTracker } from '../../src/stream/index.ts';
import { frameAt, handshake, runSegments, type Sent, segmentOf } from './segments.ts';

/** What is kept, of which connections, and what is let go again. */

const ask = (seq: number, data: string): Sent => ({ from: 'client', seq, ack: 5001, data });
const answer = (seq: number, data: string): Sent => ({ from: 'server', seq, ack: 1001, data });

describe('bytes that wait', () => {
  it('are those of a simple model, however segments overlap', () => {
    const piece = fc.record({ offset: fc.nat(30), length: fc.integer({ min: 1, max: 9 }) });
    const holds = fc.property(fc.array(piece, { minLength: 2, maxLength: 12 }), (pieces) => {
      const held = new Map<number, string>();
      let handedOn = '';
      const segments = pieces.map(({ offset, length }, index): Sent => {
        const data = String.fromCharCode(0x61 + index).repeat(length);
        if (offset > handedOn.length) {
          for (let at = offset; at < offset + length; at++) held.set(at, held.get(at) ?? data.charAt(0));
        } else {
          handedOn += data.slice(handedOn.length - offset);
          for (let next = held.get(handedOn.length); next !== undefined; next = held.get(handedOn.length)) {
            handedOn += next;
          }
        }
        return ask(1001 + offset, data);
      });
      const { log, tracker } = runSegments([...handshake(), ...segments], { finish: false });
      expect(log.map((line) => /^0> "(.*)"/.exec(line)?.[1] ?? line).join('')).toBe(handedOn);
      const waiting = [...held.keys()].filter((at) => at >= handedOn.length);
      expect(tracker.load().pendingBytes).toBe(waiting.length);
    });
    fc.assert(holds, { numRuns: 300 });
  });

  it('go on from the end of what came whole meanwhile', () => {
    const segments = [ask(1004, 'DE'), ask(1001, 'abcdefgh'), ask(1009, '!')];
    expect(runSegments([...handshake(), ...segments], { finish: false }).log).toEqual([
      '0> "abcdefgh" @5',
      '0> "!" @6',
    ]);
  });

  it('are cut at the end of the frame, not further', () => {
    const cut: Sent = { ...ask(1001, 'abc'), wireLength: 10, checksum: 'good' };
    expect(runSegments([...handshake(), cut], { finish: false }).log).toEqual([
      '0> "abc" @4',
      '0> gap 7 cut @4',
    ]);
  });

  it('are bounded for one connection, and the oldest hole is given up first', () => {
    const data = 'x'.repeat(64_000);
    const many = Array.from({ length: 70 }, (_, index) => ask(1003 + index * data.length, data));
    const { log, tracker } = runSegments([...handshake(), ...many], { finish: false });
    expect(log[0]).toBe('0> gap 2 lost @4');
    expect(log).toHaveLength(71);
    expect(tracker.load().pendingBytes).toBe(0);
    const fewer = runSegments([...handshake(), ...many.slice(0, 65)], { finish: false });
    expect(fewer.log).toEqual([]);
    expect(fewer.tracker.load().pendingBytes).toBe(65 * data.length);
    expect(65 * data.length).toBeLessThanOrEqual(MAX_PENDING_BYTES);
  });

  it('are counted of both directions, until the connection is over', () => {
    const waiting = [...handshake(), ask(1004, 'def'), answer(5003, 'ok')];
    expect(runSegments(waiting, { finish: false }).tracker.load().pendingBytes).toBe(5);
    const noise = runSegments([...waiting, ask(1001, 'abc')], { interest: () => 'unwanted', finish: false });
    expect(noise.tracker.load()).toMatchObject({ followed: 0, pendingBytes: 0 });
    const again = handshake(9000);
    expect(runSegments([...waiting, ...again], { finish: false }).tracker.load().pendingBytes).toBe(0);
  });
});

describe('connections', () => {
  it('by the hundred are kept apart while their frames alternate', () => {
    const on = (connection: number, sent: Sent): Sent => ({ ...sent, clientPort: 41_000 + connection });
    const all = Array.from({ length: 600 }, (_, connection) => connection);
    const turn = (seq: number, data: string): readonly Sent[] =>
      all.map((connection) => on(connection, ask(seq, data)));
    const opening = all.flatMap((connection) => handshake().map((sent) => on(connection, sent)));
    const { log } = runSegments([...opening, ...turn(1001, 'a'), ...turn(1002, 'b')], { finish: false });
    const begin = opening.length + 1;
    expect(log).toEqual([
      ...all.map((connection) => `${connection}> "a" @${begin + connection}`),
      ...all.map((connection) => `${connection}> "b" @${begin + all.length + connection}`),
    ]);
  });

  it('are set aside in order of their last frame, not of their first', () => {
    const tracker = new ConnectionTracker({
      ports: null,
      wakes: () => false,
      open: () => ({ idle: true, data: () => 'wanted', gap: () => 'wanted', end: () => undefined }),
    });
    let frame = 0;
    const speak = (client: number, seq: number): void => {
      frame += 1;
      const sent: Sent = { ...ask(seq, 'x'), clientAddress: 0x0a000000 + client };
      tracker.segment(frameAt(frame, frame / 1e5), segmentOf(sent));
    };
    for (let client = 0; client < MAX_FOLLOWED_CONNECTIONS; client++) speak(client, 1001);
    speak(0, 1002);
    speak(MAX_FOLLOWED_CONNECTIONS, 1001);
    expect(tracker.sequenceAt(0, 0, 0)).not.toBeNull();
    expect(tracker.sequenceAt(1, 0, 0)).toBeNull();
    expect(tracker.sequenceAt(MAX_FOLLOWED_CONNECTIONS, 0, 0)).not.toBeNull();
  });

  it('are followed by either port, whoever speaks first', () => {
    for (const first of [ask(1001, 'x'), answer(5001, 'x')]) {
      const { log } = runSegments([...handshake(), first], { ports: new Set([9091]), finish: false });
      expect(log).toHaveLength(1);
      expect(runSegments([...handshake(), first], { ports: new Set([40_000]) }).log).not.toEqual([]);
    }
  });

  it('whose SYN was captured after its answer are one', () => {
    const [syn, answered] = handshake();
    if (syn === undefined || answered === undefined) throw new Error('no handshake');
    const other: Sent = { from: 'client', seq: 1, flags: 'S', clientPort: 50_000 };
    expect(runSegments([other, answered, syn, syn]).connections).toEqual([0, 1, 1, 1]);
  });

  it('that were under way are over where a SYN comes between the same ports', () => {
    expect(runSegments([ask(1001, 'abc'), { from: 'client', seq: 9000, flags: 'S' }]).connections).toEqual([
      0, 1,
    ]);
  });
});
