import type { ReadCall } from '../../hooks/index.ts';
import { type HeaderList, headerValue, type Problem, type RequestMessage } from '../../http/index.ts';
import { contentTypeOf, hasWholeHead, isChunked } from '../message-facts.ts';
import { messagesIn } from './json-messages.ts';
import { isMarkup, LOOKED_AT, readableText } from './readable-page.ts';

/** What is looked at to find out why an answer does not accept a call. Nothing of it is masked. */
export interface RefusalFacts {
  readonly status: number;
  readonly answer: AnswerFacts;
  readonly request: RequestFacts;
}

export interface AnswerFacts {
  /** Fields that tell of the reason, by name in lower case; those that are not there are left out. */
  readonly fields: Readonly<Partial<Record<ToldField, string>>>;
  /** `none`: empty, or not readable. */
  readonly body: 'json' | 'page' | 'text' | 'none';
  /** What the body says to a reader; empty where it says nothing. */
  readonly text: string;
  /** The page is one that the web server has built in, so that no program behind it gave the answer. */
  readonly isStockPage: boolean;
}

/** Fields of an answer that tell of its reason, in the order in which they are shown. */
export const TOLD_FIELDS = {
  location: 'Location',
  allow: 'Allow',
  'www-authenticate': 'WWW-Authenticate',
  'retry-after': 'Retry-After',
  server: 'Server',
  'content-type': 'Content-Type',
} as const;
export type ToldField = keyof typeof TOLD_FIELDS;

/** What of a request some backends refuse. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  /** Bytes of the body, as announced or counted. */
  readonly length: number;
  readonly contentType: string | null;
  /** Value of Upgrade; null where it asks for none. */
  readonly upgrade: string | null;
  readonly expect: string | null;
  readonly isChunked: boolean;
  readonly hasLength: boolean;
  /** What is wrong with the field Host; null where nothing is, and where it is not known. */
  readonly hostFault: HostFault | null;
  readonly hasTarget: boolean;
  /** The PROXY header that stands before it; null where there is none. */
  readonly proxyHeader: string | null;
}

export type HostFault =
  | { readonly kind: 'absent' | 'repeated' }
  | { readonly kind: 'malformed'; readonly value: string };

/** `uri-host [":" port]` (RFC 9110 §7.2): no space, no path, no scheme. */
const HOST = /^(?:\[[0-9a-f:.]+(?:%25[\w.~-]+)?\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;
const STOCK_PAGE =
  /<center>(?:nginx|openresty|tengine|cloudflare)\b|<address>Apache\/|<h3>Apache Tomcat\/|<center>Microsoft-Azure/i;
/** Gathers the facts of a call that was answered; null for one that was not. */
export function refusalFactsOf(read: ReadCall): RefusalFacts | null {
  const { request, response, problems } = read.exchange;
  if (request === null || response === null) return null;
  const fields: Partial<Record<ToldField, string>> = {};
  for (const name of Object.keys(TOLD_FIELDS) as ToldField[]) {
    const value = headerValue(response.headers, name);
    if (value !== null) fields[name] = value;
  }
  return {
    status: response.status,
    answer: { fields, ...bodyFacts(read) },
    request: requestFacts(request, problems),
  };
}

function bodyFacts({ responsePayload }: ReadCall): Omit<AnswerFacts, 'fields'> {
  if (responsePayload.kind === 'object')
    return { body: 'json', text: messagesIn(responsePayload.members).join(' / '), isStockPage: false };
  if (!('text' in responsePayload)) return { body: 'none', text: '', isStockPage: false };
  const { text } = responsePayload;
  const body = isMarkup(text) ? 'page' : 'text';
  return {
    body,
    text: readableText(text),
    isStockPage: body === 'page' && STOCK_PAGE.test(text.slice(0, LOOKED_AT)),
  };
}

/** What of the request itself may be why it was refused. */
function requestFacts(request: RequestMessage, problems: readonly Problem[]): RequestFacts {
  const { headers } = request;
  const announced = headerValue(headers, 'content-length');
  const upgrade = headerValue(headers, 'upgrade');
  return {
    method: request.method,
    path: request.target.split(/[?#]/, 1)[0] ?? '',
    length: announced !== null && /^\d{1,15}$/.test(announced) ? Number(announced) : request.body.length,
    contentType: contentTypeOf(request),
    upgrade,
    expect: headerValue(headers, 'expect'),
    isChunked: isChunked(request),
    hasLength: announced !== null || !hasWholeHead(request),
    hostFault: hostFaultOf(request),
    hasTarget: request.target !== '' || request.targetCut,
    proxyHeader: proxyHeaderOf(problems),
  };
}

/**
 * HAProxy's PROXY protocol: a line of text (version 1), or bytes (version 2), before the first request, which are no part of
 * HTTP. Whether it was read as a header or as a broken request, it is one.
 */
function proxyHeaderOf(problems: readonly Problem[]): string | null {
  for (const { side, kind, excerpt } of problems) {
    if (side !== 'request') continue;
    const line = /^PROXY (?:TCP[46]|UNKNOWN)\b[^\r\n]*/.exec(excerpt);
    if (line !== null) return line[0];
    if (kind === 'proxy-header') return excerpt;
  }
  return null;
}

function hostFaultOf(request: RequestMessage): HostFault | null {
  const values = valuesOf(request.headers, 'host');
  const [value] = values;
  if (value === undefined) {
    // Only HTTP/1.1 demands it (RFC 9112 §3.2).
    return request.version === '1.1' && hasWholeHead(request) ? { kind: 'absent' } : null;
  }
  if (values.length > 1) return { kind: 'repeated' };
  return HOST.test(value.trim()) ? null : { kind: 'malformed', value };
}

function valuesOf(headers: HeaderList, name: string): readonly string[] {
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name);
}
