import { type Dialect, findMethod, type Method } from '../dialects/index.ts';
import type { HookCall } from './call.ts';
import { type CallTraits, traitsFrom } from './call-traits.ts';

/** What many calls have in common: one object serves all calls that are equal in all of it. */
export interface CommonFields {
  readonly dialect: Dialect;
  readonly methodSpec: Method | null;
  readonly method: string;
  readonly httpMethod: string;
  readonly httpVersion: string;
  readonly target: string;
  readonly appKey: string | null;
  readonly nodeId: string | null;
  readonly status: string | null;
  /** 0 where there is no answer. */
  readonly responseStatus: number;
  readonly reason: string;
}

/** A combination that is kept, with what follows from it. */
interface SharedFields extends CommonFields {
  /** null until it is asked for. */
  traits: CallTraits | null;
}

/** What a call may have in common with others. */
export function commonFieldsOf(call: HookCall): CommonFields {
  return {
    dialect: call.dialect,
    methodSpec: call.methodSpec,
    method: call.method,
    httpMethod: call.httpMethod,
    httpVersion: call.httpVersion,
    target: call.target,
    appKey: call.appKey,
    nodeId: call.nodeId,
    status: call.status,
    responseStatus: call.response?.status ?? 0,
    reason: call.response?.reason ?? '',
  };
}

/** Combinations that are there, to be read. */
export interface CommonLookup {
  /** All of them, in the order of their numbers. */
  readonly all: () => readonly CommonFields[];
  readonly get: (number: number) => CommonFields;
  /** What follows from a combination: found once, however many calls have it. */
  readonly traits: (number: number) => CallTraits;
  /** The same combinations, each with the dialect of the same name among these and with its method, where there is one. */
  readonly withDialects: (dialects: readonly Dialect[]) => CommonLookup;
}

/** The fields in the order of their numbers in the table of keys. */
const FIELDS = [
  'dialect',
  'methodSpec',
  'method',
  'httpMethod',
  'httpVersion',
  'target',
  'appKey',
  'nodeId',
  'status',
  'responseStatus',
  'reason',
] as const satisfies readonly (keyof CommonFields)[];
/** Numbers that a combination is found by: one for each field. */
const KEYS = FIELDS.length;
const FIRST_SLOTS = 256;

/**
 * Combinations of fields by number. A call server has some hundred of them, over and over; nothing bounds their number
 * but that of the calls.
 */
export class CommonTable implements CommonLookup {
  readonly #fields: SharedFields[] = [];
  /** Keys of each combination, {@link KEYS} of them. */
  readonly #keys: number[] = [];
  /** Open addressing: one more than the number of a combination, 0 where there is none. */
  #slots = new Int32Array(FIRST_SLOTS);
  readonly #asked = new Int32Array(KEYS);
  /** Numbers of dialects and of rows. */
  readonly #rows = new Map<object, number>();
  readonly #lastOfRow = new Map<Method, number>();
  /** Numbers by objects that come again. */
  readonly #numbers = new WeakMap<CommonFields, number>();
  readonly #numberOfText: (text: string | null) => number;

  /** `numberOfText`: equal numbers for equal texts, mostly. */
  constructor(numberOfText: (text: string | null) => number) {
    this.#numberOfText = numberOfText;
  }

  get(number: number): CommonFields {
    return this.#fields[number];
  }

  all(): readonly CommonFields[] {
    return this.#fields;
  }

  traits(number: number): CallTraits {
    return traitsIn(this.#fields[number]);
  }

  /** The number of a combination; it is made where it is new. Only its own fields are kept of `fields`. */
  numberOf(fields: CommonFields): number {
    const { methodSpec } = fields;
    // Calls of a method come one like the other: mostly its last combination comes again.
    const last = methodSpec === null ? undefined : this.#lastOfRow.get(methodSpec);
    if (last !== undefined && isSame(this.get(last), fields)) return last;
    const number = this.#find(fields);
    if (methodSpec !== null) this.#lastOfRow.set(methodSpec, number);
    return number;
  }

  /** The same of an object that somebody keeps and gives again: it is looked at once. */
  numberOfKept(fields: CommonFields): number {
    let number = this.#numbers.get(fields);
    if (number === undefined) {
      number = this.numberOf(fields);
      this.#numbers.set(fields, number);
    }
    return number;
  }

  #find(fields: CommonFields): number {
    const asked = this.#asked;
    for (let index = 0; index < KEYS; index++) asked[index] = this.#keyOf(fields[FIELDS[index]]);
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(asked, 0) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] - 1;
      if (number < 0) return this.#add(fields, slot);
      if (this.#isAsked(number)) return number;
    }
  }

  #isAsked(number: number): boolean {
    const start = number * KEYS;
    for (let index = 0; index < KEYS; index++) {
      if (this.#keys[start + index] !== this.#asked[index]) return false;
    }
    return true;
  }

  #add(fields: CommonFields, slot: number): number {
    const number = this.#fields.push(copyOf(fields));
    this.#slots[slot] = number;
    for (const key of this.#asked) this.#keys.push(key);
    if (number * 2 > this.#slots.length) this.#grow();
    return number - 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#fields.length; number++) {
      let slot = hashOf(this.#keys, number * KEYS) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }

  /** Equal fields have equal keys. */
  #keyOf(field: CommonFields[keyof CommonFields]): number {
    if (typeof field === 'number') return field;
    return field === null || typeof field === 'string' ? this.#numberOfText(field) : this.#rowNumber(field);
  }

  #rowNumber(row: object): number {
    let number = this.#rows.get(row);
    if (number === undefined) {
      number = this.#rows.size;
      this.#rows.set(row, number);
    }
    return number;
  }

  withDialects(dialects: readonly Dialect[]): CommonLookup {
    return lookupWith(this.#fields, this, dialects);
  }
}

/** Names tell which dialect and which method is meant: those of two readings may be different objects. */
function lookupWith(
  all: readonly CommonFields[],
  lookup: CommonLookup,
  dialects: readonly Dialect[],
): CommonLookup {
  if (all.every(({ dialect }) => dialects.includes(dialect))) return lookup;
  return commonLookupOf(
    all.map((each) => {
      const dialect = dialects.find(({ name }) => name === each.dialect.name) ?? each.dialect;
      const methodSpec = each.methodSpec === null ? null : findMethod(dialect, each.methodSpec.name);
      return { ...each, dialect, methodSpec };
    }),
  );
}

/** These combinations, in the order of their numbers. */
export function commonLookupOf(all: readonly CommonFields[]): CommonLookup {
  const fields = all.map(copyOf);
  const within: CommonLookup = {
    all: () => fields,
    get: (number) => fields[number],
    traits: (number) => traitsIn(fields[number]),
    withDialects: (others) => lookupWith(fields, within, others),
  };
  return within;
}

/** A literal with all members: `fields` may be an object that is used again. */
function copyOf(fields: CommonFields): SharedFields {
  const { dialect, methodSpec, method, httpMethod, httpVersion, target } = fields;
  const { appKey, nodeId, status, responseStatus, reason } = fields;
  return {
    dialect,
    methodSpec,
    method,
    httpMethod,
    httpVersion,
    target,
    appKey,
    nodeId,
    status,
    responseStatus,
    reason,
    traits: null,
  };
}

function traitsIn(fields: SharedFields): CallTraits {
  fields.traits ??= traitsFrom(fields, fields.responseStatus);
  return fields.traits;
}

function isSame(one: CommonFields, other: CommonFields): boolean {
  return (
    one.responseStatus === other.responseStatus &&
    one.methodSpec === other.methodSpec &&
    one.dialect === other.dialect &&
    one.method === other.method &&
    one.status === other.status &&
    one.appKey === other.appKey &&
    one.nodeId === other.nodeId &&
    one.target === other.target &&
    one.httpMethod === other.httpMethod &&
    one.httpVersion === other.httpVersion &&
    one.reason === other.reason
  );
}

/** FNV-1a over words. */
function hashOf(keys: ArrayLike<number>, start: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < start + KEYS; index++) {
    hash = Math.imul(hash ^ keys[index], 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
