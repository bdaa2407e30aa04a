import { describe, expect, it } from 'vitest';
import { hasEndlessWeights } from '../../src/capture/compression/zstd-weights.ts';
import { unzstdBytes } from '../../src/capture/index.ts';
import { zstdRuns } from '../bombs/zstd.ts';

const BOUNDS = { output: 1_000_000, history: 8 * 1024 * 1024 };
/** `{"status":"ok"}` four times, by the zstd command (1.5). */
const TEXT = '{"status":"ok"}'.repeat(4);
const PACKED = Buffer.from('28b52ffd0058ad0000787b22737461747573223a226f6b227d01008a39eb', 'hex');
const SKIPPABLE = Buffer.from('502a4d1804000000ffffffff', 'hex');
/** Literals with weights from a table in which one weight has all the probability. */
const ENDLESS_LITERALS = Buffer.from('42010306f003ffffff80070707070700', 'hex');

function text(bytes: Buffer): readonly [string, string] {
  const { bytes: made, end } = unzstdBytes(bytes, BOUNDS);
  return [made.toString('latin1'), end];
}

describe('zstd in memory', () => {
  it('gives the data of all frames', () => {
    expect(text(PACKED)).toEqual([TEXT, 'whole']);
    expect(text(Buffer.concat([PACKED, SKIPPABLE, PACKED]))).toEqual([TEXT + TEXT, 'whole']);
    expect(text(Buffer.alloc(0))).toEqual(['', 'whole']);
  });

  it('gives what comes before an end that is too early, wherever it is', () => {
    for (let length = 1; length < PACKED.length; length++) {
      expect(text(PACKED.subarray(0, length))[1]).toBe('truncated');
      const [made, end] = text(Buffer.concat([PACKED, PACKED.subarray(0, length)]));
      expect([made, end]).toEqual([TEXT, 'truncated']);
    }
  });

  it('tells damage', () => {
    expect(text(Buffer.concat([PACKED, Buffer.from('garbage')]))).toEqual([TEXT, 'damaged']);
    const reserved = Buffer.from(PACKED);
    reserved[6] = (reserved[6] ?? 0) | 6;
    expect(text(reserved)[1]).toBe('damaged');
  });

  it('takes neither more output nor more history than allowed', () => {
    expect(unzstdBytes(zstdRuns(Buffer.from('x'), 0x20, 7), BOUNDS).end).toBe('whole');
    expect(unzstdBytes(zstdRuns(Buffer.from('x'), 0x20, 8), BOUNDS).end).toBe('too-large');
    const greedy = Buffer.from(PACKED);
    greedy[5] = 0xa0;
    expect(text(greedy)).toEqual(['', 'too-large']);
  });

  it('does not begin what fzstd would never end', () => {
    expect(hasEndlessWeights(ENDLESS_LITERALS, 0, ENDLESS_LITERALS.length)).toBe(true);
    const head = Buffer.from([(ENDLESS_LITERALS.length << 3) | 5, ENDLESS_LITERALS.length >> 5, 0]);
    const frame = Buffer.concat([PACKED.subarray(0, 6), head, ENDLESS_LITERALS]);
    expect(text(frame)).toEqual(['', 'damaged']);
  });

  it('begins what it ends', () => {
    expect(hasEndlessWeights(PACKED, 9, PACKED.length)).toBe(false);
    for (let at = 0; at < ENDLESS_LITERALS.length; at++) {
      expect(hasEndlessWeights(ENDLESS_LITERALS, 0, Math.min(at, 3))).toBe(false);
    }
  });
});
