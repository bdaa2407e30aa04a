import { fieldNames, findField, wordPredicate } from './fields.ts';
import type { Predicate } from './subject.ts';

/** A filter that was parsed. `isEmpty`: it has no term and matches everything. */
export interface Filter {
  readonly text: string;
  readonly isEmpty: boolean;
  readonly matches: Predicate;
}

/** What could not be parsed, and which words may have been meant. */
interface Mistake {
  readonly message: string;
  readonly written: string;
  /** Empty where any text is allowed. */
  readonly choices: readonly string[];
}

/** `column` is where the first term begins that could not be parsed, in characters from 0. */
export type FilterResult =
  | { readonly ok: true; readonly filter: Filter }
  | ({ readonly ok: false; readonly column: number } & Mistake);

interface Term {
  readonly negated: boolean;
  /** The name before the colon; null for a word. */
  readonly field: string | null;
  readonly value: string;
  readonly quoted: boolean;
}

/** A field is a name followed by a colon. `/call:8080` and `::1` are words. */
const FIELD_NAME = /^([A-Za-z][A-Za-z-]*):/;

/**
 * Parses a filter: terms separated by spaces, all of which must hold. {@link FILTER_FIELDS} and {@link FILTER_WORDS}
 * describe the terms.
 */
export function parseFilter(text: string): FilterResult {
  const predicates: Predicate[] = [];
  let at = 0;
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    if (at >= text.length) break;
    const scanned = scanTerm(text, at);
    if (typeof scanned === 'string') return { ok: false, column: at, ...mistake(scanned) };
    const predicate = predicateOf(scanned.term);
    if (typeof predicate !== 'function') return { ok: false, column: at, ...predicate };
    predicates.push(scanned.term.negated ? (subject) => !predicate(subject) : predicate);
    at = scanned.end;
  }
  return {
    ok: true,
    filter: {
      text,
      isEmpty: predicates.length === 0,
      matches: (subject) => predicates.every((predicate) => predicate(subject)),
    },
  };
}

function scanTerm(text: string, start: number): { readonly term: Term; readonly end: number } | string {
  const negated = text[start] === '-';
  let at = negated ? start + 1 : start;
  const name = FIELD_NAME.exec(text.slice(at))?.[1] ?? null;
  if (name !== null) at += name.length + 1;
  const quoted = text[at] === '"';
  if (quoted) {
    const close = text.indexOf('"', at + 1);
    if (close < 0) return 'the closing " is missing';
    const term = { negated, field: name, value: text.slice(at + 1, close), quoted };
    return { term, end: close + 1 };
  }
  let end = at;
  while (end < text.length && text[end] !== ' ' && text[end] !== '\t') end += 1;
  return { term: { negated, field: name, value: text.slice(at, end), quoted }, end };
}

function predicateOf({ field, value, quoted, negated }: Term): Predicate | Mistake {
  if (field === null) {
    if (value !== '') return wordPredicate(value, quoted);
    return mistake(negated ? 'nothing stands after the -' : 'the quotation marks are empty');
  }
  const known = findField(field);
  if (known === null) {
    const names = fieldNames();
    return mistake(`there is no ${field}: only ${names.join(', ')}`, field, names);
  }
  if (value === '') return mistake(`a value is missing after ${field}:`);
  const read = known.read(value);
  return typeof read === 'string' ? mistake(`${field}: ${read}`, value, known.values) : read;
}

function mistake(message: string, written = '', choices: readonly string[] = []): Mistake {
  return { message, written, choices };
}
