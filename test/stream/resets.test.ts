import { describe, expect, it } from 'vitest';
import { MAX_RESET_LEAD_BYTES } from '../../src/base/limits.ts';
import { handshake, type Ran, runSegments, type Sent } from './segments.ts';

const reset = (from: Sent['from'], seq: number, at?: number): Sent => ({
  from,
  seq,
  flags: 'R',
  ttl: 250,
  ...(at === undefined ? {} : { at }),
});
const ask = (seq: number, data: string, ack = 5001): Sent => ({ from: 'client', seq, ack, data });
const answer = (seq: number, ack: number, data = ''): Sent => ({ from: 'server', seq, ack, data });
/** A frame of another connection: time goes by. */
const later = (at: number): Sent => ({ from: 'client', clientPort: 50_000, seq: 1, flags: 'S', at });

const run = (...segments: readonly Sent[]): Ran => runSegments([...handshake(), ...segments]);

describe('an RST that its receiver ignored', () => {
  it.each([1, 900, 1000, 65_535, 65_536, 100_000, 2 ** 24, 2 ** 30, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])(
    '%d bytes from the next one changes nothing where the connection goes on',
    (distance) => {
      const { log, summaries } = run(
        ask(1001, 'abc'),
        reset('server', 5001 + distance),
        answer(5001, 1004, 'ok'),
        ask(1004, 'def', 5003),
        answer(5003, 1007),
        later(10),
      );
      expect(log).toEqual(['0> "abc" @4', '0< "ok" @6', '0> "def" @7', '0> end capture', '0< end capture']);
      expect(summaries[0]).toMatchObject({
        resetFrame: 0,
        resetBy: null,
        resetTtl: null,
        ignoredResets: 1,
        ignoredResetFrame: 5,
        sides: [{ sentReset: false }, { sentReset: false }],
      });
    },
  );

  it('is withdrawn once its sender acknowledges what was sent after it', () => {
    const segments = [ask(1001, 'abc'), reset('server', 5001), ask(1004, 'def'), answer(5001, 1007)];
    expect(run(...segments, later(10), answer(5001, 1007, 'ok')).log).toEqual([
      '0> "abc" @4',
      '0> "def" @6',
      '0< "ok" @9',
      '0> end capture',
      '0< end capture',
    ]);
    // What it had in flight when the RST came proves nothing.
    const inFlight = [ask(1001, 'abc'), reset('server', 5001), answer(5001, 1004)];
    expect(run(...inFlight).log).toContain('0< end reset');
  });

  it('is withdrawn once the peer acknowledges what its sender sent after it', () => {
    const segments = [ask(1001, 'abc'), reset('client', 1004), ask(1004, 'def'), answer(5001, 1007)];
    const { log, summaries } = run(...segments, later(10));
    expect(log.slice(0, 2)).toEqual(['0> "abc" @4', '0> "def" @6']);
    expect(log).not.toContain('0> end reset');
    expect(summaries[0]).toMatchObject({ resetFrame: 0, ignoredResets: 1, ignoredResetFrame: 5 });
    // Bytes alone prove nothing: the peer may be gone.
    expect(run(...segments.slice(0, 3), later(10)).log).toContain('0> end reset');
  });

  it('between two exchanges far apart leaves the second one readable', () => {
    const first = [ask(1001, 'POST1'), answer(5001, 1006, 'ok'), reset('server', 5003, 1)];
    const { log, summaries } = run(
      ...first,
      { ...ask(1006, 'POST2', 5003), at: 30 },
      answer(5003, 1011, 'ok'),
    );
    expect(log.slice(2)).toEqual([
      '0> end reset',
      '0< end reset',
      '0> gap 0 lost @7',
      '0> "POST2" @7',
      '0< gap 0 lost @8',
      '0< "ok" @8',
      '0> end capture',
      '0< end capture',
    ]);
    expect(summaries[0]).toMatchObject({ resetFrame: 0, ignoredResets: 1 });
    // What was sent before comes again: nothing begins with it.
    expect(run(...first, { ...ask(1001, 'POST1'), at: 30 }).log.slice(4)).toEqual([]);
  });

  it('has a wrong checksum where others are right', () => {
    const sound = handshake().map((sent): Sent => ({ ...sent, checksum: 'good' }));
    const damaged: Sent = { ...reset('client', 1001), checksum: 'bad' };
    expect(runSegments([...sound, damaged]).summaries[0]).toMatchObject({ resetFrame: 0, ignoredResets: 1 });
    const good: Sent = { ...reset('client', 1001), checksum: 'good' };
    expect(runSegments([...sound, good]).summaries[0]).toMatchObject({ resetFrame: 4, ignoredResets: 0 });
  });
});

describe('an RST that its receiver believed', () => {
  it.each([
    ['the next byte', 1004],
    ['what was not acknowledged so far', 1001],
    ['bytes that were not captured', 1004 + MAX_RESET_LEAD_BYTES],
  ])('stands at %s', (_, seq) => {
    const { log, summaries } = run(ask(1001, 'abc'), reset('client', seq));
    expect(log).toEqual(['0> "abc" @4', '0> end reset', '0< end reset']);
    expect(summaries[0]).toMatchObject({ resetFrame: 5, resetBy: 0, resetTtl: 250, ignoredResets: 0 });
  });

  it('stands behind the FIN that was acknowledged', () => {
    const close: Sent = { from: 'client', seq: 1004, ack: 5001, flags: 'F' };
    const segments = [ask(1001, 'abc'), close, answer(5001, 1005), reset('client', 1005)];
    expect(run(...segments).summaries[0]).toMatchObject({ resetFrame: 7, ignoredResets: 0 });
    expect(run(...segments.slice(0, 3), reset('client', 1004)).summaries[0]?.resetFrame).toBe(0);
  });

  it('answers a SYN, whatever its number', () => {
    const [syn] = handshake();
    if (syn === undefined) throw new Error('no handshake');
    const refused: Sent = { from: 'server', seq: 0, ack: 1001, flags: 'RA' };
    expect(runSegments([syn, refused, syn, refused]).summaries[0]).toMatchObject({
      handshake: 'refused',
      resetFrame: 2,
      resetBy: 1,
      ignoredResets: 0,
    });
  });
});

describe('a SYN-ACK', () => {
  const syn: Sent = { from: 'client', seq: 1000, flags: 'S' };
  const opened = (base = 5000): readonly Sent[] => [
    { from: 'server', seq: base, ack: 1001, flags: 'SA' },
    ask(1001, 'abc', base + 1),
    answer(base + 1, 1004, 'ok'),
  ];

  it('replaces the number of a connection that was half open', () => {
    const segments: readonly Sent[] = [
      syn,
      { from: 'server', seq: 777_777, ack: 888_888 },
      reset('client', 888_888),
      syn,
      ...opened(),
    ];
    const { log, summaries } = runSegments(segments);
    expect(log).toEqual(['0> "abc" @6', '0< "ok" @7', '0> end capture', '0< end capture']);
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({ handshake: 'complete', client: 0, resetFrame: 0, synCount: 2 });
  });

  it('reopens the direction that a forged RST and FIN had closed', () => {
    const forged: readonly Sent[] = [
      syn,
      { from: 'server', seq: 0, ack: 1001, flags: 'RA' },
      { from: 'server', seq: 0, ack: 1001, flags: 'F' },
      reset('client', 1001),
    ];
    for (const base of [5000, -1]) {
      const { log, summaries } = runSegments([...forged, ...opened(base)]);
      expect(log.slice(-4)).toEqual(['0> "abc" @6', '0< "ok" @7', '0> end capture', '0< end capture']);
      expect(summaries[0]).toMatchObject({
        handshake: 'complete',
        resetFrame: 0,
        finFrame: 0,
        closedBy: null,
        sides: [{ sentFin: false }, { sentFin: false, unacknowledgedBytes: 2 }],
      });
      expect(summaries[0]?.ignoredResets).toBeGreaterThan(0);
    }
  });

  it('opens a further connection, whose SYN was not captured, once the one before is over', () => {
    const close = (from: Sent['from'], seq: number, ack: number): Sent => ({ from, seq, ack, flags: 'F' });
    const again: readonly Sent[] = [
      { from: 'server', seq: 90_000, ack: 70_001, flags: 'SA' },
      ask(70_001, 'new', 90_001),
    ];
    const { log, summaries } = run(close('client', 1001, 5001), close('server', 5001, 1002), ...again);
    expect(log.slice(2)).toEqual(['0> "new" @7', '0> end capture', '0< end capture']);
    expect(summaries).toHaveLength(1);
    // The same within a connection that is open is a forgery, or a mistake: the first one counts.
    expect(run(...again, ask(1001, 'abc')).log[0]).not.toContain('new');
  });

  it('that comes again changes nothing', () => {
    const [, synAck] = handshake();
    if (synAck === undefined) throw new Error('no handshake');
    expect(run(ask(1001, 'abc'), synAck, answer(5001, 1004, 'ok')).log.slice(0, 2)).toEqual([
      '0> "abc" @4',
      '0< "ok" @6',
    ]);
  });
});

describe('a FIN', () => {
  it('beyond any window is none', () => {
    const wild: Sent = { from: 'client', seq: 1001 + 2 ** 30, ack: 5001, flags: 'F' };
    expect(run(wild, later(100), ask(1001, 'abc')).log[0]).toBe('0> "abc" @6');
  });
});
