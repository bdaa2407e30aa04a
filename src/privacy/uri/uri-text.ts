import { withoutEscapes } from '../escapes.ts';
import { addressSpans } from '../personal/address-text.ts';
import { addressValue, numberValue, personMark } from '../personal/person.ts';
import { type HiddenSpan, isMark } from '../span.ts';

/** A host: a name, an IPv4 address, an IPv6 address in brackets. */
export const HOST = String.raw`(?:\[[0-9a-f:.]{2,45}(?:%[\w.-]+)?\]|[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252}[\p{L}\p{N}])?)`;
const USER = String.raw`(?:%(?!40)[0-9a-f]{2}|[^\s:@"'<>\\/;,?&=%[\](){}])`;

const SCHEME_SIGNS = [':', '%3A', '%3a'];
const AT_SIGNS = ['@', '%40'];

/** A SIP, SIPS or messaging URI (RFC 3261 §19.1, RFC 3859): user, password and host, also percent-encoded. */
const SIP = new RegExp(
  String.raw`(\b(?:sips?|im|pres|xmpp|mailto)(?::|%3A)(?:\/\/)?)(${USER}{1,256})((?::[^\s@"'<>\\/]{0,128})?(?:@|%40))(${HOST})?`,
  'giu',
);
const SIP_WITHOUT_USER = new RegExp(String.raw`(\bsips?(?::|%3A))(${HOST})(?!.{0,200}?(?:@|%40))`, 'giu');
/** A telephone URI (RFC 3966). */
const TEL = /(\btel(?::|%3A))((?:%2B|[+\d*#().-]){2,40})/gi;
/** The display name before an address (RFC 3261 §20.10). */
const DISPLAY_NAME =
  /(?:"|\\")([^"\\\r\n]{1,128})(?:"|\\")[ \t]*<(?=sips?:|tel:|im:|xmpp:|\[)|([^\s<>",:;=\\][^<>",:;=\r\n\\]{0,63}?)[ \t]*<(?=sips?:|tel:)/giu;
/** The authority of a URL (RFC 3986 §3.2). */
const URL_AUTHORITY = new RegExp(
  String.raw`(\b(?!sips?:|tel:)[a-z][a-z0-9+.-]{0,20}(?::|%3A)(?:\\?\/|%2F){2})(?:([^\s/:@"\\<>?#]{1,256})(:[^\s/:@"\\<>]{0,128})?(@))?(${HOST})?`,
  'giu',
);
const AT_HOST = new RegExp(
  String.raw`(?<![\p{L}\p{N}._%+:-])(?!(?:sips?|tel|im|pres|xmpp|mailto)%3A)([\p{L}\p{N}._%+-]{1,64})(@|%40)(${HOST})`,
  'giu',
);
const MAIL = /(?<![\w.%+-])([\w.%+-]{1,64})(@)((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})\b/gi;
/** An identifier that a program generated, such as that of a node or call: it names no person. */
const OPAQUE = /^(?=.*\d)[A-Za-z0-9]{20,}$|^[0-9a-f-]{32,}$/i;
/** International telephone numbers (E.164), whatever separates their digits. */
const E164 = /(?<![\w+])(?:\+|%2B)\d(?:[ ()./-]{0,2}\d){6,14}(?!\d)/gi;

/** The numbers, names and hosts in URIs, international telephone numbers, and IP addresses. */
export function* uriSpans(text: string): Iterable<HiddenSpan> {
  for (const match of matchesWithSign(text, SCHEME_SIGNS, SIP)) {
    const [, scheme = '', user = '', sign = '', host = ''] = match;
    const start = match.index + scheme.length;
    if (!isMark(user)) yield { start, end: start + user.length, ...personMark(withoutEscapes(user)) };
    yield* hostSpan(start + user.length + sign.length, host);
  }
  for (const match of matchesWithSign(text, SCHEME_SIGNS, SIP_WITHOUT_USER)) {
    const [, scheme = '', host = ''] = match;
    const start = match.index + scheme.length;
    if (host.includes('.') || host.startsWith('[')) yield* hostSpan(start, host);
    else yield { start, end: start + host.length, ...personMark(host) };
  }
  for (const match of matchesWithSign(text, SCHEME_SIGNS, TEL)) {
    const [, scheme = '', number = ''] = match;
    const start = match.index + scheme.length;
    yield { start, end: start + number.length, kind: 'number', value: numberValue(withoutEscapes(number)) };
  }
  for (const match of matchesWithSign(text, ['<'], DISPLAY_NAME)) {
    const name = match[1] ?? match[2] ?? '';
    const start = match.index + match[0].indexOf(name);
    if (!isMark(name) && name.trim() !== '') yield { start, end: start + name.length, ...personMark(name) };
  }
  for (const match of matchesWithSign(text, ['//', '\\/', '%2F', '%2f'], URL_AUTHORITY)) {
    const [, scheme = '', user = '', password = '', sign = '', host = ''] = match;
    const start = match.index + scheme.length;
    if (user !== '') yield { start, end: start + user.length, ...personMark(withoutEscapes(user)) };
    yield* hostSpan(start + user.length + password.length + sign.length, host);
  }
  for (const match of matchesWithSign(text, ['+', '%2B', '%2b'], E164)) {
    const [number] = match;
    const value = numberValue(number.replace(/%2B/i, ''));
    yield { start: match.index, end: match.index + number.length, kind: 'number', value };
  }
  yield* addressSpans(text);
}

/** Anything before an at sign and a host. */
export function* atHostSpans(text: string): Iterable<HiddenSpan> {
  for (const match of matchesWithSign(text, AT_SIGNS, AT_HOST)) yield* atHost(match);
}

/** The same where it certainly is a mail address. */
export function* mailSpans(text: string): Iterable<HiddenSpan> {
  for (const match of matchesWithSign(text, ['@'], MAIL)) yield* atHost(match);
}

function* atHost(match: RegExpExecArray): Iterable<HiddenSpan> {
  const [, user = '', sign = '', host = ''] = match;
  const { index: start } = match;
  if (!OPAQUE.test(user)) yield { start, end: start + user.length, ...personMark(withoutEscapes(user)) };
  yield* hostSpan(start + user.length + sign.length, host);
}

function* hostSpan(start: number, host: string): Iterable<HiddenSpan> {
  if (host === '' || isLocal(host)) return;
  yield { start, end: start + host.length, kind: 'address', value: addressValue(host) };
}

/** True for the local machine: its name identifies no person, and remedies mention it. */
export function isLocal(host: string): boolean {
  return host.toLowerCase() === 'localhost';
}

/**
 * The matches of a form in a text. Every match contains one of the signs, so a text without any sign is not searched:
 * most texts are short and have none.
 */
export function matchesWithSign(
  text: string,
  signs: readonly string[],
  form: RegExp,
): Iterable<RegExpExecArray> {
  return signs.some((sign) => text.includes(sign)) ? text.matchAll(form) : [];
}
