import { SIGNATURE_SCHEMES } from '../../dialects/index.ts';
import { withoutEscapes } from '../escapes.ts';
import { HARMLESS } from '../header/header-field.ts';
import { isWordOfSentence } from '../secret/secret-heuristics.ts';
import { isOnlyAboutSecret, isSecretAmong, WORDS_OF_BROKEN_TEXT } from '../secret/secret-names.ts';
import { isBeyondAscii } from '../secret/skeleton.ts';
import type { HiddenSpan } from '../span.ts';
import { enclosureEnd } from './enclosure.ts';
import { BEYOND_ASCII, GAP } from './name-letters.ts';

/**
 * Secrets in text whose form is broken: names without quotation marks or in single ones, values that are cut off,
 * fields without a colon. It rather finds too much than too little.
 */
const SECRET_WORDS = [
  'passw',
  'passphrase',
  'passcode',
  'pincode',
  'secret',
  'token',
  'authori[sz]',
  'cookie',
  '(?:api|access|private|session)[_-]?key',
  'credential',
  'signature',
  'pwd',
  `(?<![a-z])(?:${WORDS_OF_BROKEN_TEXT.join('|')})(?![a-z])`,
];
/** Fields whose value ends with the line: header fields of SIP and HTTP, and attributes of a session description. */
const LINE_WORDS = ['authorization', 'cookie', 'crypto', 'ice-pwd'];
/** Members of a digest (RFC 7616) from which the password can be guessed. */
const DIGEST_WORDS = ['response', 'cnonce'];
/** Schemes (RFC 9110 §11) whose credentials follow directly, where the field's name or its colon is broken. */
const SCHEME_WORDS = ['basic', 'bearer', ...SIGNATURE_SCHEMES];

const LETTER_BEYOND_ASCII = `[${BEYOND_ASCII}]`;

const formsOf = new WeakMap<ReadonlySet<string>, RegExp>();

/** Matches a secret name and the sign after it, up to the value. `names` are additional names. */
function nameForm(names: ReadonlySet<string>): RegExp {
  const known = formsOf.get(names);
  if (known !== undefined) return known;
  const words = [
    ...SECRET_WORDS,
    ...LINE_WORDS,
    ...[...names].map((name) => name.replace(/[^\w-]/g, '\\$&')),
  ];
  // A name with letters beyond ASCII may look like any of them.
  const name = `[\\w.-]{0,40}(?:${words.join('|')})[\\w.-]{0,40}|[\\w.-]{0,40}${LETTER_BEYOND_ASCII}[\\w.${BEYOND_ASCII}-]{0,40}`;
  // After the name: its closing quotation mark (escaped where the JSON lies within a string), then ':' or '='.
  const form = new RegExp(
    `(?<![\\w.-])(?:(${name})\\\\?["']?${GAP}[:=]|(?:${DIGEST_WORDS.join('|')})\\s*=|(?:${SCHEME_WORDS.join('|')})\\s)\\s*`,
    'gi',
  );
  formsOf.set(names, form);
  return form;
}

const LONGEST_AUTHORITY = 600;
/** The password of a URL or SIP address that is cut off before its at sign. A value of digits may be a port. */
const CUT_AUTHORITY =
  /(\b(?:[a-z][a-z0-9+.-]{0,20}:\/\/|sips?:)[^\s/:@"<>?#[]{1,256}:)(?!\d{1,5}$)([^\s/:@"<>?#]{1,256})$/i;

/** The secrets in a text that may be broken. */
export function* looseSecretSpans(text: string, names: ReadonlySet<string>): Iterable<HiddenSpan> {
  const [cut, kept = ''] = CUT_AUTHORITY.exec(text.slice(-LONGEST_AUTHORITY)) ?? [];
  if (cut !== undefined) {
    const secret = cut.slice(kept.length);
    yield {
      start: text.length - secret.length,
      end: text.length,
      kind: 'secret',
      value: withoutEscapes(secret),
    };
  }
  let covered = 0;
  for (const match of text.matchAll(nameForm(names))) {
    const begin = match.index + match[0].length;
    const name = (match[1] ?? '').toLowerCase();
    if (match.index < covered || HARMLESS.has(name) || isOnlyAboutSecret(name)) continue;
    if (isBeyondAscii(name) && !isSecretAmong(name, names)) continue;
    const [start, end] = valueAt(text, begin, name);
    covered = Math.max(covered, end);
    const secret = text.slice(start, end);
    if (secret === '' || isWordOfSentence(secret)) continue;
    yield { start, end, kind: 'secret', value: withoutEscapes(secret) };
  }
}

/** The form of a value, chosen by its beginning, and its quotation mark. Each form is matched at the value's start. */
const VALUE_FORMS: readonly { readonly begins: string; readonly form: RegExp; readonly quote: string }[] = [
  { begins: '\\"', form: /\\"[^"]*/y, quote: '\\"' },
  { begins: '"', form: /"(?:[^"\\]+|\\.)*\\?"?/sy, quote: '"' },
  { begins: "'", form: /'(?:[^'\\]+|\\.)*\\?'?/sy, quote: "'" },
];
/** Up to the end of the line, which may be an escape within a JSON string, or up to the end of that string. */
const TO_LINE_END = /(?:[^\r\n"\\]+|\\[^rn])*/y;
const TO_DELIMITER = /(?:[^\s,;&}\])"'\\]|\\(?![rn"]))*/y;
/** A digest: most of its parameters may be shown, and its secrets are found by their own form. */
const DIGEST = /digest\s+\w+\s*=/iy;
/** The name of a scheme stays visible where credentials follow it. */
const SCHEME = new RegExp(`(?:${SCHEME_WORDS.join('|')})\\s+(?=\\S)`, 'iy');

/** The range of a value, without its quotation marks. */
function valueAt(text: string, begin: number, name: string): readonly [start: number, end: number] {
  if (text[begin] === '{' || text[begin] === '[') return [begin, enclosureEnd(text, begin)];
  const quoted = VALUE_FORMS.find((row) => text.startsWith(row.begins, begin));
  const isLine = LINE_WORDS.some((word) => name.includes(word));
  if (quoted === undefined && isLine) {
    if (endOf(DIGEST, text, begin) > begin) return [begin, begin];
    const start = endOf(SCHEME, text, begin);
    return [start, endOf(TO_LINE_END, text, start)];
  }
  const end = endOf(quoted?.form ?? TO_DELIMITER, text, begin);
  const quote = quoted?.quote ?? '';
  const start = Math.min(begin + quote.length, end);
  if (end - start >= quote.length && text.endsWith(quote, end)) return [start, end - quote.length];
  // The closing quotation mark is escaped where the opening one is.
  return [start, quote === '\\"' && text[end - 1] === '\\' ? end - 1 : end];
}

/** Where a match of the form at `begin` ends; `begin` itself where it does not match. */
function endOf(form: RegExp, text: string, begin: number): number {
  form.lastIndex = begin;
  return form.test(text) ? form.lastIndex : begin;
}
