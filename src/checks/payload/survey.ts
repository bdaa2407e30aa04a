import { isWritten } from '../../dialects/index.ts';
import {
  escapePointer,
  isObject,
  type JsonObject,
  type JsonValue,
  placesOf,
  type ReadCall,
} from '../../hooks/index.ts';
import { isInteger } from '../wording.ts';
import { type MethodTable, methodTable, type ParameterCheck, TYPE_BITS } from './method-table.ts';

/** One way in which a payload is not as its method's table has it. */
export type PayloadDeviation =
  | { readonly kind: 'undocumented'; readonly name: string; readonly value: JsonValue }
  | {
      /**
       * `type`: of the value, or of an item where `ofItem`. `text`: a string is not written as it must be. `value`: not among the
       * known ones.
       */
      readonly kind: 'type' | 'text' | 'value';
      readonly check: ParameterCheck;
      readonly value: JsonValue;
      readonly pointer: string;
      readonly ofItem: boolean;
    };

/** What one walk over a payload shows. Several rules read it; a call rule gets it as `CallInspection.survey`. */
export interface PayloadSurvey {
  readonly deviations: readonly PayloadDeviation[];
  /** Members of all objects of the payload together. */
  readonly memberCount: number;
  /** Bits of the needed rows (see `ParameterCheck.neededBit`) that have a value, neither null nor empty. */
  readonly neededBits: number;
  /** A number is so large that digits of it may be lost (beyond 2^53 - 1). */
  readonly hasUnsafeInteger: boolean;
}

const NO_DEVIATIONS: readonly PayloadDeviation[] = [];
const NOTHING: PayloadSurvey = {
  deviations: NO_DEVIATIONS,
  memberCount: 0,
  neededBits: 0,
  hasUnsafeInteger: false,
};

/** Walks once over a payload: an object, or the part of one that the capture has. Of any other there is nothing to tell. */
export function surveyOf({ payload, call }: ReadCall): PayloadSurvey {
  if (payload.kind !== 'object' && payload.kind !== 'partial') return NOTHING;
  return walk(payload.members, call.methodSpec === null ? null : methodTable(call.methodSpec));
}

function walk(members: JsonObject, table: MethodTable | null): PayloadSurvey {
  const tally: SurveyTally = { members: 0, unsafe: false, neededBits: 0, deviations: null };
  let position = 0;
  // An own `__proto__` is a name as any other: `JSON.parse` makes own members only.
  for (const name in members) {
    const value = members[name];
    const bit = count(value, tally);
    tally.members += 1;
    if (table === null) continue;
    const check = table.checkOf(name, position);
    position += 1;
    if (check === undefined) deviationsOf(tally).push({ kind: 'undocumented', name, value });
    else if (check !== null) judge(check, value, bit, name, tally);
  }
  if (table !== null && table.nested.length > 0) walkNested(members, table, tally);
  return {
    deviations: tally.deviations ?? NO_DEVIATIONS,
    memberCount: tally.members,
    neededBits: tally.neededBits,
    hasUnsafeInteger: tally.unsafe,
  };
}

function walkNested(members: JsonObject, table: MethodTable, tally: SurveyTally): void {
  for (const check of table.nested) {
    for (const { value, pointer } of placesOf(members, check.parameter)) {
      judge(check, value, bitOf(value), pointer, tally);
    }
  }
}

/** `place`: the name of a member of the payload itself, or the pointer (with a slash) of a nested value. */
function judge(
  check: ParameterCheck,
  value: JsonValue,
  bit: number,
  place: string,
  tally: SurveyTally,
): void {
  if (value !== '' && value !== null) tally.neededBits |= check.neededBit;
  if (isSound(check, value, bit)) return;
  const pointer = check.parameter.paths === undefined ? `/${escapePointer(place)}` : place;
  deviate(check, value, pointer, deviationsOf(tally));
}

function deviationsOf(tally: SurveyTally): PayloadDeviation[] {
  tally.deviations ??= [];
  return tally.deviations;
}

/** The ordinary case, without any allocation. */
function isSound(check: ParameterCheck, value: JsonValue, bit: number): boolean {
  if ((check.accepts & bit) === 0) return false;
  if (bit === TYPE_BITS.string) {
    return (check.known === null || isKnown(check, value as string)) && isWrittenAs(check, value as string);
  }
  if (bit !== TYPE_BITS.array || (check.acceptsItems === 0 && check.known === null)) return true;
  return (value as readonly JsonValue[]).every((item) => isSoundItem(check, item));
}

function isSoundItem(check: ParameterCheck, item: JsonValue): boolean {
  if (check.acceptsItems !== 0 && (check.acceptsItems & bitOf(item)) === 0) return false;
  return typeof item !== 'string' || check.known === null || isKnown(check, item);
}

/** An empty text is as good as none. */
function isWrittenAs({ text }: ParameterCheck, value: string): boolean {
  return text === null || value === '' || isWritten(text, value);
}

/** An empty text is as good as none. */
function isKnown(check: ParameterCheck, value: string): boolean {
  return (
    value === '' || check.known?.has(value) === true || check.knownLower?.has(value.toLowerCase()) === true
  );
}

function deviate(check: ParameterCheck, value: JsonValue, pointer: string, found: PayloadDeviation[]): void {
  const bit = bitOf(value);
  if ((check.accepts & bit) === 0) {
    found.push({ kind: 'type', check, value, pointer, ofItem: false });
  } else if (bit === TYPE_BITS.string) {
    const kind = isWrittenAs(check, value as string) ? 'value' : 'text';
    found.push({ kind, check, value, pointer, ofItem: false });
  } else {
    const items = value as readonly JsonValue[];
    const index = items.findIndex((item) => !isSoundItem(check, item));
    const item = items[index];
    const wrongType = check.acceptsItems !== 0 && (check.acceptsItems & bitOf(item)) === 0;
    const kind = wrongType ? 'type' : 'value';
    found.push({ kind, check, value: item, pointer: `${pointer}/${index}`, ofItem: true });
  }
}

interface SurveyTally {
  members: number;
  unsafe: boolean;
  neededBits: number;
  deviations: PayloadDeviation[] | null;
}

/** Counts what lies within a value (payloads are known not to be nested deeply), and tells its type's bit. */
function count(value: JsonValue, tally: SurveyTally): number {
  const bit = bitOf(value);
  if (typeof value === 'number') {
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) tally.unsafe = true;
  } else if (bit === TYPE_BITS.object) {
    for (const name in value as JsonObject) {
      tally.members += 1;
      count((value as JsonObject)[name], tally);
    }
  } else if (bit === TYPE_BITS.array) {
    for (const item of value as readonly JsonValue[]) count(item, tally);
  }
  return bit;
}

function bitOf(value: JsonValue): number {
  switch (typeof value) {
    case 'string':
      return TYPE_BITS.string;
    case 'boolean':
      return TYPE_BITS.boolean;
    case 'number':
      return isInteger(value) ? TYPE_BITS.integer : TYPE_BITS.number;
    default:
      if (value === null) return TYPE_BITS.null;
      return isObject(value) ? TYPE_BITS.object : TYPE_BITS.array;
  }
}
