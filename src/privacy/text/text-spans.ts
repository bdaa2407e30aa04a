import { fieldSpans } from '../header/header-field.ts';
import type { KnownValues, TextOrigin } from '../known-values.ts';
import type { PersonalKind } from '../personal/personal-names.ts';
import type { HiddenSpan } from '../span.ts';
import { targetSpans, targetSpansOfValue } from '../uri/target-spans.ts';
import { looseSecretSpans } from './loose-secrets.ts';
import { personalSpans, personalSpansOfSentence, spanOfValue } from './personal-text.ts';
import { mayHoldSecret, secretSpans, secretSpansOfSentence } from './secret-text.ts';
import { throughEscapes } from './through-escapes.ts';

/** Names, in lower case, whose values are hidden wherever they appear. */
export interface HiddenNames {
  readonly secret: ReadonlySet<string>;
  readonly personal: ReadonlyMap<string, PersonalKind>;
}

export const NO_NAMES: HiddenNames = { secret: new Set(), personal: new Map() };

/** What a search looks for. */
export interface SearchScope {
  readonly secrets: boolean;
  readonly personal: boolean;
  /** Values that were hidden before; they are searched for as well. */
  readonly known: KnownValues;
}

/** A path or URL that is a word of a sentence, or the whole text. */
const WORD_OF_PATH = /(?<!\S)(?:[a-z][a-z0-9+.-]{0,20}:\/)?\/[^\s"]+/gi;
/** Text in quotation marks: hookscope's messages quote what they repeat of the capture. */
const QUOTED = /"(?:[^"\\]|\\.)*(?:"|\\?$)/gs;

/** What must be hidden in a value of the capture, such as a string of a payload. */
export function* spansOfCaptured(
  text: string,
  names: HiddenNames,
  sought: SearchScope,
): Iterable<HiddenSpan> {
  if (sought.secrets) {
    yield* secretSpans(text, names.secret);
    yield* targetSpansOfValue(text);
  }
  if (sought.personal) yield* personalSpansOfCapture(text, names, sought.known, originOf(text));
}

/** The same for a text whose form may be broken. */
export function* spansOfRaw(text: string, names: HiddenNames, sought: SearchScope): Iterable<HiddenSpan> {
  yield* spansOfCaptured(text, names, sought);
  if (sought.secrets && mayHoldSecret(text))
    yield* throughEscapes(text, (each) => looseSecretSpans(each, names.secret));
}

/** The same for a request target. */
export function* spansOfTarget(
  target: string,
  names: HiddenNames,
  sought: SearchScope,
): Iterable<HiddenSpan> {
  const named = sought.secrets ? [...targetSpans(target, names.secret)] : [];
  yield* named;
  // A value ends with its segment of the path: the next segment may be the name of the hook.
  const begins = new Set(named.map(({ start }) => start));
  yield* spansOfCaptured(target, names, { ...sought, secrets: false });
  if (!sought.secrets) return;
  for (const span of secretSpans(target, NO_NAMES.secret)) if (!begins.has(span.start)) yield span;
}

/** The same for a message of hookscope that repeats text of the capture. */
export function* spansOfSentence(text: string, sought: SearchScope): Iterable<HiddenSpan> {
  if (sought.secrets) {
    yield* secretSpansOfSentence(text);
    // A path that is the whole text, and paths within a sentence.
    for (const match of text.matchAll(WORD_OF_PATH))
      for (const span of targetSpans(match[0])) yield shifted(span, match.index);
  }
  if (sought.personal) {
    yield* personalSpansOfSentence(text);
    yield* sought.known.spans(text, 'sentence');
  }
  for (const match of text.matchAll(QUOTED)) {
    const inside = match[0].slice(1).replace(/"$/, '');
    for (const span of spansOfCaptured(inside, NO_NAMES, sought)) yield shifted(span, match.index + 1);
  }
}

/** The same for the value of a header field. */
export function* spansOfField(name: string, value: string, sought: SearchScope): Iterable<HiddenSpan> {
  const field = name.toLowerCase();
  if (sought.secrets) {
    yield* fieldSpans(name, value);
    yield* secretSpans(value, NO_NAMES.secret);
    yield* targetSpansOfValue(value);
  }
  if (!sought.personal) return;
  const whole = PERSON_FIELDS.has(field) ? spanOfValue(0, value, 'person') : null;
  if (whole !== null) yield whole;
  if (HARMLESS_FIELDS.has(field)) return;
  // The field is searched as it is written in a message, because some forms include the field's name.
  const before = `\n${name}: `;
  for (const span of personalSpansOfCapture(before + value, NO_NAMES, sought.known, 'capture'))
    if (span.start >= before.length) yield shifted(span, -before.length);
}

function* personalSpansOfCapture(
  text: string,
  names: HiddenNames,
  known: KnownValues,
  origin: TextOrigin,
): Iterable<HiddenSpan> {
  yield* personalSpans(text, names.personal);
  yield* known.spans(text, origin);
}

/** Fields whose numbers are no telephone numbers, and which name no person. */
const HARMLESS_FIELDS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'age',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expires',
  'keep-alive',
  'last-modified',
  'transfer-encoding',
]);
/** Fields whose whole value names a person. */
const PERSON_FIELDS: ReadonlySet<string> = new Set([
  'from',
  'remote-user',
  'x-remote-user',
  'x-user',
  'x-forwarded-user',
]);

function shifted(span: HiddenSpan, by: number): HiddenSpan {
  return { ...span, start: span.start + by, end: span.end + by };
}

function originOf(text: string): TextOrigin {
  return text.startsWith('v=0') ? 'session-description' : 'capture';
}
