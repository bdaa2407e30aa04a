import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../src/report/commands/index.ts';

/** What a shell makes of words: each with a zero byte behind it. */
function readByShell(shell: string, words: readonly string[]): readonly string[] {
  const script = `printf '%s\\0' ${words.join(' ')}`;
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('a word of a shell', () => {
  it('is the text again, whatever is in it', () => {
    const character = fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '\\',
        '$',
        '`',
        '!',
        ' ',
        '\n',
        '\t',
        '\r',
        '\u001b',
        '*',
        '(',
        '7',
        '\u202e',
        'Ж',
        '😀',
      ),
      fc.integer({ min: 1, max: 0x10ff }).map((code) => String.fromCodePoint(code)),
    );
    const text = fc.array(character, { maxLength: 12 }).map((each) => each.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 200 }), (texts) => {
        expect(readByShell('bash', texts.map(shellWord))).toEqual(texts);
      }),
      { numRuns: 5 },
    );
  });

  it('is read alike by every shell where nothing in it is a control character', () => {
    const texts = [
      "it's",
      '',
      '$(reboot)',
      '`reboot`',
      '{"a":"b\\\\n"}',
      'two\nlines',
      '-n',
      'a b',
      '~',
      '#',
      'Ж',
    ];
    expect(readByShell('sh', texts.map(shellWord))).toEqual(texts);
  });

  it('has nothing that a terminal acts on', () => {
    for (const text of ['\u001b]0;owned\u0007', 'a\u009b31m', '\u202eab', '\r', '\t'])
      expect(shellWord(text)).toMatch(/^[\x20-\x7e]*$/);
  });
});
