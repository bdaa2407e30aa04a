import { describe, expect, it } from 'vitest';
import { MAX_PLAUSIBLE_JUMP } from '../../src/base/limits.ts';
import { handshake, runSegments, type Sent } from './segments.ts';

/** What the other side's acknowledgements prove, and where streams begin of which the capture has no handshake. */

const ask = (seq: number, data: string, ack = 5001): Sent => ({ from: 'client', seq, ack, data });
const acknowledged = (ack: number): Sent => ({ from: 'server', seq: 5001, ack });

const told = (...segments: readonly Sent[]): readonly string[] =>
  runSegments([...handshake(), ask(1001, 'abc'), ...segments]).log.slice(1);
const NOTHING_LOST = ['0> end capture', '0< end capture'];

describe('an acknowledgement', () => {
  it('that is older than another takes nothing back', () => {
    expect(told(acknowledged(1010), acknowledged(1004))[0]).toBe('0> gap 6 lost @4');
  });

  it('beyond any window is not believed', () => {
    expect(told(acknowledged(1004 + MAX_PLAUSIBLE_JUMP))).toEqual(NOTHING_LOST);
    expect(told(acknowledged(1004 + MAX_PLAUSIBLE_JUMP - 1))).toHaveLength(3);
  });

  it('is none in a segment without ACK', () => {
    const segments: readonly Sent[] = [
      ...handshake(1000, 0xfffffff0),
      { from: 'client', seq: 1001, data: 'abc' },
    ];
    expect(runSegments(segments).log).toEqual(['0> "abc" @4', ...NOTHING_LOST]);
  });

  it('within an RST proves nothing', () => {
    const reset: Sent = { from: 'server', seq: 5001, ack: 1010, flags: 'RA' };
    expect(told(reset)).toEqual(['0> end reset', '0< end reset']);
  });

  it('of one more byte may be that of a FIN, also where the peer resets the connection', () => {
    const reset: Sent = { from: 'server', seq: 5001, ack: 1005, flags: 'RA' };
    expect(told(acknowledged(1005), reset)).toEqual(['0> end reset', '0< end reset']);
  });

  it('of the byte before an RST is that of a byte', () => {
    expect(told(acknowledged(1005), { from: 'client', seq: 1005, flags: 'R' })).toContain('0> gap 1 lost @6');
  });
});

describe('an end that is told', () => {
  const reset = (seq: number): Sent => ({ from: 'server', seq, flags: 'R' });
  const answer: Sent = { from: 'server', seq: 5001, ack: 1004, data: 'ok' };

  it('is not moved by a further RST', () => {
    expect(told(reset(5003), reset(5001), answer)).toEqual(['0< "ok" @7', '0> end reset', '0< end reset']);
  });

  it('by a FIN stands though the peer resets the connection before the last bytes are there', () => {
    const segments: readonly Sent[] = [
      { from: 'client', seq: 1006, ack: 5001, flags: 'F' },
      reset(5001),
      ask(1004, 'de'),
    ];
    expect(told(...segments)).toEqual(['0> "de" @7', '0> end fin', '0< end reset']);
  });
});

describe('where a stream begins', () => {
  /** As the second connection of the capture. */
  const second = (...segments: readonly Sent[]): readonly string[] =>
    runSegments([
      { from: 'client', seq: 1, flags: 'S', clientPort: 50_000 },
      { from: 'client', seq: 3, ack: 9, clientPort: 50_000 },
      ...segments,
    ]).log.filter((line) => line.startsWith('1'));

  it('is told by its first segment, though it was empty', () => {
    const { log } = runSegments([ask(1001, ''), ask(1004, 'def')]);
    expect(log.slice(0, 3)).toEqual(['0> gap 3 lost @2', '0> gap 0 lost @2', '0> "def" @2']);
  });

  it('is told by the first acknowledgement of the peer', () => {
    const answer: Sent = { from: 'server', seq: 5004, ack: 1001, data: 'x' };
    expect(second(ask(1001, ''), answer)).toContain('1< gap 3 lost @4');
    expect(second(ask(1001, ''), { ...answer, seq: 5001 })).not.toContain('1< gap 3 lost @4');
  });

  it('is told by the handshake, whatever is acknowledged after it', () => {
    const { log } = runSegments([...handshake(), ask(1001, '', 5004), ask(1001, 'abc', 5004)]);
    expect(log).toContain('0< gap 3 lost @5');
  });

  it('is not known before anything of it was seen', () => {
    const segments: readonly Sent[] = [
      { from: 'client', seq: 77, data: 'tail' },
      { from: 'server', seq: 5001, ack: 81, data: 'x' },
    ];
    expect(runSegments(segments, { finish: false }).log.slice(2)).toEqual(['0< gap 0 lost @2', '0< "x" @2']);
  });

  it('is told once to be unknown', () => {
    expect(runSegments([ask(77, 'tail'), ask(81, 'more')], { finish: false }).log).toEqual([
      '0> gap 0 lost @1',
      '0> "tail" @1',
      '0> "more" @2',
    ]);
  });
});
