import { MAX_DRAFT_MEMBERS, MAX_JSON_BYTES } from '../base/limits.ts';
import type { JsonType } from '../dialects/index.ts';
import {
  type ExchangeOrigin,
  formPairs,
  isObject,
  type JsonObject,
  type JsonValue,
  membersOf,
  readPayload,
} from '../hooks/index.ts';
import { type Body, type Exchange, headerValue, type RequestMessage } from '../http/index.ts';
import { keyOfPath, type Observation, type ObservedMember } from './observation.ts';

/** Objects within objects that are gone into. */
const DEEPEST = 4;
const LONGEST_NAME = 100;

/** Header fields that say nothing of the event: those of HTTP, of tracing and of proxies. */
const ORDINARY_FIELDS =
  /^(?:host|content-.*|accept.*|user-agent|connection|keep-alive|date|authorization|cookie|cache-control|pragma|expect|transfer-encoding|te|via|forwarded|x-forwarded-.*|x-real-ip|traceparent|tracestate|x-request-id|x-correlation-id|origin|referer|upgrade.*|sec-.*|if-.*|range|from|max-forwards)$/;

/**
 * What a request shows; null where it has no payload that could be a hook's: a JSON object or a form as its body, or the query of
 * a request without a body.
 */
export function observe(origin: ExchangeOrigin, { request, response }: Exchange): Observation | null {
  if (request === null || request.targetCut) return null;
  const { path, query } = splitTarget(request.target);
  const payload = payloadOf(request, query);
  if (payload === null) return null;
  const members = new Map<string, ObservedMember>();
  const embedded: (readonly string[])[] = [];
  collect(payload.members, [], members, embedded, payload.form === 'json');
  if (members.size === 0) return null;
  return {
    server: origin.server,
    port: origin.serverPort,
    at: request.firstSeconds + request.firstNanoseconds / 1e9,
    httpMethod: request.method,
    path,
    form: payload.form,
    members,
    embedded,
    headers: unusualFields(request.headers),
    query: payload.form === 'query' ? new Map() : new Map(pairsOf(query, 'latin1')),
    status: response === null ? null : response.status,
    answer: response === null ? new Map() : scalarsOf(jsonOf(response.body)),
  };
}

function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const whole = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const mark = whole.indexOf('?');
  const path = mark < 0 ? whole : whole.slice(0, mark);
  return { path: path === '' ? '/' : path, query: mark < 0 ? '' : whole.slice(mark + 1) };
}

interface DraftPayload {
  readonly form: Observation['form'];
  readonly members: JsonObject;
}

function payloadOf(request: RequestMessage, query: string): DraftPayload | null {
  const { body } = request;
  if (body.length === 0)
    return query === '' ? null : { form: 'query', members: objectOf(pairsOf(query, 'latin1')) };
  if (!isWhole(body)) return null;
  const type = headerValue(request.headers, 'content-type') ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type.trim())) {
    return { form: 'form', members: objectOf(pairsOf(body.bytes.toString('utf8'), 'utf8')) };
  }
  const members = jsonOf(body);
  return members === null ? null : { form: 'json', members };
}

function isWhole({ complete, decoded, bytes, length }: Body): boolean {
  return complete && decoded && bytes.length >= length && length <= MAX_JSON_BYTES;
}

/** The members of a body that is a JSON object; null for any other. */
function jsonOf(body: Body): JsonObject | null {
  if (!isWhole(body)) return null;
  const payload = readPayload(body.bytes, body.wholeLength, true, true);
  return payload.kind === 'object' ? membersOf(payload) : null;
}

/** Names and values of a form or a query; the first value of a name counts. */
function pairsOf(text: string, bytes: 'utf8' | 'latin1'): readonly (readonly [string, string])[] {
  const pairs = new Map<string, string>();
  for (const { name, value } of formPairs(text, bytes)) if (!pairs.has(name)) pairs.set(name, value);
  return [...pairs];
}

function objectOf(pairs: readonly (readonly [string, string])[]): JsonObject {
  return Object.fromEntries(pairs);
}

function collect(
  object: JsonObject,
  above: readonly string[],
  members: Map<string, ObservedMember>,
  embedded: (readonly string[])[],
  mayEmbed: boolean,
): void {
  for (const [name, value] of Object.entries(object)) {
    if (members.size >= MAX_DRAFT_MEMBERS) return;
    if (!isWritable(name)) continue;
    const path = [...above, name];
    const text = mayEmbed && above.length === 0 ? objectIn(value) : null;
    if (text !== null) embedded.push(path);
    // A dialect that knows of the text has the object in its place.
    const shown = text ?? value;
    members.set(keyOfPath(path), { path, type: typeOf(shown), value: scalarText(shown) });
    if (isObject(shown) && path.length < DEEPEST) collect(shown, path, members, embedded, false);
  }
}

/** Whether a dialect file may have the name; "*" means every item of a list in its paths. */
function isWritable(name: string): boolean {
  return (
    name !== '' &&
    name !== '*' &&
    name !== '__proto__' &&
    name.length <= LONGEST_NAME &&
    !/\p{Cc}/u.test(name)
  );
}

/** The object in a text that is JSON; null where it is none. */
function objectIn(value: JsonValue): JsonObject | null {
  if (typeof value !== 'string' || !/^\s*\{[\s\S]*\}\s*$/.test(value)) return null;
  const bytes = Buffer.from(value);
  const payload = readPayload(bytes, bytes.length, true, true);
  return payload.kind === 'object' ? membersOf(payload) : null;
}

function typeOf(value: JsonValue): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : (typeof value as 'string' | 'boolean');
}

function scalarText(value: JsonValue): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null;
}

function scalarsOf(object: JsonObject | null): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(object ?? {}).flatMap(([name, value]) =>
      scalarText(value) === null ? [] : [[name, JSON.stringify(value)] as const],
    ),
  );
}

function unusualFields(headers: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = (headers[index] ?? '').toLowerCase();
    if (!ORDINARY_FIELDS.test(name)) fields.set(name, headers[index + 1] ?? '');
  }
  return fields;
}
