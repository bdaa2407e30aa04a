/** How a text must be written that stands for something else: `Parameter.text`. */
import type { Parameter } from './parameter.ts';

export type TextForm = NonNullable<Parameter['text']>;

/** Patterns in the syntax of JSON Schema (ECMA-262); JSON has none. */
export const TEXT_PATTERNS: Readonly<Record<Exclude<TextForm, 'json'>, string>> = {
  integer: '-?[0-9]+',
  number: '-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?',
  // RFC 3339 §5.6.
  'date-time':
    '[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})',
};

/** What is expected, in words: `an integer in digits`. */
export const TEXT_WORDS: Readonly<Record<TextForm, string>> = {
  integer: 'an integer in digits',
  number: 'a number in digits',
  'date-time': 'a date and time as in RFC 3339',
  json: 'JSON',
};

const EXPRESSIONS: Readonly<Record<keyof typeof TEXT_PATTERNS, RegExp>> = {
  integer: new RegExp(`^${TEXT_PATTERNS.integer}$`),
  number: new RegExp(`^${TEXT_PATTERNS.number}$`),
  'date-time': new RegExp(`^${TEXT_PATTERNS['date-time']}$`),
};

/** Whether a text is written in a form. */
export function isWritten(form: TextForm, text: string): boolean {
  if (form !== 'json') return EXPRESSIONS[form].test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
