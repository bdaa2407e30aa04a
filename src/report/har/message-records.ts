import type { HookCall } from '../../hooks/index.ts';
import type { Exchange, HeaderList, RequestMessage, ResponseMessage } from '../../http/index.ts';
import { type Masker, viewPayload } from '../../privacy/index.ts';
import { stringifyJson } from '../escape/json.ts';
import { queryOf, urlOf } from './url.ts';

/** The value that HAR has for an unknown size. */
const UNKNOWN = -1;
const NO_HEADERS: HeaderList = [];

/** The request of a call. Where the exchange was not kept, it has what the call itself tells. */
export function requestRecord(
  call: HookCall,
  scheme: 'http' | 'https',
  exchange: Exchange | undefined,
  masker: Masker,
): object {
  const request = exchange?.request ?? null;
  const target = masker.target(call.target, call.dialect);
  const body = bodyText(call, exchange, 'request', masker);
  return {
    method: masker.captured(call.httpMethod),
    url: urlOf(scheme, call.server, target),
    httpVersion: versionOf(call),
    cookies: [],
    headers: headerRecords(request?.headers ?? NO_HEADERS, masker),
    queryString: queryOf(target),
    ...(body !== null && { postData: { mimeType: mimeTypeOf(request), text: body } }),
    headersSize: UNKNOWN,
    bodySize: request?.body.length ?? UNKNOWN,
  };
}

/** The response of a call. Without one its status is 0, as browsers write it. */
export function responseRecord(call: HookCall, exchange: Exchange | undefined, masker: Masker): object {
  const response = exchange?.response ?? null;
  const body = call.response === null ? null : bodyText(call, exchange, 'response', masker);
  return {
    status: call.response?.status ?? 0,
    statusText: call.response === null ? '' : masker.captured(call.response.reason),
    httpVersion: versionOf(call, response),
    cookies: [],
    headers: headerRecords(response?.headers ?? NO_HEADERS, masker),
    content: {
      size: response?.body.length ?? 0,
      mimeType: mimeTypeOf(response),
      ...(body !== null && { text: body }),
    },
    redirectURL: '',
    headersSize: UNKNOWN,
    bodySize: response?.body.length ?? UNKNOWN,
  };
}

/** A body as text with its secrets masked; JSON is written anew, forms stay as they are. null where there is none to show. */
function bodyText(
  call: HookCall,
  exchange: Exchange | undefined,
  side: 'request' | 'response',
  masker: Masker,
): string | null {
  const view = viewPayload(call, exchange, side, masker);
  if (view.kind === 'json' && view.from !== undefined)
    return view.from.form === 'query' ? null : view.from.text;
  if (view.kind === 'json') return stringifyJson(view.value);
  return view.kind === 'text' ? view.text : null;
}

function headerRecords(list: HeaderList, masker: Masker): readonly object[] {
  const records: object[] = [];
  for (let index = 0; index + 1 < list.length; index += 2) {
    const name = list[index] ?? '';
    records.push({ name: masker.captured(name), value: masker.headerField(name, list[index + 1] ?? '') });
  }
  return records;
}

function mimeTypeOf(message: RequestMessage | ResponseMessage | null): string {
  const list = message?.headers ?? NO_HEADERS;
  for (let index = 0; index + 1 < list.length; index += 2)
    if (list[index]?.toLowerCase() === 'content-type') return list[index + 1] ?? '';
  return 'application/octet-stream';
}

/** The version of the response, or of the call where that tells none. */
function versionOf({ httpVersion }: HookCall, response: ResponseMessage | null = null): string {
  const version = response === null || response.version === '' ? httpVersion : response.version;
  return version === '' ? 'HTTP/1.1' : `HTTP/${version}`;
}
