import { frame as framingOf, type HeaderList } from '../http/index.ts';
import type { FieldBlock } from './hpack/decoder.ts';

/** What the header block of a message tells. */
export interface MessageHead {
  /** Of a request; null where it is not there, or not known. */
  readonly method: string | null;
  readonly path: string | null;
  /** Of a response; null where it is not there, or not known. */
  readonly status: number | null;
  /** The fields without the pseudo-header fields, as HTTP/1.1 would have them. */
  readonly headers: HeaderList;
  /** Fields that are not known. */
  readonly unknown: number;
  /** Bytes that Content-Length announces; -1 where it is not there, or of no use. */
  readonly length: number;
  /** Content codings to be undone; null where they are not known. */
  readonly codings: readonly string[] | null;
  readonly expectsContinue: boolean;
  readonly faults: readonly HeadFault[];
}

/** Something wrong with a head. */
export interface HeadFault {
  readonly kind:
    | 'http2-error'
    | 'bad-content-length'
    | 'repeated-content-length'
    | 'conflicting-content-length';
  /** The field concerned. */
  readonly value: string;
}

/** Fields that HTTP/2 forbids, because frames and streams take their place (RFC 9113 §8.2.2). */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);
const UPPER_CASE = /[A-Z]/;
const STATUS = /^[1-9]\d\d$/;
/** The most fields of one head of which each becomes a problem. */
const MAX_FAULTS = 8;
const LENGTH_FAULTS: ReadonlySet<string> = new Set([
  'bad-content-length',
  'repeated-content-length',
  'conflicting-content-length',
]);

/** Reads a header block as the head of a message: takes the pseudo-header fields out of it (RFC 9113 §8.3). */
export function readHead({ list, unknown, fault }: FieldBlock): MessageHead {
  const pseudo = new Map<string, string>();
  const headers: string[] = [];
  const faults: HeadFault[] = [];
  let cookieAt = -1;
  for (let index = 0; index < list.length; index += 2) {
    const name = list[index];
    const value = list[index + 1];
    if (name.startsWith(':')) {
      // They come once, and before all other fields.
      if (pseudo.has(name) || headers.length > 0) faults.push({ kind: 'http2-error', value: name });
      else pseudo.set(name, value);
      continue;
    }
    if (isForbidden(name, value)) faults.push({ kind: 'http2-error', value: `${name}: ${value}` });
    // A cookie may come in pieces, so that they compress better: HTTP/1.1 has them in one field (RFC 9113 §8.2.3).
    if (name === 'cookie' && cookieAt >= 0) headers[cookieAt] += `; ${value}`;
    else headers.push(name, value);
    if (name === 'cookie' && cookieAt < 0) cookieAt = headers.length - 1;
  }
  const authority = pseudo.get(':authority');
  if (authority !== undefined && !headers.some((text, index) => index % 2 === 0 && text === 'host')) {
    headers.unshift('host', authority);
  }
  const framing = framingOf(withoutTransferCoding(headers), '2', 'request');
  for (const { kind, value } of framing.faults) if (isLengthFault(kind)) faults.push({ kind, value });
  const method = pseudo.get(':method') ?? null;
  const status = pseudo.get(':status');
  const isKnown = unknown === 0 && fault === null;
  const isRequest = method !== null || pseudo.has(':path') || pseudo.has(':scheme');
  if (isKnown && isRequest) {
    for (const name of missing(pseudo, method)) faults.push({ kind: 'http2-error', value: name });
  }
  return {
    method,
    path: pseudo.get(':path') ?? (method === 'CONNECT' ? (authority ?? null) : null),
    status: status !== undefined && STATUS.test(status) ? Number(status) : null,
    headers,
    unknown: unknown + (fault === null ? 0 : 1),
    length:
      framing.kind === 'sized' ? framing.length : hasLength(headers) && framing.faults.length === 0 ? 0 : -1,
    codings: isKnown || framing.codings.length > 0 ? framing.codings : null,
    expectsContinue: framing.expectsContinue,
    faults: faults.slice(0, MAX_FAULTS),
  };
}

function isForbidden(name: string, value: string): boolean {
  return FORBIDDEN.has(name) || UPPER_CASE.test(name) || (name === 'te' && value !== 'trailers');
}

function isLengthFault(kind: string): kind is HeadFault['kind'] {
  return LENGTH_FAULTS.has(kind);
}

/** Pseudo-header fields that a request must have and has not (RFC 9113 §8.3.1). */
function missing(pseudo: ReadonlyMap<string, string>, method: string | null): readonly string[] {
  const needed = method === 'CONNECT' ? [':authority'] : [':method', ':scheme', ':path'];
  return needed.filter((name) => !pseudo.has(name)).map((name) => `${name} is absent`);
}

/** A transfer coding has no meaning in HTTP/2: what decides about the body must not see it. */
function withoutTransferCoding(headers: HeaderList): HeaderList {
  const at = headers.indexOf('transfer-encoding');
  if (at < 0 || at % 2 === 1) return headers;
  return headers.filter((_, index) => headers[index - (index % 2)] !== 'transfer-encoding');
}

function hasLength(headers: HeaderList): boolean {
  return headers.some((text, index) => index % 2 === 0 && text === 'content-length');
}
