import { Buffer } from 'node:buffer';
import { MAX_JSON_BYTES } from '../base/limits.ts';
import { timeoutOf } from '../dialects/index.ts';
import type { HookCall, Payload } from '../hooks/index.ts';
import { readCall } from '../hooks/index.ts';
import { type Exchange, type HeaderList, headerValue, type RequestMessage } from '../http/index.ts';
import { type Masker, shownText } from '../privacy/index.ts';

/** A request as it is to be sent. The length of its body and its host are the sender's business. */
export interface ReplayRequest {
  readonly method: string;
  /** Path and query, for the request line: visible ASCII characters only. */
  readonly target: string;
  /** [name, value, name, value …], Latin-1. */
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Seconds that the call server waits for the response; null: not known. */
  readonly timeoutSeconds: number | null;
}

/** What of a request is not sent as it was. */
export interface RequestChanges {
  /** A mark stands for each secret in its body or its target. */
  readonly masked: boolean;
  /** Names of header fields that were left out because they hold secrets, in lower case. */
  readonly withheld: readonly string[];
  /** The request line had no target: `/` stands for it. */
  readonly noTarget: boolean;
}

/**
 * Why a call cannot be sent as it was. `lacks-bytes`: the capture does not hold all of it. `broken-off`: its sender did not send
 * all of it. `coded`, `too-large`: nobody can look for secrets in it, so it is sent only where these may be shown.
 */
export type Incomplete =
  | 'not-read'
  | 'lacks-bytes'
  | 'fields-unknown'
  | 'broken-off'
  | 'not-kept'
  | 'coded'
  | 'too-large';

export type MadeRequest =
  | { readonly ok: true; readonly request: ReplayRequest; readonly changes: RequestChanges }
  | { readonly ok: false; readonly reason: Incomplete };

/** How requests are made. */
export interface RequestOptions {
  readonly masker: Masker;
  /** The path of the address that is replayed to, without a slash at its end; '' keeps the paths of the capture. */
  readonly basePath: string;
}

/** Makes the request that repeats a call. `exchange`: what was captured of it; undefined where it could not be read. */
export function requestOf(
  call: HookCall,
  exchange: Exchange | undefined,
  options: RequestOptions,
): MadeRequest {
  const request = exchange?.request ?? null;
  if (exchange === undefined || request === null) return { ok: false, reason: 'not-read' };
  const { masker } = options;
  const read = readCall([call.dialect], call, exchange);
  const payload: Payload = read?.payload ?? { kind: 'encoded' };
  const reason = whyIncomplete(call, request) ?? whyNotSearched(request, payload, masker);
  if (reason !== null) return { ok: false, reason };
  const body = maskedBody(call, payload, masker);
  const target = targetOf(call, request.target, options);
  const { headers, withheld } = headersOf(request, body === null, masker);
  return {
    ok: true,
    request: {
      method: request.method,
      target: inVisibleAscii(masker.target(target, call.dialect)),
      headers,
      body: body ?? request.body.bytes,
      timeoutSeconds: timeoutOf(call.dialect, call.methodSpec),
    },
    changes: {
      masked: body !== null || masker.target(target, call.dialect) !== target,
      withheld,
      noTarget: request.target === '',
    },
  };
}

function whyIncomplete(call: HookCall, { body, unknownFields = 0 }: RequestMessage): Incomplete | null {
  if (call.methodCut || call.cut || body.lost > 0 || body.cut > 0) return 'lacks-bytes';
  if (unknownFields > 0) return 'fields-unknown';
  if (body.bytes.length < body.length) return 'not-kept';
  return body.complete ? null : 'broken-off';
}

function whyNotSearched({ body }: RequestMessage, payload: Payload, masker: Masker): Incomplete | null {
  if (masker.showSecrets && !masker.redactsPersonal) return null;
  if (payload.kind === 'encoded') return 'coded';
  return body.bytes.length > MAX_JSON_BYTES ? 'too-large' : null;
}

/** The body with marks in place of its secrets; null where it has none, so that its bytes are sent as they were. */
function maskedBody(call: HookCall, payload: Payload, masker: Masker): Buffer | null {
  if (payload.kind === 'empty' || payload.kind === 'encoded') return null;
  // Such a payload stands in the target.
  if (payload.form === 'query') return null;
  const text = shownText(payload, call, masker);
  return text === payload.text ? null : Buffer.from(text);
}

/**
 * The target for the backend. An address without a path keeps that of the capture. One with a path takes its place, and
 * where the path names the method, the name follows it.
 */
function targetOf({ dialect }: HookCall, captured: string, { basePath }: RequestOptions): string {
  const target = originForm(captured);
  if (basePath === '') return target === '' ? '/' : target;
  const [path = '', ...query] = target.split('?');
  const name = dialect.recognition.by === 'target' ? (/[^/]*(?=\/*$)/.exec(path)?.[0] ?? '') : '';
  return [`${basePath}${name === '' ? '' : `/${name}`}`, ...query].join('?');
}

/** A target of the form `http://host/path` (RFC 9112 §3.2.2) without its host. */
function originForm(target: string): string {
  const [, rest] = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/is.exec(target) ?? [];
  if (rest === undefined) return target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Percent-encodes whatever may not stand in a request line. A target is read byte by byte, as Latin-1. */
function inVisibleAscii(target: string): string {
  return target.replace(/[^!-~]/g, (character) => `%${Buffer.from(character, 'latin1').toString('hex')}`);
}

/**
 * Header fields that belong to a connection, to its way over proxies, or to the form in which the body was sent (RFC 9110
 * §7.6.1): they say nothing of the hook, and whoever sends it makes its own. A body was decoded when it was read.
 */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** A field name and value that may be sent (RFC 9110 §5.1, §5.5). */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;
const FIELD_VALUE = /^[\t -~\u0080-\u00ff]*$/;

function headersOf(
  request: RequestMessage,
  isWholeBody: boolean,
  masker: Masker,
): { readonly headers: HeaderList; readonly withheld: readonly string[] } {
  const named = namedByConnection(request.headers);
  const headers: string[] = [];
  const withheld = new Set<string>();
  for (let index = 0; index + 1 < request.headers.length; index += 2) {
    const [field = '', value = ''] = [request.headers[index], request.headers[index + 1]];
    const name = field.toLowerCase();
    if (OF_THE_CONNECTION.has(name) || named.has(name)) continue;
    if (name === 'content-encoding' && request.body.decoded) continue;
    if (!TOKEN.test(field) || !FIELD_VALUE.test(value)) continue;
    // A digest or signature of the whole body does not fit one with marks in it.
    if (masker.headerField(field, value) !== value || (!isWholeBody && DIGESTS.test(name)))
      withheld.add(name);
    else headers.push(field, value);
  }
  return { headers, withheld: [...withheld] };
}

const DIGESTS = /(?:digest|signature|content-md5)/;

/** The fields that `Connection` names belong to the connection as well. */
function namedByConnection(headers: HeaderList): ReadonlySet<string> {
  const names = (headerValue(headers, 'connection') ?? '').toLowerCase().split(',');
  return new Set(names.map((name) => name.trim()));
}
