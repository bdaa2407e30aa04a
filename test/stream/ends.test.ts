import { describe, expect, it } from 'vitest';
import { handshake, runSegments, type Sent } from './segments.ts';

const ask = (seq: number, data: string): Sent => ({ from: 'client', seq, ack: 5001, data });
const fin = (seq: number, from: Sent['from'] = 'client'): Sent => ({ from, seq, ack: 5001, flags: 'F' });
/** A frame of another connection: time goes by. */
const later = (at: number): Sent => ({ from: 'client', clientPort: 50_000, seq: 1, flags: 'S', at });

describe('a FIN behind bytes that were not captured', () => {
  it('ends its direction with a hole once nothing came for a minute', () => {
    const waiting = [...handshake(), ask(1001, 'abc'), fin(1010), later(59)];
    expect(runSegments(waiting, { finish: false }).log).toEqual(['0> "abc" @4']);
    const { log, tracker } = runSegments([...waiting, later(62)], {
      finish: false,
    });
    expect(log).toEqual(['0> "abc" @4', '0> gap 6 lost @5', '0> end fin']);
    expect(tracker.load().followed).toBe(1);
  });

  it('closes the connection then, where the other side had ended', () => {
    const { log, tracker } = runSegments(
      [...handshake(), ask(1001, 'abc'), fin(5001, 'server'), fin(1010), later(62)],
      { finish: false },
    );
    expect(log).toEqual(['0> "abc" @4', '0< end fin', '0> gap 6 lost @6', '0> end fin']);
    expect(tracker.load().followed).toBe(0);
  });

  it('leaves a hole at the end of the capture where the peer acknowledged the bytes', () => {
    const { log } = runSegments([
      ...handshake(),
      ask(1001, 'abc'),
      fin(1010),
      { from: 'server', seq: 5001, ack: 1011 },
    ]);
    expect(log.slice(1, 3)).toEqual(['0> gap 6 lost @6', '0> end fin']);
  });

  it('leaves a hole at the end of the capture where nobody acknowledged the bytes: its number tells of them', () => {
    const { log, summaries } = runSegments([...handshake(), ask(1001, 'abc'), fin(1010)]);
    expect(log).toEqual(['0> "abc" @4', '0> gap 6 lost @5', '0> end fin', '0< end capture']);
    expect(summaries[0]?.anomalies?.gaps).toMatchObject([{ frame: 5, length: 6, acknowledgedSeconds: null }]);
  });

  it('leaves a hole where the ports are used again before', () => {
    const again: Sent = { from: 'client', seq: 90_000, flags: 'S' };
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), fin(1010), again], { finish: false });
    expect(log).toEqual(['0> "abc" @4', '0> gap 6 lost @5', '0> end fin', '0< end abandoned']);
  });
});

describe('a FIN', () => {
  it('counts once however often it comes', () => {
    const { log, summaries } = runSegments([...handshake(), ask(1001, 'abc'), fin(1004), fin(1004)]);
    expect(log).toEqual(['0> "abc" @4', '0> end fin', '0< end capture']);
    expect(summaries[0]).toMatchObject({ finFrame: 5, closedBy: 0 });
  });

  it('waits for its bytes, and the first of two that differ counts', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), fin(1006), fin(1009), ask(1004, 'de')], {
      finish: false,
    });
    expect(log).toEqual(['0> "abc" @4', '0> "de" @7', '0> end fin']);
  });

  it('before bytes that were captured is none', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), fin(1002), ask(1004, 'de')], {
      finish: false,
    });
    expect(log).toEqual(['0> "abc" @4', '0> "de" @6']);
  });

  it('of the server is told as such', () => {
    expect(runSegments([...handshake(), fin(5001, 'server')]).summaries[0]).toMatchObject({
      finFrame: 4,
      closedBy: 1,
    });
  });

  it('leaves nothing to follow where both sides sent one, whatever comes after', () => {
    const segments = [ask(1001, 'abc'), fin(1004), fin(5001, 'server'), ask(1005, 'POST')];
    const { log, tracker } = runSegments([...handshake(), ...segments]);
    expect(log).toEqual(['0> "abc" @4', '0> end fin', '0< end fin']);
    expect(tracker.load().followed).toBe(0);
  });
});

describe('an RST', () => {
  const reset = (seq: number, from: Sent['from'] = 'client'): Sent => ({ from, seq, flags: 'R' });

  it('by the client is told as such', () => {
    expect(runSegments([...handshake(), ask(1001, 'abc'), reset(1004)]).summaries[0]).toMatchObject({
      resetFrame: 5,
      resetBy: 0,
    });
  });

  it('counts once nothing disproved it for two seconds', () => {
    const segments = [...handshake(), ask(1001, 'abc'), reset(1004)];
    expect(runSegments([...segments, later(1.9)], { finish: false }).log).toEqual(['0> "abc" @4']);
    const { log } = runSegments([...segments, later(4)], { finish: false });
    expect(log).toEqual(['0> "abc" @4', '0> end reset', '0< end reset']);
  });

  it('proves nothing of bytes before it by its number alone', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), reset(1010)]);
    expect(log).toEqual(['0> "abc" @4', '0> end reset', '0< end reset']);
  });

  it('after the FIN leaves that direction as it ended', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), fin(1004), reset(1005)]);
    expect(log).toEqual(['0> "abc" @4', '0> end fin', '0< end reset']);
  });

  it('gives up a FIN that was waiting for its bytes', () => {
    const { log } = runSegments([...handshake(), ask(1001, 'abc'), fin(1010), reset(1004)]);
    expect(log).toEqual(['0> "abc" @4', '0> end reset', '0< end reset']);
  });

  it('counts once however often it comes, and its bytes may come after it', () => {
    const ok: Sent = { from: 'server', seq: 5001, ack: 1004, data: 'ok' };
    const segments = [
      ask(1001, 'abc'),
      reset(5003, 'server'),
      reset(5003, 'server'),
      ok,
      reset(5003, 'server'),
    ];
    const { log, summaries } = runSegments([...handshake(), ...segments]);
    expect(log).toEqual(['0> "abc" @4', '0< "ok" @7', '0> end reset', '0< end reset']);
    expect(summaries[0]).toMatchObject({ resetFrame: 5, resetBy: 1, ignoredResets: 0 });
  });

  it('of the peer comes after what it had acknowledged', () => {
    const { log } = runSegments([
      ...handshake(),
      ask(1001, 'abc'),
      { from: 'server', seq: 5001, ack: 1010 },
      { from: 'server', seq: 5001, ack: 1010, flags: 'RA' },
    ]);
    expect(log).toEqual(['0> "abc" @4', '0> gap 6 lost @6', '0> end reset', '0< end reset']);
  });
});
