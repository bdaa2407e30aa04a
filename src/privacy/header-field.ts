import { isSecretName } from './secret-names.ts';
import { HARMLESS } from './secret-text.ts';
import type { Span } from './span.ts';

/** Fields that carry credentials after the name of a scheme (RFC 9110 §11.6). */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization']);
const PAIR = /([^=;,\s]+=)([^;]*)/g;

/** The secrets of a header field that its name tells; schemes, names of cookies and attributes are none. */
export function* fieldSpans(name: string, value: string): Iterable<Span> {
  const field = name.toLowerCase();
  if (CREDENTIALS.has(field)) yield* credentials(value);
  else if (field === 'cookie') yield* pairs(value);
  else if (field === 'set-cookie') {
    const end = value.indexOf(';');
    yield* pairs(end < 0 ? value : value.slice(0, end));
  } else if (isSecretName(name) && !HARMLESS.has(field)) yield* whole(value);
}

function* credentials(value: string): Iterable<Span> {
  const [, before = '', scheme = '', space = '', given = ''] = /^(\s*)(\S+)(\s*)([\s\S]*)$/.exec(value) ?? [];
  // The secrets of Digest are found by their form.
  if (/^digest$/i.test(scheme) && given.includes('=')) return;
  if (given === '') yield* whole(value);
  else {
    const start = before.length + scheme.length + space.length;
    yield { start, end: value.length, kind: 'secret', value: given };
  }
}

function* pairs(value: string): Iterable<Span> {
  if (!value.includes('=')) {
    yield* whole(value);
    return;
  }
  for (const match of value.matchAll(PAIR)) {
    const [, kept = '', secret = ''] = match;
    if (secret === '') continue;
    const start = match.index + kept.length;
    yield { start, end: start + secret.length, kind: 'secret', value: secret };
  }
}

function* whole(value: string): Iterable<Span> {
  if (value.trim() !== '') yield { start: 0, end: value.length, kind: 'secret', value };
}
