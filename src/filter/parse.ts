import { nearestWord } from '../base/nearest-word.ts';
import { fieldNames, findField, wordPredicate } from './fields.ts';
import { isDocumented } from './member-names.ts';
import { type PayloadTerm, payloadTerm } from './payload-terms.ts';
import { type FilterSubject, NOTHING_SEARCHED, type PayloadAnswers, type Predicate } from './subject.ts';

/** A filter that was parsed. `isEmpty`: it has no term and matches everything. */
export interface Filter {
  readonly text: string;
  readonly isEmpty: boolean;
  /** The terms that ask for payloads, which somebody has to search (`PayloadSearch`); empty for most filters. */
  readonly payloadTerms: readonly PayloadTerm[];
  /** Whether a subject certainly has what is asked for. `answers`: what was found in payloads; left out: none was searched. */
  readonly matches: (subject: FilterSubject, answers?: PayloadAnswers) => boolean;
  /** The same; null where that is not known, because a payload was not searched or is not whole. */
  readonly verdict: Predicate;
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
  /** The name before the colon, or the JSON Pointer before the equals sign; null for a word. */
  readonly field: string | null;
  readonly value: string;
  readonly quoted: boolean;
}

/** A field is a name followed by a colon. `/call:8080`, `::1` and URIs of telephones are words. */
const FIELD_NAME = /^(?!(?:sips?|tel):)([A-Za-z_][\w-]*):/i;
/** A JSON Pointer followed by an equals sign. A target with a query is a word where it stands in quotation marks. */
const POINTER = /^(\/[^\s="]*)=/;

/**
 * Parses a filter: terms separated by spaces, all of which must hold. {@link FILTER_FIELDS} and {@link FILTER_WORDS}
 * describe the terms.
 */
export function parseFilter(text: string): FilterResult {
  const predicates: Predicate[] = [];
  const payloadTerms: PayloadTerm[] = [];
  let at = 0;
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    if (at >= text.length) break;
    const scanned = scanTerm(text, at);
    if (typeof scanned === 'string') return { ok: false, column: at, ...mistake(scanned) };
    const read = readTerm(scanned.term);
    if ('message' in read) return { ok: false, column: at, ...read };
    if ('question' in read) payloadTerms.push(read);
    const predicate = 'question' in read ? answered(read) : read;
    predicates.push(scanned.term.negated ? negated(predicate) : predicate);
    at = scanned.end;
  }
  const verdict: Predicate = (subject, answers) => all(predicates, subject, answers);
  return {
    ok: true,
    filter: {
      text,
      isEmpty: predicates.length === 0,
      payloadTerms,
      matches: (subject, answers = NOTHING_SEARCHED) => verdict(subject, answers) === true,
      verdict,
    },
  };
}

/** A call that should have come has no payload. */
function answered(term: PayloadTerm): Predicate {
  return (subject, answers) => subject.kind === 'call' && answers(subject.call, term);
}

function negated(predicate: Predicate): Predicate {
  return (subject, answers) => {
    const holds = predicate(subject, answers);
    return holds === null ? null : !holds;
  };
}

/** False where one is false; else null where one is not known. */
function all(
  predicates: readonly Predicate[],
  subject: FilterSubject,
  answers: PayloadAnswers,
): boolean | null {
  let isKnown = true;
  for (const predicate of predicates) {
    const holds = predicate(subject, answers);
    if (holds === false) return false;
    if (holds === null) isKnown = false;
  }
  return isKnown ? true : null;
}

function scanTerm(text: string, start: number): { readonly term: Term; readonly end: number } | string {
  const negated = text[start] === '-';
  let at = negated ? start + 1 : start;
  const rest = text.slice(at);
  const name = (FIELD_NAME.exec(rest) ?? POINTER.exec(rest))?.[1] ?? null;
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

function readTerm({ field, value, quoted, negated }: Term): Predicate | PayloadTerm | Mistake {
  if (field === null) {
    if (value !== '') return wordPredicate(value, quoted);
    return mistake(negated ? 'nothing stands after the -' : 'the quotation marks are empty');
  }
  if (field.startsWith('/')) return payloadTerm({ in: 'place', pointer: field }, value);
  const known = findField(field);
  if (known === null && isMisspelt(field)) {
    const names = fieldNames();
    const others = `only ${names.join(', ')} and members of payloads, such as /${field}=VALUE`;
    return mistake(`there is no ${field}: ${others}`, field, names);
  }
  if (value === '') return mistake(`a value is missing after ${field}:`);
  const read = known === null ? payloadTerm({ in: 'member', name: field }, value) : known.read(value);
  return typeof read === 'string' ? mistake(`${field}: ${read}`, value, known?.values) : read;
}

/** Whether a name is more likely a misspelt field than a member of payloads. */
function isMisspelt(name: string): boolean {
  return nearestWord(name, fieldNames()) !== null && !isDocumented(name);
}

function mistake(message: string, written = '', choices: readonly string[] = []): Mistake {
  return { message, written, choices };
}
