import { pointerOf } from './parameter.ts';
import {
  type EmbeddedText,
  isObject,
  type JsonObject,
  type JsonValue,
  member,
  type Payload,
  readJson,
  valueAt,
} from './payload.ts';

/**
 * A payload with the values of the JSON texts that members hold in the place of these texts. `paths`: the members, each by its names
 * from the root. What is no text stays, as does a text that is not JSON: it is noted why.
 */
export function withEmbedded(payload: Payload, paths: readonly (readonly string[])[]): Payload {
  if (paths.length === 0 || (payload.kind !== 'object' && payload.kind !== 'partial')) return payload;
  let { members } = payload;
  const embedded: EmbeddedText[] = [];
  for (const path of paths) {
    const text = valueAt(members, path);
    // An empty text is as good as none.
    if (typeof text !== 'string' || text === '') continue;
    const read = readJson(text);
    embedded.push({ pointer: pointerOf(path), text, fault: read.kind === 'value' ? null : read });
    if (read.kind === 'value') members = withValue(members, path, read.value);
  }
  return embedded.length === 0 ? payload : { ...payload, members, embedded };
}

/** The same members with another value at the end of a path. */
function withValue(members: JsonObject, [name, ...rest]: readonly string[], value: JsonValue): JsonObject {
  if (name === undefined) return members;
  const inner = member(members, name);
  const changed = rest.length > 0 && isObject(inner) ? withValue(inner, rest, value) : value;
  return { ...members, [name]: changed };
}
