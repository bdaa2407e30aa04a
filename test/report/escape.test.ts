import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeTerminal, stringifyJson } from '../../src/report/index.ts';

/** Any UTF-16 text, lone surrogates among it, in which the characters of interest are frequent. */
const hostile = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        '\u001b]0;x\u0007',
        '\u009b31m',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u061c',
        '\r',
        '\n',
        '\0',
        '\ufeff',
      ),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

describe('escapeTerminal', () => {
  it('leaves ordinary text of any language alone', () => {
    for (const text of ['frame 114', 'Регистрация', '会话', 'ürümqi', '👍', '√π≠∞']) {
      expect(escapeTerminal(text)).toBe(text);
    }
  });

  it.each([
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u001b]8;;http://x\u0007', '\\u{1b}]8;;http://x\\u{7}'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['\u009b2J', '\\u{9b}2J'],
    ['\u007f', '\\u{7f}'],
    ['user\u202etxt.exe', 'user\\u{202e}txt.exe'],
    ['\u2066\u2069\u200e\u200f\u061c', '\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
    ['\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['\ud800x', '\\u{d800}x'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('shows %j as it is', (text, shown) => {
    expect(escapeTerminal(text)).toBe(shown);
  });

  it('never lets through what a terminal acts upon', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = escapeTerminal(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(escapeTerminal(shown)).toBe(shown);
      }),
    );
  });

  it('keeps piled marks from reaching into other lines', () => {
    expect(escapeTerminal(`z${'\u0301'.repeat(50)}`).match(/\u0301/g)).toHaveLength(4);
  });
});

describe('stringifyJson', () => {
  it('reads back as the same value, but for lone surrogates', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read: unknown = JSON.parse(stringifyJson({ text }));
        expect(read).toEqual({ text: text.replace(/\p{Surrogate}/gu, '\ufffd') });
      }),
    );
  });

  it('has nothing in it that a terminal acts upon, and is one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(stringifyJson(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('does not take an escaped backslash for the beginning of an escape', () => {
    expect(JSON.parse(stringifyJson('\\ud800'))).toBe('\\ud800');
    expect(JSON.parse(stringifyJson('\\\ud800'))).toBe('\\\ufffd');
  });
});
