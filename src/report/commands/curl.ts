import { Buffer } from 'node:buffer';
import { hostOf } from '../../base/endpoint.ts';
import { type HookCall, readCall } from '../../hooks/index.ts';
import type { Body, Exchange, HeaderList, RequestMessage } from '../../http/index.ts';
import { type Masker, shownText } from '../../privacy/index.ts';
import { urlOf } from '../har/url.ts';
import { shellWord } from './shell-word.ts';

/** A command to type, or why there is none. `notes`: in what it differs from what was captured. */
export type Curl =
  | { readonly kind: 'command'; readonly text: string; readonly notes: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

export interface CurlInput {
  readonly call: HookCall;
  readonly exchange: Exchange;
  /** Hides secrets in target, fields and body, unless it shows them. */
  readonly masker: Masker;
  /** `https` where the connection was decrypted. */
  readonly scheme: 'http' | 'https';
}

/** Fields that curl makes itself, or that belong to the one connection that was captured (RFC 9110 §7.6.1). */
const NOT_SENT: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
  'expect',
]);
/** A field name (RFC 9110 §5.6.2). curl would read the fields from a file where the word began with `@`. */
const TOKEN = /^[!#$%&'*+.^_`|~A-Za-z0-9-]+$/;
const CONTENT_CODING = 'content-encoding';
/** Fields that curl adds by itself where the request had none: an empty value takes them away. */
const ADDED_BY_CURL: readonly string[] = ['User-Agent', 'Accept'];

/**
 * The request of a call as a curl command: method, address, header fields and body as they were captured, each as a word of a
 * POSIX shell. Nothing in it has a meaning to curl but what this function gives it: `--globoff` for brackets in the address,
 * `--data-raw` for a body that begins with `@`.
 */
export function curlOf({ call, exchange, masker, scheme }: CurlInput): Curl {
  const { request } = exchange;
  if (request === null) return { kind: 'none', why: 'The capture does not have the request.' };
  if (call.methodCut) return { kind: 'none', why: 'The capture lacks the end of the address.' };
  const body = bodyOf(call, exchange, request.body, masker);
  if (typeof body === 'string') return { kind: 'none', why: body };
  // Of a coding that was undone the content is sent as it is.
  const coding = request.body.decoded ? fieldOf(request.headers, CONTENT_CODING) : null;
  const fields = fieldsOf(request.headers, masker).filter(
    ([name]) => coding === null || name.toLowerCase() !== CONTENT_CODING,
  );
  const { url, words } = addressOf(call, request.headers, masker, scheme);
  const parts = ['curl', '-i', '--globoff', '-X', shellWord(masker.captured(call.httpMethod)), ...words];
  const lines = [`${parts.join(' ')} ${shellWord(url)}`];
  for (const [name, value] of fields)
    lines.push(`-H ${shellWord(value === '' ? `${name};` : `${name}: ${value}`)}`);
  for (const name of ADDED_BY_CURL)
    if (!hasField(request.headers, name)) lines.push(`-H ${shellWord(`${name}:`)}`);
  if (body.data !== null) lines.push(body.data);
  return {
    kind: 'command',
    text: `${body.before}${lines.join(' \\\n  ')}`,
    notes: notesOf(request, body.isMasked, coding !== null),
  };
}

function notesOf(
  { unknownFields = 0 }: Pick<RequestMessage, 'unknownFields'>,
  isMasked: boolean,
  isDecoded: boolean,
): readonly string[] {
  return [
    ...(isDecoded ? ['its content coding was undone'] : []),
    ...(isMasked ? ['secrets are masked in it'] : []),
    ...(unknownFields > 0 ? ['the capture does not show all of its header fields'] : []),
  ];
}

/** The URL, and what curl needs besides to send the request to where the call went. */
function addressOf(
  call: HookCall,
  headers: HeaderList,
  masker: Masker,
  scheme: 'http' | 'https',
): { readonly url: string; readonly words: readonly string[] } {
  const server = masker.endpoint(call.server);
  const host = masker.headerField('Host', fieldOf(headers, 'host') ?? '');
  const target = masker.target(call.target, call.dialect);
  if (host === '' || host === server) return { url: urlOf(scheme, server, target), words: [] };
  const name = hostOf(host);
  // A server that speaks TLS is asked for by its name, or it shows another certificate.
  if (scheme === 'https' && /^[A-Za-z0-9.-]+$/.test(name)) {
    const resolve = `${name}:${call.serverPort}:${hostOf(server)}`;
    return {
      url: urlOf(scheme, `${name}:${call.serverPort}`, target),
      words: ['--resolve', shellWord(resolve), '-H', shellWord(`Host: ${host}`)],
    };
  }
  return { url: urlOf(scheme, server, target), words: ['-H', shellWord(`Host: ${host}`)] };
}

function fieldsOf(headers: HeaderList, masker: Masker): readonly (readonly [name: string, value: string])[] {
  const fields: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at], headers[at + 1]];
    if (TOKEN.test(name) && !NOT_SENT.has(name.toLowerCase()))
      fields.push([name, masker.headerField(name, value)]);
  }
  return fields;
}

function fieldOf(headers: HeaderList, name: string): string | null {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === name) return headers[at + 1] ?? null;
  }
  return null;
}

function hasField(headers: HeaderList, name: string): boolean {
  return fieldOf(headers, name.toLowerCase()) !== null;
}

interface CurlBody {
  /** What stands before `curl`: what makes bytes that no word can have. */
  readonly before: string;
  /** The option with the body; null where there is none. */
  readonly data: string | null;
  readonly isMasked: boolean;
}

/** The body, or why it cannot be sent again. */
function bodyOf(call: HookCall, exchange: Exchange, body: Body, masker: Masker): CurlBody | string {
  if (!body.complete || body.wholeLength < body.length) return 'The capture does not have the whole body.';
  if (body.length === 0) return { before: '', data: null, isMasked: false };
  const showsAll = masker.showSecrets && !masker.redactsPersonal;
  const text = body.bytes.toString();
  const isText = body.decoded && !text.includes('\0') && Buffer.from(text).equals(body.bytes);
  if (!isText) {
    if (!showsAll) return 'The body is no text: show the secrets first (s), then its bytes are given.';
    const before = `printf %s ${shellWord(body.bytes.toString('base64'))} | base64 -d | `;
    return { before, data: '--data-binary @-', isMasked: false };
  }
  const shown = showsAll ? text : maskedText(call, exchange, text, masker);
  if (shown === null) return 'The body cannot be shown.';
  return { before: '', data: `--data-raw ${shellWord(shown)}`, isMasked: shown !== text };
}

/** The body with its secrets masked: as it was sent, where none are in it. */
function maskedText(call: HookCall, exchange: Exchange, text: string, masker: Masker): string | null {
  const payload = readCall([call.dialect], call, exchange)?.payload;
  if (payload === undefined || payload.kind === 'empty' || payload.kind === 'encoded') return null;
  const shown = shownText(payload, call, masker);
  // Without marks it is as it was sent, with its byte order mark.
  return shown === payload.text ? text : shown;
}
