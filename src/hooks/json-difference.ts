import { MAX_SHOWN_DIFFERENCES } from '../base/limits.ts';
import { escapePointer } from './parameter.ts';
import { isObject, type JsonValue } from './payload.ts';

/** A place where two JSON values differ; `undefined` where one of them has nothing there. */
export interface JsonDifference {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly one: JsonValue | undefined;
  readonly other: JsonValue | undefined;
}

export interface JsonComparison {
  /** In the order of the first value, then what only the second has; at most MAX_SHOWN_DIFFERENCES. */
  readonly differences: readonly JsonDifference[];
  /** Number of members and items that are equal in both. */
  readonly equal: number;
  /** True where there are more differences than were listed. */
  readonly more: boolean;
}

/** Compares two JSON values member by member and item by item. */
export function compareJson(one: JsonValue, other: JsonValue): JsonComparison {
  const found: JsonDifference[] = [];
  const tally = { equal: 0, more: false };
  compare(one, other, '', found, tally);
  return { differences: found, ...tally };
}

function compare(
  one: JsonValue | undefined,
  other: JsonValue | undefined,
  pointer: string,
  found: JsonDifference[],
  tally: { equal: number; more: boolean },
): void {
  if (isObject(one) && isObject(other)) {
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const below = `${pointer}/${escapePointer(name)}`;
      compare(ownOf(one, name), ownOf(other, name), below, found, tally);
    }
  } else if (Array.isArray(one) && Array.isArray(other)) {
    const length = Math.max(one.length, other.length);
    for (let index = 0; index < length; index++) {
      compare(one[index], other[index], `${pointer}/${index}`, found, tally);
    }
  } else if (one === other) {
    tally.equal += 1;
  } else if (found.length < MAX_SHOWN_DIFFERENCES) {
    found.push({ pointer, one, other });
  } else {
    tally.more = true;
  }
}

function ownOf(value: Readonly<Record<string, JsonValue>>, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
