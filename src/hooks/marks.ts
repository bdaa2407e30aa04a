/** The signs by which dialects with the same words are told apart. */
import type { Dialect, JsonType, WireMark } from '../dialects/index.ts';
import { headerValue, type RequestMessage } from '../http/index.ts';
import { isObject, type JsonObject, type JsonValue, valueAt } from './payload.ts';

/** Which marks of a dialect hold, and what they weigh together. */
export interface HeldMarks {
  readonly weight: number;
  /** A bit for each mark that holds, in the order of the dialect's list; of the first {@link MOST_MARKS}. */
  readonly bits: number;
}

/** Marks of which it is noted that they hold. */
export const MOST_MARKS = 16;

/** Looks for the marks of a dialect in a request with a payload. */
export function heldMarks({ marks }: Dialect, request: RequestMessage, members: JsonObject): HeldMarks {
  let weight = 0;
  let bits = 0;
  for (let index = 0; index < marks.length; index++) {
    if (!holds(marks[index], request, members)) continue;
    weight += marks[index].weight;
    if (index < MOST_MARKS) bits |= 1 << index;
  }
  return { weight, bits };
}

function holds(mark: WireMark, request: RequestMessage, members: JsonObject): boolean {
  switch (mark.sign) {
    case 'no-target':
      // A target that is not known is there all the same.
      return (request.target === '' && !request.targetCut) === mark.holds;
    case 'header':
      return headerFits(headerValue(request.headers, mark.name), mark.value, request.unknownFields ?? 0);
    case 'header-begin':
      return headerValue(request.headers, mark.name)?.toLowerCase().startsWith(mark.text) === true;
    case 'body-key':
      return isOfType(valueAt(members, [mark.key]), mark.type);
    case 'body-path':
      return isOfType(valueAt(members, mark.path), mark.type);
  }
}

function headerFits(value: string | null, wanted: string | null, unknownFields: number): boolean {
  if (wanted === null) return value === null && unknownFields === 0;
  return value !== null && (wanted === '*' || value.toLowerCase() === wanted);
}

/** Whether a value is there and has a JSON type; an integer is a number as well. */
export function isOfType(value: JsonValue | undefined, type: JsonType): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
