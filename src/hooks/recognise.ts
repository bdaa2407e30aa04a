import { MAX_REMEMBERED_KEY_LENGTH, MAX_REMEMBERED_KEYS } from '../base/limits.ts';
import {
  type ContextRule,
  contextNames,
  type Dialect,
  findMethod,
  type Method,
  type TargetRecognition,
  type WordRecognition,
} from '../dialects/index.ts';
import type { RequestMessage } from '../http/index.ts';
import { headerValue } from '../http/index.ts';
import { isObject, type JsonObject, type JsonValue, member, membersOf, type Payload } from './payload.ts';
import { isUtf16 } from './text-encoding.ts';

/**
 * How sure it is that a request is a hook. `certain`: its name and its body say so; `likely`: its name does, and
 * it counts where its server is known as a backend; `other`: HTTP that is no known hook.
 */
export type Certainty = 'certain' | 'likely' | 'other';

export interface Recognised {
  readonly certainty: Certainty;
  readonly dialect: Dialect;
  readonly row: Method | null;
  /** As written: the last path segment, or the body's word. */
  readonly name: string;
}

/** Stands behind what the capture has of a method's name. */
const CUT_MARK = '…';
/** Characters of such a name: what a long path was cut within is no name at all. */
const MAX_CUT_NAME_LENGTH = 40;
const JSON_TYPE = /\bjson\b/i;

/** The last path segment of a request target, without query, fragment, parameters and trailing slash; decoded where it is encoded. */
export function lastSegment(target: string): string {
  const known = segments.get(target);
  if (known !== undefined) return known;
  const segment = findLastSegment(target);
  if (target.length <= MAX_REMEMBERED_KEY_LENGTH) {
    if (segments.size >= MAX_REMEMBERED_KEYS) segments.clear();
    segments.set(target, segment);
  }
  return segment;
}

/** Of the targets met last: a call server has few, and asks for them over and over. */
const segments = new Map<string, string>();

function findLastSegment(target: string): string {
  let end = target.length;
  const query = target.indexOf('?');
  if (query >= 0) end = query;
  const fragment = target.indexOf('#');
  if (fragment >= 0 && fragment < end) end = fragment;
  while (end > 0 && target.charCodeAt(end - 1) === 0x2f) end -= 1;
  const whole = target.slice(target.lastIndexOf('/', end - 1) + 1, end);
  // Parameters of a segment (RFC 3986 §3.3), such as ";jsessionid=1", are no part of its name.
  const parameters = whole.indexOf(';');
  const segment = parameters < 0 ? whole : whole.slice(0, parameters);
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** True where reading the body may show that a request is a hook: cheaper than reading it. */
export function mayBeHook(dialects: readonly Dialect[], request: RequestMessage): boolean {
  const segment = lastSegment(request.target);
  const bytes = request.body.bytes;
  if (isUtf16(bytes)) return true;
  return dialects.some((dialect) => {
    const { recognition } = dialect;
    if (recognition.by === 'word') {
      return recognition.places.some(
        (place) => place.in === 'payload' && bytes.includes(`"${place.path.at(-1)}"`),
      );
    }
    if (findMethod(dialect, segment) !== null) return true;
    const told = dialect.context?.application ?? dialect.context?.session ?? null;
    return told !== null && bytes.includes(`"${told}"`);
  });
}

/**
 * Decides which dialect's hook a request is, if any (design §3): by the last path segment together with a context
 * parameter in the body, or by the body's own word. Where several dialects know the word, their marks decide.
 */
export function recognise(
  dialects: readonly Dialect[],
  request: RequestMessage,
  payload: Payload,
  serverPort: number,
): Recognised {
  const members = membersOf(payload);
  let best: Recognised | null = null;
  let bestWeight = Number.NEGATIVE_INFINITY;
  for (const dialect of dialects) {
    const { recognition } = dialect;
    const found =
      recognition.by === 'target'
        ? byTarget(dialect, recognition, request, payload, members, serverPort)
        : byWord(dialect, recognition, members);
    if (found === null) continue;
    const weight = CERTAINTY_WEIGHT[found.certainty] + weigh(dialect, request, members);
    if (weight > bestWeight) {
      best = found;
      bestWeight = weight;
    }
  }
  // A dialect that cannot be told does not matter for what is no hook of any.
  const fallback = dialects[0];
  return best ?? { certainty: 'other', dialect: fallback, row: null, name: lastSegment(request.target) };
}

/** Any difference in certainty outweighs all marks. */
const CERTAINTY_WEIGHT: Readonly<Record<Certainty, number>> = { certain: 2e6, likely: 1e6, other: 0 };

function byTarget(
  dialect: Dialect,
  recognition: TargetRecognition,
  request: RequestMessage,
  payload: Payload,
  members: JsonObject,
  serverPort: number,
): Recognised | null {
  const sends = sendsHooks(dialect, request.method);
  if (request.targetCut) {
    if (!sends || isForeign(recognition, request.target)) return null;
    return ofCutTarget(dialect, request.target, serverPort);
  }
  const name = lastSegment(request.target);
  const row = findMethod(dialect, name);
  const context = dialect.context;
  const inContext =
    context === null || contextNames(dialect).some((key) => member(members, key) !== undefined);
  if (row === null) {
    const ownContext = context !== null && payload.kind === 'object' && hasOwnContext(context, members);
    return ownContext ? { certainty: 'certain', dialect, row: null, name } : null;
  }
  if (!inContext && isForeign(recognition, request.target)) return null;
  if (!sends && (context === null || !inContext)) {
    return { certainty: 'other', dialect, row, name };
  }
  if (inContext) return { certainty: 'certain', dialect, row, name };
  // Where the context cannot be read, a port of the dialect, a name that only hooks have, or what can be seen of the
  // context is enough.
  const told =
    dialect.ports.includes(serverPort) ||
    isDistinctive(recognition, row.name) ||
    (payload.kind !== 'object' && payload.kind !== 'partial' && showsHook(dialect, request));
  return { certainty: told ? 'certain' : 'likely', dialect, row, name };
}

/** Whether hooks are sent by this HTTP method, also where it is not written in capitals as it has to be. */
export function sendsHooks({ delivery }: Dialect, method: string): boolean {
  return delivery.httpMethods.includes(method) || delivery.httpMethods.includes(method.toUpperCase());
}

/** Of a target whose end is absent from the capture the last segment is known in part, or not at all. */
function ofCutTarget(dialect: Dialect, target: string, serverPort: number): Recognised {
  const certainty = dialect.ports.includes(serverPort) ? 'certain' : 'likely';
  const begun = target.slice(target.lastIndexOf('/') + 1);
  const name = `${begun.slice(0, MAX_CUT_NAME_LENGTH)}${CUT_MARK}`;
  return { certainty, dialect, row: null, name };
}

/** Whether a body that is no JSON object was meant as one, or holds the names of the context in another form. */
function showsHook(dialect: Dialect, { headers, body }: RequestMessage): boolean {
  if (body.length === 0) return false;
  if (JSON_TYPE.test(headerValue(headers, 'content-type') ?? '')) return true;
  return contextNames(dialect).some((key) => body.bytes.includes(key));
}

/** True for a path of another interface of the same system: the same words in its paths, no context in its bodies. */
function isForeign({ foreignPaths }: TargetRecognition, target: string): boolean {
  if (foreignPaths.length === 0) return false;
  const path = target.toLowerCase();
  return foreignPaths.some((part) => path.includes(part));
}

function isDistinctive({ distinctiveEndings }: TargetRecognition, name: string): boolean {
  return distinctiveEndings.some((ending) => name.endsWith(ending));
}

/** True where a body with an unknown method names its application, and its session or server; or its session alone. */
function hasOwnContext({ session, application, node }: ContextRule, members: JsonObject): boolean {
  if (application === null) return typeof member(members, session) === 'string';
  if (typeof member(members, application) !== 'string') return false;
  return member(members, session) !== undefined || (node !== null && member(members, node) !== undefined);
}

function byWord(dialect: Dialect, { places }: WordRecognition, members: JsonObject): Recognised | null {
  for (const place of places) {
    const name = place.in === 'payload' ? valueAt(members, place.path) : undefined;
    if (typeof name !== 'string') continue;
    const row = findMethod(dialect, name);
    if (row !== null) return { certainty: 'certain', dialect, row, name };
  }
  return null;
}

function valueAt(members: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = members;
  for (const name of path) value = value !== undefined && isObject(value) ? member(value, name) : undefined;
  return value;
}

function weigh(dialect: Dialect, request: RequestMessage, members: JsonObject): number {
  let weight = 0;
  for (const mark of dialect.marks) {
    const holds =
      mark.sign === 'no-target'
        ? // A target that is not known is there all the same.
          (request.target === '' && !request.targetCut) === mark.holds
        : mark.sign === 'header'
          ? headerFits(headerValue(request.headers, mark.name), mark.value, request.unknownFields ?? 0)
          : mark.sign === 'header-begin'
            ? headerValue(request.headers, mark.name)?.toLowerCase().startsWith(mark.text) === true
            : jsonType(valueAt(members, mark.sign === 'body-key' ? [mark.key] : mark.path)) === mark.type;
    if (holds) weight += mark.weight;
  }
  return weight;
}

function headerFits(value: string | null, wanted: string | null, unknownFields: number): boolean {
  if (wanted === null) return value === null && unknownFields === 0;
  return value !== null && (wanted === '*' || value.toLowerCase() === wanted);
}

function jsonType(value: JsonValue | undefined): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return isObject(value) ? 'object' : typeof value;
}
