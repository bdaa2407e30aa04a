import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteSize, count, durationText, latencyText } from '../../src/report/layout/quantity.ts';
import { painter } from '../../src/report/layout/style.ts';
import {
  displayWidth,
  padEnd,
  padStart,
  splitAt,
  truncate,
  truncateStart,
} from '../../src/report/layout/width.ts';
import { wrap } from '../../src/report/layout/wrap.ts';

describe('width', () => {
  it.each([
    ['abc', 3],
    ['Звонок', 6],
    ['会话', 4],
    ['ｆｕｌｌ', 8],
    ['e\u0301', 1],
    ['👍', 2],
    ['🇩🇪', 2],
    ['한국', 4],
    ['', 0],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is never more than was asked for after truncation', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, columns) => {
        expect(displayWidth(truncate(text, columns))).toBeLessThanOrEqual(columns);
        expect(displayWidth(truncateStart(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('shortens with an ellipsis only what is too long', () => {
    expect(truncate('abcdef', 6)).toBe('abcdef');
    expect(truncate('abcdefg', 6)).toBe('abcde…');
    expect(truncate('会话会话', 4)).toBe('会…');
    expect(truncateStart('abcdefg', 6)).toBe('…cdefg');
    expect(truncateStart('会话会话', 4)).toBe('…话');
    expect(truncate('abc', 0)).toBe('');
  });

  it('fills up by columns, not by characters', () => {
    expect(padEnd('会', 4)).toBe('会  ');
    expect(padStart('会', 4)).toBe('  会');
    expect(padEnd('abcde', 4)).toBe('abcde');
  });

  it('always splits off at least one character', () => {
    expect(splitAt('会话', 1)).toEqual(['会', '话']);
    expect(splitAt('abc', 2)).toEqual(['ab', 'c']);
  });
});

describe('wrap', () => {
  it('breaks at spaces', () => {
    expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  });

  it('breaks a word only where it is longer than a line', () => {
    expect(wrap('a abcdefghijkl z', 5)).toEqual(['a', 'abcde', 'fghij', 'kl z']);
  });

  it('loses nothing and keeps to the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z会]{1,12}$/)),
        fc.integer({ min: 2, max: 30 }),
        (words, columns) => {
          const lines = wrap(words.join(' '), columns);
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        },
      ),
    );
  });
});

describe('quantities', () => {
  it('reads as people say it', () => {
    expect(count(1, 'call')).toBe('1 call');
    expect(count(1754, 'frame')).toBe('1,754 frames');
    expect([0, 999, 1000, 326_000, 999_600, 1_500_000, 1e9].map(byteSize)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 kB',
      '326 kB',
      '1.0 MB',
      '1.5 MB',
      '1.0 GB',
    ]);
    expect([0.0059, 0.0123, 0.9999, 12.34, 120].map(latencyText)).toEqual([
      '5.9 ms',
      '12 ms',
      '1.0 s',
      '12.3 s',
      '120 s',
    ]);
    expect([0.5, 38.24, 61, 7200].map(durationText)).toEqual(['0.500 s', '38.2 s', '1 min 1 s', '2 h 0 min']);
  });
});

describe('painter', () => {
  it('adds nothing where colours are not wanted, whatever the environment says', () => {
    expect(painter(false)('error', 'x')).toBe('x');
    expect(painter(true)('error', 'x')).toBe('\u001b[31mx\u001b[39m');
  });
});
