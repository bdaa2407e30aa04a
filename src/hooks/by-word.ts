/** Recognition of hooks by a word of the request, or by the members of its payload. */
import {
  type Dialect,
  findMethod,
  type Method,
  type WordPlace,
  type WordRecognition,
} from '../dialects/index.ts';
import { headerValue, type RequestMessage } from '../http/index.ts';
import { showsHook } from './by-target.ts';
import { isOfType } from './marks.ts';
import { type JsonObject, membersOf, NO_MEMBERS, type Payload, valueAt } from './payload.ts';
import { type Certainty, type Found, SHAPE_SIGN, sendsHooks, signOfPlace } from './recognised.ts';
import { lastSegment, queryMember } from './target-path.ts';

/** Characters of a word that may be the name of a method that the dialect does not know. */
const MAX_UNKNOWN_WORD_LENGTH = 64;

/** What the words of a request say: the first place counts that has the name of a known method. null: nothing. */
export function byWord(
  dialect: Dialect,
  recognition: WordRecognition,
  request: RequestMessage,
  payload: Payload,
  serverPort: number,
): Found | null {
  const members = ownMembers(dialect, payload);
  let unknown: Found | null = null;
  for (const [index, place] of recognition.places.entries()) {
    const name = wordAt(place, request, members);
    if (name === null || name === '') continue;
    const row = findMethod(dialect, name);
    const sign = signOfPlace(index);
    if (row === null) {
      unknown ??= unknownWord(dialect, recognition, place, name, request, members);
      continue;
    }
    const certainty =
      place.in === 'payload'
        ? ofPayloadWord(recognition, payload, members)
        : ofOutsideWord(dialect, recognition, place, request, payload, members, serverPort);
    if (certainty !== null) return { certainty, row, name, sign };
  }
  return byShape(dialect, recognition, payload, members) ?? unknown;
}

/** The members of a payload that is written as the server writes it: a server of forms sends no JSON. */
function ownMembers({ delivery: { bodyForms } }: Dialect, payload: Payload): JsonObject {
  const isForeign = 'text' in payload && payload.form === undefined && !bodyForms.includes('json');
  return isForeign ? NO_MEMBERS : membersOf(payload);
}

function wordAt(place: WordPlace, request: RequestMessage, members: JsonObject): string | null {
  switch (place.in) {
    case 'payload': {
      const value = valueAt(members, place.path);
      return typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : null;
    }
    case 'header':
      return headerValue(request.headers, place.name)?.trim() ?? null;
    case 'segment':
      return request.targetCut ? null : lastSegment(request.target);
    case 'query':
      return queryMember(request.target, place.name);
  }
}

/** A word of the payload counts with the members beside it; of those that the capture lacks nobody knows. */
function ofPayloadWord(
  recognition: WordRecognition,
  payload: Payload,
  members: JsonObject,
): Certainty | null {
  if (recognition.beside.length === 0 || hasBeside(recognition, members)) return 'certain';
  return payload.kind === 'partial' || payload.kind === 'broken' ? 'likely' : null;
}

/**
 * A word outside the payload counts whatever the payload is: a body that cannot be read does not make a request less of a hook. One
 * that was read and has none of the members makes it doubtful.
 */
function ofOutsideWord(
  dialect: Dialect,
  recognition: WordRecognition,
  place: WordPlace,
  request: RequestMessage,
  payload: Payload,
  members: JsonObject,
  serverPort: number,
): Certainty {
  if (!sendsHooks(dialect, request.method)) return 'other';
  const { beside } = recognition;
  if (beside.length === 0 || hasBeside(recognition, members)) return 'certain';
  if (dialect.ports.includes(serverPort)) return 'certain';
  if (payload.kind === 'object' || payload.kind === 'other') return 'likely';
  if (place.in === 'header') return 'certain';
  const names = beside.flatMap((path) => path.slice(-1));
  return showsHook(request, names) ? 'certain' : 'likely';
}

function hasBeside({ beside }: WordRecognition, members: JsonObject): boolean {
  return beside.some((path) => valueAt(members, path) !== undefined);
}

/** A word that is no known method's: with the members beside it, it is that of an unknown one. */
function unknownWord(
  dialect: Dialect,
  recognition: WordRecognition,
  place: WordPlace,
  name: string,
  request: RequestMessage,
  members: JsonObject,
): Found | null {
  if (place.in !== 'payload' || name.length > MAX_UNKNOWN_WORD_LENGTH) return null;
  if (!sendsHooks(dialect, request.method) || !hasBeside(recognition, members)) return null;
  return { certainty: 'likely', row: null, name };
}

/** Payloads without a word are known by the members that they have. What a cut body lacks, it may have had. */
function byShape(
  dialect: Dialect,
  { shapes }: WordRecognition,
  payload: Payload,
  members: JsonObject,
): Found | null {
  if (shapes.length === 0 || (payload.kind !== 'object' && payload.kind !== 'partial')) return null;
  for (const { method, has, lacks } of shapes) {
    const isOfShape =
      has.every(({ path, types }) => types.some((type) => isOfType(valueAt(members, path), type))) &&
      lacks.every((path) => valueAt(members, path) === undefined);
    const row: Method | null = isOfShape ? findMethod(dialect, method) : null;
    if (row === null) continue;
    return {
      certainty: payload.kind === 'object' ? 'certain' : 'likely',
      row,
      name: row.name,
      sign: SHAPE_SIGN,
    };
  }
  return null;
}
