import type { Random } from '../../../samples/builder/index.ts';
import { numeral } from './numbers.ts';

/** Characters and words that end something, hide something or mean something to what shows or reads them. */
const TROUBLE = [
  '\0',
  '\x07',
  '\b',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\x0b',
  '\x1b',
  '\x1b[2J',
  '\x1b]52;c;aGk=\x07',
  '\x7f',
  '\x80',
  '\x9b31m',
  '\xa0',
  '\xff',
  '\u200b',
  '\u202e',
  '\u2028',
  '\u2066',
  '\ufeff',
  '\ufffd',
  '\ud800',
  '\udc00',
  '\u{1f600}',
  '\u{e0041}',
  'Z̷̨̧̛̛̛̛͇',
  '"',
  "'",
  '`',
  '\\',
  '\\u0000',
  '/',
  '..',
  '../../x',
  '<',
  '>',
  '&',
  '<script>',
  ']]>',
  '-->',
  '$(x)',
  '%0a',
  '::error::',
  '|',
  '=1+1',
  '@',
  '#',
  ';',
  ':',
  ',',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'true',
  'undefined',
  'NaN',
  '$&',
  '$1',
  '%s',
  '%n',
  '*',
  '?',
  '^(a+)+$',
  'a'.repeat(300),
  ' '.repeat(300),
  '日本',
] as const;

/** One of them, or a number. */
export function troublesome(random: Random): string {
  return random.chance(0.15) ? numeral(random) : random.pick(TROUBLE);
}

type TextMutation = (text: string, random: Random) => string;

const MUTATIONS: readonly TextMutation[] = [
  (text, random) => splice(text, random.below(text.length + 1), 0, troublesome(random)),
  (text, random) => splice(text, random.below(text.length + 1), random.between(1, 8), ''),
  (text, random) => splice(text, random.below(text.length + 1), random.between(1, 4), troublesome(random)),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => {
    const from = random.below(text.length + 1);
    const part = text.slice(from, from + random.between(1, 60));
    return splice(text, random.below(text.length + 1), 0, part.repeat(random.between(1, 4)));
  },
  (text, random) => {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return text;
    const found = random.pick(numbers);
    return splice(text, found.index, found[0].length, numeral(random));
  },
  (text, random) => {
    const words = [...text.matchAll(/[A-Za-z_-]{3,}/g)];
    if (words.length < 2) return text;
    const found = random.pick(words);
    return splice(
      text,
      found.index,
      found[0].length,
      random.chance(0.5) ? random.pick(words)[0] : troublesome(random),
    );
  },
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    const other = random.below(lines.length);
    const line = lines[at] ?? '';
    if (random.chance(0.3)) lines.splice(at, 1);
    else lines.splice(other, 0, line);
    return lines.join('\n');
  },
  (text, random) => (random.chance(0.5) ? text.toUpperCase() : text.toLowerCase()),
];

/** The text with `count` mutations. */
export function mutateText(text: string, random: Random, count: number): string {
  for (let left = count; left > 0; left--) text = random.pick(MUTATIONS)(text, random);
  return text;
}

function splice(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length);
}
