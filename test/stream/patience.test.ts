import { describe, expect, it } from 'vitest';
import { handshake, runSegments, type Sent } from './segments.ts';

/** How long is waited for bytes that may still come: from the moment at which they were missed. */

/** When a test begins: seconds, not near to nothing and not whole. */
const START = 1000.9;

const begun = handshake().map((sent, index): Sent => ({ ...sent, at: START + index / 1000 }));
const ask = (seq: number, data: string, at?: number): Sent => ({
  from: 'client',
  seq,
  ack: 5001,
  data,
  ...(at === undefined ? {} : { at: START + at }),
});
const acknowledged = (ack: number, at: number): Sent => ({ from: 'server', seq: 5001, ack, at: START + at });
const fin = (from: Sent['from'], seq: number, at: number): Sent => ({
  from,
  seq,
  ack: from === 'client' ? 5001 : 1004,
  flags: 'F',
  at: START + at,
});
/** A frame of another connection: time goes by. */
const later = (at: number): Sent => ({
  from: 'client',
  clientPort: 50_000,
  seq: 1,
  flags: 'S',
  at: START + at,
});

const told = (...segments: readonly Sent[]): readonly string[] =>
  runSegments([...begun, ask(1001, 'abc'), ...segments], { finish: false }).log.slice(1);

describe('a hole', () => {
  const early = ask(1009, 'later', 1);

  it('that nobody acknowledged is left open for a minute', () => {
    expect(told(early, later(59))).toEqual([]);
    expect(told(early, later(59), ask(1004, 'defgh', 60))).toEqual(['0> "defgh" @7', '0> "later" @5']);
    expect(told(early, later(62.2))).toEqual(['0> gap 5 lost @5', '0> "later" @5']);
  });

  it('that the peer acknowledged is left open for two seconds', () => {
    expect(told(early, acknowledged(1009, 1.1), later(2.6))).toEqual([]);
    expect(told(early, acknowledged(1009, 1.1), later(4.2))).toEqual(['0> gap 5 lost @5', '0> "later" @5']);
  });

  it('of which the peer acknowledged only a part is not acknowledged', () => {
    expect(told(early, acknowledged(1008, 1.1), later(4.2))).toEqual([]);
  });

  it('counts from the first of the segments behind it', () => {
    const more = ask(1014, 'more', 2.9);
    expect(told(early, more, acknowledged(1018, 2.95), later(4.2))).toHaveLength(3);
  });
});

describe('a FIN behind bytes that were not captured', () => {
  const early = ask(1006, 'f', 1.5);

  it('waits for them for a minute, of either side', () => {
    for (const [end, side] of [
      [fin('client', 1010, 1), '>'],
      [fin('server', 5007, 1), '<'],
    ] as const) {
      expect(told(end, later(60))).toEqual([]);
      expect(told(end, later(62.2))).toEqual([`0${side} gap 6 lost @5`, `0${side} end fin`]);
    }
  });

  it('waits for as long as a hole before it is open', () => {
    expect(told(fin('client', 1010, 1), early, later(4.2))).toEqual([]);
    const filled = [ask(1004, 'de', 5), ask(1007, 'ghi', 5.1)];
    expect(told(fin('client', 1010, 1), early, later(4.2), ...filled)).toEqual([
      '0> "de" @8',
      '0> "f" @6',
      '0> "ghi" @9',
      '0> end fin',
    ]);
  });
});

describe('a direction that has ended', () => {
  it('gets no more bytes', () => {
    expect(told(fin('client', 1004, 1), ask(1004, 'zzz', 1.1))).toEqual(['0> end fin']);
  });

  it('lacks none, wherever the other side or an RST say that it went on', () => {
    const reset: Sent = { from: 'client', seq: 1100, flags: 'R', at: START + 2 };
    const answered: Sent = { from: 'client', seq: 1005, ack: 5010, at: START + 1.1 };
    expect(told(fin('client', 1004, 1), answered, reset, later(5.2))).toEqual([
      '0> end fin',
      '0< gap 9 lost @7',
      '0< end reset',
    ]);
  });

  it('where nothing was sent ends at once', () => {
    expect(told(fin('server', 5001, 1))).toEqual(['0< end fin']);
  });
});
