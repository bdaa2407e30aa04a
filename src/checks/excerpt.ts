import type { Dialect } from '../dialects/index.ts';
import type { JsonValue } from '../hooks/index.ts';
import { MAX_SECRET_LOOKBACK } from '../limits.ts';
import { clipped } from './wording.ts';

/**
 * Excerpts of what was captured, fit to be shown: values of secret parameters and credentials are masked in the raw
 * text, whether or not it is JSON. Rather too much is masked than too little.
 */

/** What stands for a secret. Nothing of it can be told from it, its length neither. */
const MASK = '***';

const EXCERPT_BEFORE = 20;
const EXCERPT_LENGTH = 80;
/** Characters of a value that evidence shows. */
const SHOWN_VALUE = 80;

/** Names that are secret whatever the dialect says: header fields, query parameters, members of custom objects. */
const SECRET_WORDS = [
  'password',
  'passwd',
  'secret',
  'token',
  'authorization',
  'cookie',
  'api[_-]?key',
  'credential',
];
/** Fields whose value goes to the end of the line: SIP and HTTP header fields, attributes of a session description. */
const LINE_WORDS = ['authorization', 'authenticate', 'cookie', 'crypto', 'ice-pwd'];
/** Members of a digest (RFC 7616) from which a password can be guessed. */
const DIGEST_WORDS = ['response', 'cnonce'];
/** Schemes (RFC 9110 §11) whose credentials follow at once, where the field's name or its colon is broken. */
const SCHEME_WORDS = ['basic', 'bearer', 'wcs'];

interface Patterns {
  /** A secret name with its sign of equality, up to the value. */
  readonly named: RegExp;
  readonly names: ReadonlySet<string>;
}

const patternsOf = new WeakMap<Dialect, Patterns>();

/** True where values of a parameter or member of this name are masked. */
export function isSecretName(dialect: Dialect, name: string): boolean {
  const { names } = patterns(dialect);
  const lower = name.toLowerCase();
  return names.has(lower) || new RegExp(SECRET_WORDS.join('|')).test(lower);
}

/** A value as evidence: JSON, masked where its name or a part of it is secret, clipped. */
export function shownValue(dialect: Dialect, name: string, value: JsonValue, showSecrets: boolean): string {
  if (!showSecrets && isSecretName(dialect, name)) return MASK;
  const text = clipped(JSON.stringify(value), MAX_SECRET_LOOKBACK);
  return clipped(showSecrets ? text : maskedText(dialect, text), SHOWN_VALUE);
}

/** A text with its secrets masked. */
export function maskedText(dialect: Dialect, text: string): string {
  return cut(text, 0, text.length, secretSpans(dialect, text));
}

/** The text around a place, masked; the place may lie within a secret that begins far before it. */
export function excerptAround(dialect: Dialect, text: string, offset: number, showSecrets: boolean): string {
  const start = Math.max(0, offset - EXCERPT_BEFORE);
  const end = Math.min(text.length, start + EXCERPT_LENGTH);
  if (showSecrets) return text.slice(start, end);
  const from = Math.max(0, start - MAX_SECRET_LOOKBACK);
  const looked = text.slice(from, end);
  return cut(looked, start - from, end - from, secretSpans(dialect, looked));
}

function patterns(dialect: Dialect): Patterns {
  const known = patternsOf.get(dialect);
  if (known !== undefined) return known;
  const rows = [...dialect.contextParameters, ...dialect.methods.flatMap((method) => method.parameters)];
  const secret = rows.filter((row) => row.secret === 'value');
  const names = new Set(
    secret.flatMap((row) => [row.name, ...(row.aliases ?? [])]).map((name) => name.toLowerCase()),
  );
  const words = [...names].map((name) => name.replace(/[^\w-]/g, '\\$&'));
  const longNames = `[\\w.-]{0,40}(?:${[...SECRET_WORDS, ...LINE_WORDS, ...words].join('|')})[\\w.-]{0,40}`;
  // Behind the name: its closing quotation mark (escaped where JSON lies within a string), then ':' or '='.
  const named = new RegExp(
    `(?<![\\w.-])(?:(${longNames})\\\\?["']?\\s*[:=]|(?:${DIGEST_WORDS.join('|')})\\s*=|(?:${SCHEME_WORDS.join('|')})\\s)\\s*`,
    'gi',
  );
  const made = { named, names };
  patternsOf.set(dialect, made);
  return made;
}

/** Start (inclusive) and end (exclusive) of every secret value, in order. */
function secretSpans(dialect: Dialect, text: string): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  let covered = 0;
  for (const match of text.matchAll(patterns(dialect).named)) {
    const start = match.index + match[0].length;
    if (match.index < covered) continue;
    const end = valueEnd(text, start, (match[1] ?? '').toLowerCase());
    if (end > start) spans.push([start, end]);
    covered = end;
  }
  return spans;
}

/** How a value ends, by how it begins. Each has to match at once, at the value's start. */
const VALUE_FORMS: readonly { readonly begins: string; readonly form: RegExp }[] = [
  { begins: '\\"', form: /\\"[^"]*/y },
  { begins: '"', form: /"(?:[^"\\]+|\\.)*\\?"?/sy },
  { begins: "'", form: /'(?:[^'\\]+|\\.)*\\?'?/sy },
  { begins: '{', form: /[^}]*/y },
  { begins: '[', form: /[^\]]*/y },
];
/** To the end of the line, which may be written as an escape within a JSON string; or of that string. */
const TO_LINE_END = /(?:[^\r\n"\\]+|\\[^rn])*/y;
const TO_DELIMITER = /[^\s,;&}\])"']*/y;

function valueEnd(text: string, start: number, name: string): number {
  const quotedForm = VALUE_FORMS.find((row) => text.startsWith(row.begins, start))?.form;
  const isLine = LINE_WORDS.some((word) => name.includes(word));
  const form = quotedForm ?? (isLine ? TO_LINE_END : TO_DELIMITER);
  form.lastIndex = start;
  // Each form matches something at once, if only nothing: then the index stays.
  form.test(text);
  return form.lastIndex;
}

function cut(
  text: string,
  start: number,
  end: number,
  spans: readonly (readonly [number, number])[],
): string {
  let made = '';
  let at = start;
  for (const [from, to] of spans) {
    if (to <= at || from >= end) continue;
    made += `${text.slice(at, Math.max(at, from))}${MASK}`;
    at = to;
  }
  return at < end ? made + text.slice(at, end) : made;
}
