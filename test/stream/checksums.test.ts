import { describe, expect, it } from 'vitest';
import { MAX_PENDING_SEGMENTS } from '../../src/base/limits.ts';
import { handshake, runSegments, type Sent } from './segments.ts';

/** A handshake whose checksums can be trusted, as they are where the capture was taken between the hosts. */
const soundHandshake = handshake().map((sent): Sent => ({ ...sent, checksum: 'good' }));

const good = (seq: number, data: string): Sent => ({
  from: 'client',
  seq,
  ack: 5001,
  data,
  checksum: 'good',
});
const bad = (seq: number, data: string): Sent => ({ ...good(seq, data), checksum: 'bad' });
const acknowledged = (ack: number, at?: number): Sent => ({
  from: 'server',
  seq: 5001,
  ack,
  checksum: 'good',
  ...(at === undefined ? {} : { at }),
});

describe('a segment with a wrong checksum', () => {
  it('is not believed: the good copy that follows is', () => {
    const { log } = runSegments([...soundHandshake, bad(1001, 'XXX'), good(1001, 'abc')], { finish: false });
    expect(log).toEqual(['0> "abc" @5']);
  });

  it('is judged by the first sound segment where the handshake was not captured', () => {
    const segments = [good(1001, 'abc'), bad(1004, 'XXX'), good(1004, 'def')];
    expect(runSegments(segments, { finish: false, joined: true }).log).toEqual(['0> abcdef']);
  });

  it('was right all the same where the peer acknowledged it and no other copy was captured', () => {
    const segments = [bad(1001, 'abc'), acknowledged(1004), good(1004, 'def')];
    const { log, summaries } = runSegments([...soundHandshake, ...segments]);
    expect(log.slice(0, 2)).toEqual(['0> "abc" @4', '0> "def" @6']);
    expect(summaries[0]?.anomalies).toBeNull();
  });

  it('is handed on when the hole it leaves is given up', () => {
    const segments = [bad(1001, 'abc'), good(1004, 'def'), acknowledged(1007), acknowledged(1007, 5)];
    const { log } = runSegments([...soundHandshake, ...segments], { finish: false });
    expect(log).toEqual(['0> "abc" @4', '0> "def" @5']);
  });

  it('stays a hole where nobody acknowledged it', () => {
    const { log } = runSegments([...soundHandshake, bad(1001, 'abc'), good(1004, 'def')]);
    expect(log.slice(0, 2)).toEqual(['0> gap 3 lost @5', '0> "def" @5']);
  });

  it('is handed on behind a hole before it, though nothing sound follows', () => {
    const segments = [good(1001, 'abc'), bad(1006, 'fgh'), acknowledged(1009)];
    const { log } = runSegments([...soundHandshake, ...segments]);
    expect(log.slice(0, 3)).toEqual(['0> "abc" @4', '0> gap 2 lost @5', '0> "fgh" @5']);
  });

  it('takes only so much room', () => {
    const many = Array.from({ length: MAX_PENDING_SEGMENTS + 3 }, (_, index) => bad(1001 + index, 'x'));
    const { log } = runSegments([...soundHandshake, ...many, acknowledged(1001 + many.length)]);
    expect(log.filter((line) => line.startsWith('0> "x"'))).toHaveLength(MAX_PENDING_SEGMENTS);
    expect(log.some((line) => line.startsWith('0> gap 3 lost'))).toBe(true);
  });

  it('means nothing where the network card had it still to fill in', () => {
    const offloaded = handshake().map((sent): Sent => ({ ...sent, checksum: 'partial' }));
    for (const beginning of [offloaded, [{ ...good(1001, ''), checksum: 'partial' }] as const]) {
      const { log } = runSegments([...beginning, bad(1001, 'abc'), bad(1004, 'def')], {
        finish: false,
        joined: true,
      });
      expect(log).toEqual(['0> abcdef']);
    }
  });
});

describe('what is known of checksums', () => {
  const partial = (seq: number, data: string): Sent => ({ ...good(seq, data), checksum: 'partial' });
  const text = (...segments: readonly Sent[]): readonly string[] =>
    runSegments(segments, { finish: false, joined: true }).log;

  it('is that of the first segment with one: a right one among those to be filled in is chance', () => {
    const chance = [good(1004, 'def'), bad(1007, 'ghi')];
    expect(text(partial(1001, 'abc'), ...chance)).toEqual(['0> abcdefghi']);
    const offloaded = handshake().map((sent): Sent => ({ ...sent, checksum: 'partial' }));
    expect(text(...offloaded, good(1001, 'abc'), ...chance)).toEqual(['0> abcdefghi']);
  });

  it('is nothing where no checksum was captured, so that the next tells', () => {
    const headless: Sent = { from: 'client', seq: 1001, ack: 5001, data: 'abc' };
    expect(text(headless, good(1004, 'def'), bad(1007, 'XXX'), good(1007, 'ghi'))).toEqual(['0> abcdefghi']);
  });
});
