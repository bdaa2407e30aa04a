import { withoutEscapes } from '../escapes.ts';
import { addressValue, isAddress, personMark } from '../personal/person.ts';
import { type PersonalKind, personalKindOf } from '../personal/personal-names.ts';
import { type HiddenSpan, isMark } from '../span.ts';
import { atHostSpans, HOST, isLocal, mailSpans, matchesWithSign, uriSpans } from '../uri/uri-text.ts';

/** Additional personal names, in lower case. */
export type PersonalNames = ReadonlyMap<string, PersonalKind>;

/** The user of a session description (RFC 8866 §5.2). */
const SDP_ORIGIN = /((?:^|[\r\n]|\\n)o=)(?!-)(\S{1,128})/g;
/** HTTP and SIP header fields whose value is a host. */
const HOST_FIELD =
  /((?:^|[\r\n]|\\n)(?:host|x-forwarded-host|x-real-ip|x-forwarded-for|forwarded)[ \t]*:[ \t]*)([^\s:,;\\"]+)/gi;
/** Hosts after the transport in a Via header field of SIP (RFC 3261 §20.42) and of HTTP (RFC 9110 §7.6.3). */
const VIA = new RegExp(
  String.raw`(\bvia[ \t]*:[ \t]*(?:SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*\w+|(?:HTTP\/)?[\d.]+)[ \t]+)(${HOST})`,
  'giu',
);

/** Line ends, as they are and as a JSON string writes them. */
const LINE_SIGNS = ['\n', '\r', '\\n'];

/** Bodies of SIP messages that are no session description: what people write to each other (RFC 3428, RFC 3862). */
const MESSAGE_BODIES = [
  /((?:[\r\n](?:content-type|c)[ \t]*:(?![ \t]*(?:application\/sdp|message\/cpim|multipart\/))[^\r\n]*)(?:\r?\n[^\r\n]+)*\r?\n\r?\n)([\s\S]+)/gi,
  /((?:\\n(?:content-type|c)[ \t]*:(?![ \t]*(?:application\/sdp|message\/cpim|multipart\/))[^\\"]*)(?:\\r\\n[^\\"]+)*\\r\\n\\r\\n)([^"]+)/gi,
] as const;

interface NamedForm {
  /** Group 1: what stays visible. Group 2: the name. Group 3: the value. */
  readonly form: RegExp;
  /** Signs of the form: a text without any of them does not match. */
  readonly signs: readonly string[];
  /** True where only a colon separates name and value from other words. */
  readonly isBare?: boolean;
}

/**
 * The ways in which a value has a name, as for secrets: a member of a JSON text, a parameter of a query or form, a part
 * of a form.
 */
const NAMED: readonly NamedForm[] = [
  { form: /("([\w.-]{1,64})"\s*:\s*")((?:[^"\\]|\\[\s\S])+)/g, signs: ['"'] },
  { form: /(\\"([\w.-]{1,64})\\"\s*:\s*\\")((?:[^"\\]|\\\\\\"|\\(?!"))+)/g, signs: ['\\"'] },
  { form: /(\\?"([\w.-]{1,64})\\?"\s*:\s*)(-?\d[\d.eE+-]*)/g, signs: ['"'] },
  { form: /((?:^|[?&;,\s])([\w.-]{1,64})=)([^&;,#\s"\\<>]+)/g, signs: ['='] },
  { form: /((?<!form-data;[ \t]{0,8})\b([\w.-]{1,64})\s*=\s*\\?")([^"\\]+)/g, signs: ['='] },
  { form: /(;[ \t]*name="?([\w.-]{1,64})"?(?:[^\r\n]*\r?\n){1,8}?\r?\n)([^\r\n]+)/g, signs: ['name='] },
  { form: /(<([\w:.-]{1,64})(?:\s[^<>]{0,256})?>)([^<>]+)/g, signs: ['<'] },
  // Broken JSON: single quotation marks, or none.
  { form: /((?<![\w.-])([\w.-]{1,64})\\?'\s*[:=]\s*')([^'\r\n]+)/g, signs: ["'"] },
  { form: /((?<![\w."'-])([\w.-]{4,64})\s*:\s*)([^\s"',;&}\]<>\\]+)/g, signs: [':'], isBare: true },
];
/** Names that are ordinary words where neither quotation marks nor an equals sign follows. */
const COMMON =
  /^(?:name|user|number|text|body|host|address|domain|contact|member|owner|identity|customer|via|from|to)$/i;
/** Signs of a part of a person's value that has a form of its own. */
const URI_WITHIN = /[@<]|%40|\b(?:sips?|tel):/i;

/** What a text of the capture says about people. */
export function* personalSpans(text: string, names: PersonalNames): Iterable<HiddenSpan> {
  yield* namedSpans(text, names);
  for (const form of MESSAGE_BODIES)
    for (const match of matchesWithSign(text, LINE_SIGNS, form))
      yield* behind(match, match[2] ?? '', 'message');
  yield* uriSpans(text);
  yield* atHostSpans(text);
  for (const match of matchesWithSign(text, ['o='], SDP_ORIGIN))
    yield* behind(match, match[2] ?? '', 'person');
  for (const match of matchesWithSign(text, LINE_SIGNS, HOST_FIELD))
    yield* behind(match, match[2] ?? '', 'address');
  for (const match of matchesWithSign(text, ['ia:', 'IA:', 'ia '], VIA))
    yield* behind(match, match[2] ?? '', 'address');
}

/**
 * The same for a message of hookscope that repeats text of the capture: only what cannot be words of the message
 * itself.
 */
export function* personalSpansOfSentence(text: string): Iterable<HiddenSpan> {
  yield* uriSpans(text);
  yield* mailSpans(text);
}

/**
 * How a value is hidden, given in which way it identifies a person. A person with a URI is left to {@link
 * personalSpans}.
 */
export function spanOfValue(start: number, written: string, personal: PersonalKind): HiddenSpan | null {
  const value = withoutEscapes(written);
  const place = { start, end: start + written.length };
  if (isMark(written) || value.trim() === '') return null;
  if (personal === 'message') return { ...place, kind: 'message', value };
  if (personal === 'address') {
    const isHost = isAddress(value) || /^[\w.-]+$/.test(value);
    return isHost && !isLocal(value) ? { ...place, kind: 'address', value: addressValue(value) } : null;
  }
  if (URI_WITHIN.test(value) && !written.includes('%40')) return null;
  return { ...place, ...personMark(value) };
}

function* namedSpans(text: string, names: PersonalNames): Iterable<HiddenSpan> {
  for (const { signs, form, isBare = false } of NAMED) {
    for (const match of matchesWithSign(text, signs, form)) {
      const [, , name = '', value = ''] = match;
      if (isBare && COMMON.test(name)) continue;
      const kind = names.get(name.toLowerCase()) ?? personalKindOf(name);
      if (kind !== null) yield* behind(match, value, kind);
    }
  }
}

function* behind(match: RegExpExecArray, written: string, kind: PersonalKind): Iterable<HiddenSpan> {
  const start = match.index + (match[1] ?? '').length;
  const span = spanOfValue(start, written, kind);
  if (span !== null) yield span;
}
