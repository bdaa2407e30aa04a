import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PENDING_BYTES, MAX_PENDING_BYTES_IN_ALL, MAX_PENDING_SEGMENTS } from '../../src/base/limits.ts';
import { handshake, runSegments, type Sent } from './segments.ts';

const ask = (seq: number, data: string, ack = 5001): Sent => ({ from: 'client', seq, ack, data });
const reply = (seq: number, data: string, ack: number): Sent => ({ from: 'server', seq, ack, data });

describe('bytes are put in order', () => {
  it('hands on what comes in order at once, with its frame', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'POST'), ask(1005, ' /x')], { finish: false });
    expect(log).toEqual(['0> "POST" @4', '0> " /x" @5']);
  });

  it('holds back what comes early, and hands it on with the frame that brought it', () => {
    const { log } = runSegments([...handshake(), ask(1005, ' /x'), ask(1001, 'POST')], { finish: false });
    expect(log).toEqual(['0> "POST" @5', '0> " /x" @4']);
  });

  it('takes each byte once where copies overlap; the first copy wins', () => {
    const segments = [ask(1001, 'abc'), ask(1003, 'XYZ'), ask(1001, 'abcdefgh')];
    expect(runSegments([...handshake(), ...segments], { finish: false }).log).toEqual([
      '0> "abc" @4',
      '0> "YZ" @5',
      '0> "fgh" @6',
    ]);
  });

  it('keeps the first copy of early bytes as well', () => {
    const segments = [ask(1004, 'DEF'), ask(1003, 'cdefgh'), ask(1001, 'ab')];
    expect(runSegments([...handshake(), ...segments], { finish: false, joined: true }).log).toEqual([
      '0> abcDEFgh',
    ]);
  });

  it('takes early bytes that touch on both sides, and drops those that come whole later', () => {
    const touching = [ask(1004, 'de'), ask(1006, 'fg'), ask(1004, 'DEFGhi'), ask(1001, 'abc')];
    expect(runSegments([...handshake(), ...touching], { finish: false, joined: true }).log).toEqual([
      '0> abcdefghi',
    ]);
    expect(
      runSegments([...handshake(), ask(1004, 'DE'), ask(1001, 'abcdefgh')], { finish: false }).log,
    ).toEqual(['0> "abcdefgh" @5']);
  });

  it('goes on when sequence numbers pass 2^32', () => {
    const isn = 0xfffffffc;
    const segments: readonly Sent[] = [
      ...handshake(isn),
      ask(isn + 4, 'defg'),
      ask(isn + 1, 'abc'),
      ask(isn + 8, 'hij'),
    ];
    expect(runSegments(segments, { finish: false, joined: true }).log).toEqual(['0> abcdefghij']);
  });

  it('takes data on the SYN (TCP Fast Open) for the first bytes', () => {
    const { log } = runSegments([{ from: 'client', seq: 1000, flags: 'S', data: 'hi' }, ask(1003, '!')], {
      finish: false,
    });
    expect(log).toEqual(['0> "hi" @1', '0> "!" @2']);
  });

  it('says that it does not know what was before a mid-stream start', () => {
    const { log } = runSegments([ask(77, 'tail'), reply(5001, 'x', 81)], { finish: false });
    expect(log).toEqual(['0> gap 0 lost @1', '0> "tail" @1', '0< gap 0 lost @2', '0< "x" @2']);
  });

  it('any order and any duplicates of the segments give the same bytes', () => {
    const text = 'POST /EchoApp/connect HTTP/1.1 and a body of some length';
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat(1000)),
        fc.integer({ min: 0, max: 0xffffffff }),
        (sizes, order, isn) => {
          const segments: Sent[] = [];
          let offset = 0;
          for (const size of [...sizes, text.length]) {
            const data = text.slice(offset, offset + size);
            if (data !== '') segments.push(ask(isn + 1 + offset, data));
            offset += data.length;
          }
          const shuffled = [...segments, ...segments.filter((_, index) => index % 3 === 0)]
            .map((segment) => ({ segment, key: order.next().value as number }))
            .sort((one, other) => one.key - other.key)
            .map(({ segment }) => segment);
          expect(runSegments([...handshake(isn), ...shuffled], { joined: true }).log).toEqual([`0> ${text}`]);
        },
      ),
    );
  });
});

describe('holes are data', () => {
  it('declares a hole once the peer acknowledged it and two seconds went by', () => {
    const segments: readonly Sent[] = [
      ask(1001, 'abc'),
      { ...ask(1009, 'later'), at: 1 },
      { from: 'server', seq: 5001, ack: 1014, at: 1.1 },
      { ...ask(1014, '!'), at: 3.5 },
    ];
    expect(runSegments([...handshake(), ...segments], { finish: false }).log).toEqual([
      '0> "abc" @4',
      '0> gap 5 lost @5',
      '0> "later" @5',
      '0> "!" @7',
    ]);
  });

  it('waits for a retransmission as long as nobody acknowledged the bytes', () => {
    const segments: readonly Sent[] = [
      ask(1001, 'abc'),
      { ...ask(1006, 'f'), at: 1 },
      { ...ask(1004, 'de'), at: 20 },
    ];
    expect(runSegments([...handshake(), ...segments], { finish: false, joined: true }).log).toEqual([
      '0> abcdef',
    ]);
  });

  it('declares all holes at the end of the capture, with the time they opened', () => {
    const { log, summaries } = runSegments([...handshake(), ask(1001, 'abc'), { ...ask(1006, 'f'), at: 1 }]);
    expect(log).toEqual(['0> "abc" @4', '0> gap 2 lost @5', '0> "f" @5', '0> end capture', '0< end capture']);
    expect(summaries[0]?.anomalies?.gaps).toMatchObject([
      { direction: 0, length: 2, frame: 5, sinceSeconds: 0.004 },
    ]);
  });

  it('tells of bytes that were acknowledged and never captured', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), { from: 'server', seq: 5001, ack: 1010 }]);
    expect(log).toContain('0> gap 6 lost @4');
  });

  it('does not take the acknowledgement of an uncaptured FIN for a lost byte', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), { from: 'server', seq: 5001, ack: 1005 }]);
    expect(log.some((line) => line.includes('gap'))).toBe(false);
  });

  it('tells what the snap length cut, and goes on behind it', () => {
    const { log } = runSegments(
      [...handshake(), { ...ask(1001, 'abc'), wireLength: 10 }, ask(1011, 'next')],
      {
        finish: false,
      },
    );
    expect(log).toEqual(['0> "abc" @4', '0> gap 7 cut @4', '0> "next" @5']);
  });

  it('tells of a frame that was cut before its first payload byte', () => {
    const { log } = runSegments([...handshake(), { ...ask(1001, ''), wireLength: 10 }], { finish: false });
    expect(log).toEqual(['0> gap 10 cut @4']);
  });

  it('goes on with the very segment that found no more room', () => {
    const many = Array.from({ length: MAX_PENDING_SEGMENTS + 1 }, (_, index) => ask(1003 + index, 'x'));
    const { log } = runSegments([...handshake(), ...many], { finish: false });
    expect(log[0]).toBe('0> gap 2 lost @4');
    expect(log).toHaveLength(MAX_PENDING_SEGMENTS + 2);
    expect(log.at(-1)).toBe(`0> "x" @${MAX_PENDING_SEGMENTS + 4}`);
  });

  it('keeps an early segment of which little was captured, however long it was', () => {
    const long = { ...ask(1003, 'cd'), wireLength: MAX_PENDING_BYTES + 1 };
    const { log } = runSegments([...handshake(), long, ask(1001, 'ab')], { finish: false });
    expect(log).toEqual(['0> "ab" @5', '0> "cd" @4', `0> gap ${MAX_PENDING_BYTES - 1} cut @4`]);
  });

  it('bounds what it keeps of all connections together', () => {
    const [connections, turns] = [20, 55];
    const piece = 'x'.repeat(64_000);
    const on = (connection: number, sent: Sent): Sent => ({ ...sent, clientPort: 41_000 + connection });
    const first = Array.from({ length: connections }, (_, connection) => on(connection, ask(1001, 'a')));
    const early = Array.from({ length: connections * turns }, (_, index) =>
      on(index % connections, ask(1003 + Math.floor(index / connections) * piece.length, piece)),
    );
    const { log, tracker } = runSegments([...first, ...early], { finish: false });
    const held = tracker.load().pendingBytes;
    expect(held).toBeLessThanOrEqual(MAX_PENDING_BYTES_IN_ALL);
    const handedOn = log.filter((line) => line.includes('x')).length * piece.length;
    expect(handedOn).toBeGreaterThan(0);
    expect(handedOn + held).toBe(early.length * piece.length);
    tracker.finish();
    expect(log.filter((line) => line.includes('gap 1 lost'))).toHaveLength(connections);
  });

  it('bounds what it keeps behind a hole', () => {
    const many = Array.from({ length: 9000 }, (_, index) => ask(1003 + index * 2, 'x'));
    const { tracker } = runSegments([...handshake(), ...many], { finish: false });
    expect(tracker.load().pendingBytes).toBeLessThanOrEqual(8192);
  });
});

describe('ends', () => {
  it('ends each direction with its FIN, after its last byte', () => {
    const segments: readonly Sent[] = [
      { from: 'client', seq: 1004, ack: 5001, flags: 'F' },
      ask(1001, 'abc'),
      { ...reply(5001, 'ok', 1005), flags: 'F' },
    ];
    expect(runSegments([...handshake(), ...segments], { finish: false }).log).toEqual([
      '0> "abc" @5',
      '0> end fin',
      '0< "ok" @6',
      '0< end fin',
    ]);
  });

  it('ends both directions with an RST', () => {
    const { log, summaries } = runSegments([
      ...handshake(),
      ask(1001, 'abc'),
      { from: 'server', seq: 5001, ack: 1004, flags: 'RA' },
    ]);
    expect(log).toEqual(['0> "abc" @4', '0> end reset', '0< end reset']);
    expect(summaries[0]).toMatchObject({ resetFrame: 5, resetBy: 1, handshake: 'complete' });
  });

  it('hands on bytes that were captured after the RST that follows them', () => {
    const { log } = runSegments([
      ...handshake(),
      ask(1001, 'abc'),
      { from: 'server', seq: 5003, ack: 1004, flags: 'RA' },
      reply(5001, 'ok', 1004),
    ]);
    expect(log).toContain('0< "ok" @6');
  });

  it('abandons a connection whose ports are used again', () => {
    const { log, connections } = runSegments([
      ...handshake(),
      ask(1001, 'abc'),
      ...handshake(9000),
      ask(9001, 'new'),
    ]);
    expect(connections).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(log.slice(0, 4)).toEqual(['0> "abc" @4', '0> end abandoned', '0< end abandoned', '1> "new" @8']);
  });
});
