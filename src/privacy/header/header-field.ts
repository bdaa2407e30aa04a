import { withoutEscapes } from '../escapes.ts';
import { isSecretName } from '../secret/secret-names.ts';
import type { HiddenSpan } from '../span.ts';

/** Fields that hold credentials after the name of a scheme (RFC 9110 §11.6). */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization']);
/** Challenges hold no secret, whatever their parameters are called. */
export const HARMLESS: ReadonlySet<string> = new Set(['www-authenticate', 'proxy-authenticate']);
/** A cookie or an attribute of one. Its value may be in quotation marks. */
const PIECE = /[^;=]*(?:=\s*(?:"[^"]*"?[^;]*|[^;]*))?/g;
/** Attributes of a Set-Cookie field (RFC 6265 §5.2 and its successors). */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'path domain expires max-age secure httponly samesite priority partitioned version comment'.split(' '),
);
/** Members of a digest (RFC 7616 §3.4, 3.5; RFC 3310) from which the password can be guessed. */
const DIGEST_MEMBER =
  /(\b(?:response|cnonce|rspauth|auts|password)\s*=\s*)("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,;"'\\]+)/gi;

/** True for a field whose name says that its value is secret. Challenges are no such fields. */
export function isSecretField(name: string): boolean {
  return isSecretName(name) && !HARMLESS.has(name.toLowerCase());
}

/** The secrets of a header field, as its name tells them. The names of schemes, cookies and attributes stay visible. */
export function* fieldSpans(name: string, value: string): Iterable<HiddenSpan> {
  const field = name.toLowerCase();
  if (CREDENTIALS.has(field)) yield* credentials(value);
  else if (field === 'authentication-info' || field === 'proxy-authentication-info')
    yield* digestSpans(value);
  else if (field === 'cookie') yield* cookies(value, false);
  else if (field === 'set-cookie') yield* cookies(value, true);
  else if (isSecretField(name)) yield* whole(value);
}

function* credentials(value: string): Iterable<HiddenSpan> {
  const [, before = '', scheme = '', space = '', given = ''] = /^(\s*)(\S+)(\s*)([\s\S]*)$/.exec(value) ?? [];
  if (/^digest$/i.test(scheme) && given.includes('=')) {
    yield* digestSpans(value);
    return;
  }
  if (given === '') yield* whole(value);
  else {
    const start = before.length + scheme.length + space.length;
    yield secret(start, given);
  }
}

function* digestSpans(value: string): Iterable<HiddenSpan> {
  for (const match of value.matchAll(DIGEST_MEMBER)) {
    const [, kept = '', written = ''] = match;
    const [, open = '', inside = ''] = /^(["']?)([\s\S]*?)["']?$/.exec(written) ?? [];
    if (inside !== '') yield secret(match.index + kept.length + open.length, inside);
  }
}

function* cookies(value: string, isSet: boolean): Iterable<HiddenSpan> {
  for (const match of value.matchAll(PIECE)) {
    const [piece] = match;
    const sign = piece.indexOf('=');
    const name = piece.slice(0, Math.max(0, sign)).trim().toLowerCase();
    const isAttribute = isSet && match.index > 0 && (sign < 0 || ATTRIBUTES.has(name));
    const given = piece.slice(sign + 1);
    if (isAttribute || given.trim() === '') continue;
    const indent = given.length - given.trimStart().length;
    yield secret(match.index + sign + 1 + indent, given.trim());
  }
}

function* whole(value: string): Iterable<HiddenSpan> {
  const given = value.trim();
  if (given !== '') yield secret(value.indexOf(given), given);
}

function secret(start: number, written: string): HiddenSpan {
  return { start, end: start + written.length, kind: 'secret', value: withoutEscapes(written) };
}
