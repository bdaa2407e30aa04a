import { keyOfPath, type Observation, type ObservedMember } from '../../src/authoring/observation.ts';
import type { JsonType } from '../../src/dialects/index.ts';

/** The members of a payload as an observation has them. */
function membersOf(
  value: object,
  above: readonly string[] = [],
): readonly (readonly [string, ObservedMember])[] {
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
    const path = [...above, name];
    const type: JsonType =
      each === null
        ? 'null'
        : Array.isArray(each)
          ? 'array'
          : typeof each === 'number'
            ? 'integer'
            : (typeof each as 'string' | 'boolean' | 'object');
    const scalar = typeof each === 'object' ? null : String(each);
    const own = [keyOfPath(path), { path, type, value: scalar }] as const;
    const inner =
      typeof each === 'object' && each !== null && !Array.isArray(each) ? membersOf(each, path) : [];
    return [own, ...inner];
  });
}

/** A request with a JSON payload, answered 200 unless told otherwise. */
export function requestAt(at: number, payload: object, more: Partial<Observation> = {}): Observation {
  return {
    server: '192.0.2.80:8080',
    port: 8080,
    at,
    httpMethod: 'POST',
    path: '/hooks',
    form: 'json',
    members: new Map(membersOf(payload)),
    embedded: [],
    headers: new Map(),
    query: new Map(),
    status: 200,
    answer: new Map(),
    ...more,
  };
}
