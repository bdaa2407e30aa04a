import { MAX_DRAFT_MEMBERS } from '../base/limits.ts';
import { jsonTypeOf } from '../checks/index.ts';
import {
  type ExchangeOrigin,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
  membersOf,
  type PayloadForms,
  pathOf,
  queryMembers,
  RequestPayloads,
  readPayload,
} from '../hooks/index.ts';
import type { Body, Exchange } from '../http/index.ts';
import { keyOfPath, type Observation, type ObservedMember } from './observation.ts';

/** Nothing is known of the system: its payloads may be written in any form. */
const ANY_FORM: PayloadForms = { delivery: { bodyForms: ['json', 'form', 'query'] }, embedded: [] };

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
  const payload = new RequestPayloads(request, true).of(ANY_FORM);
  if (payload.kind !== 'object') return null;
  const form = payload.form ?? 'json';
  const path = pathOf(request.target);
  const members = new Map<string, ObservedMember>();
  const embedded: (readonly string[])[] = [];
  collect(payload.members, [], members, embedded, form === 'json');
  if (members.size === 0) return null;
  return {
    server: origin.server,
    port: origin.serverPort,
    at: request.firstSeconds + request.firstNanoseconds / 1e9,
    httpMethod: request.method,
    path: path === '' ? '/' : path,
    form,
    members,
    embedded,
    headers: unusualFields(request.headers),
    query: form === 'query' ? new Map() : queryMembers(request.target),
    status: response === null ? null : response.status,
    answer: response === null ? new Map() : scalarsOf(jsonOf(response.body)),
  };
}

/** The members of a body that is a JSON object; null for any other. */
function jsonOf(body: Body): JsonObject | null {
  const payload = readPayload(body.bytes, body.wholeLength, isWhole(body), body.decoded);
  return payload.kind === 'object' ? membersOf(payload) : null;
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
    members.set(keyOfPath(path), { path, type: jsonTypeOf(shown), value: scalarText(shown) });
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
