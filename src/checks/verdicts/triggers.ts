import { atOnce, ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import {
  type Dialect,
  type Expectation,
  findMethod,
  type Method,
  type ParameterCondition,
} from '../../dialects/index.ts';
import {
  type CallPositions,
  type HookCall,
  hasStatus,
  isAccepted,
  membersOf,
  type Payload,
  placesOf,
  type ReadCall,
} from '../../hooks/index.ts';

/** A call that opened an expectation, as far as the call alone can tell. */
export interface OpenedExpectation {
  readonly call: HookCall;
  readonly expectation: Expectation;
}

/** Triggers of a reading, in two lists: of a million calls each may be one. It is a value. */
export class TriggerList {
  readonly length: number;
  readonly #calls: readonly HookCall[];
  readonly #expectations: readonly Expectation[];
  /** The places in the lists, in the order of the triggers; null where that is the order of the lists. */
  readonly #order: Uint32Array | null;

  /** `calls`, `expectations`: lists to whose ends more may be added later: the first ones, as they are now, are meant. */
  constructor(
    calls: readonly HookCall[],
    expectations: readonly Expectation[],
    order: Uint32Array | null = null,
  ) {
    this.length = order === null ? calls.length : order.length;
    this.#calls = calls;
    this.#expectations = expectations;
    this.#order = order;
  }

  /** The triggers of several lists, one after the other. */
  static joined(lists: readonly TriggerList[]): TriggerList {
    const [only] = lists.filter(({ length }) => length > 0);
    if (only !== undefined && lists.every((list) => list === only || list.length === 0)) return only;
    const calls: HookCall[] = [];
    const expectations: Expectation[] = [];
    for (const list of lists) {
      for (let at = 0; at < list.length; at++) {
        calls.push(list.#callAt(at));
        expectations.push(list.#expectationAt(at));
      }
    }
    return new TriggerList(calls, expectations);
  }

  /**
   * The same in order of request, those of one call in the order of its dialect: in whatever order the calls were complete,
   * and the parts of a capture were read. What the snapshot does not list as a call is left out.
   */
  inOrder(positions: CallPositions): TriggerList {
    return atOnce(this.ordering(positions));
  }

  /** The same in steps; where they are not in order, sorting is one long one. */
  *ordering(positions: CallPositions): Steps<TriggerList> {
    const { length } = this;
    const places = new Float64Array(length);
    let isInOrder = true;
    let last = 0;
    for (let at = 0; at < length; at++) {
      if (at % ITEMS_A_STEP === 0) yield;
      const position = positions.of(this.#callAt(at));
      places[at] = position * length + at;
      if (position < last) isInOrder = false;
      last = position;
    }
    if (isInOrder) return this;
    yield;
    places.sort();
    yield;
    let listed = 0;
    while (listed < length && places[listed] < 0) listed += 1;
    const order = new Uint32Array(length - listed);
    for (let at = listed; at < length; at++) {
      const place = places[at] % length;
      order[at - listed] = this.#order === null ? place : this.#order[place];
    }
    return new TriggerList(this.#calls, this.#expectations, order);
  }

  /** The same with other objects for the calls, and the expectations of their dialects. */
  map(twinOf: (call: HookCall) => HookCall): TriggerList {
    const calls: HookCall[] = [];
    const expectations: Expectation[] = [];
    for (let at = 0; at < this.length; at++) {
      const call = twinOf(this.#callAt(at));
      const own = this.#expectationAt(at);
      calls.push(call);
      expectations.push(call.dialect.expectations.find(({ id }) => id === own.id) ?? own);
    }
    return new TriggerList(calls, expectations);
  }

  /** Those from one position up to another. */
  *slice(from = 0, to = this.length): Iterable<OpenedExpectation> {
    for (let at = from; at < Math.min(to, this.length); at++) {
      yield { call: this.#callAt(at), expectation: this.#expectationAt(at) };
    }
  }

  /** The same for a function that takes one after the other: no object is made for each. */
  each(from: number, to: number, take: (call: HookCall, expectation: Expectation) => void): void {
    for (let at = from; at < Math.min(to, this.length); at++) take(this.#callAt(at), this.#expectationAt(at));
  }

  #callAt(at: number): HookCall {
    return this.#calls[this.#order === null ? at : this.#order[at]];
  }

  #expectationAt(at: number): Expectation {
    return this.#expectations[this.#order === null ? at : this.#order[at]];
  }
}

/**
 * Notes which expectations a call opens while its payload is at hand. Whether a trigger really counts
 * (first of its key, not repeated) is decided when all calls are known.
 */
export class TriggerBook {
  #calls: HookCall[] = [];
  #expectations: Expectation[] = [];

  /** The triggers so far, in the order in which they were noted. */
  triggers(): TriggerList {
    return new TriggerList(this.#calls, this.#expectations);
  }

  /** Takes out the triggers that are such calls. */
  forget(isGone: (call: HookCall) => boolean): void {
    const isKept = (_: unknown, at: number): boolean => !isGone(this.#calls[at]);
    [this.#calls, this.#expectations] = [this.#calls.filter(isKept), this.#expectations.filter(isKept)];
  }

  /** Notes what a call opens, and gives it. */
  note(read: ReadCall): readonly Expectation[] {
    const opened = openedBy(read);
    this.repeat(read.call, opened);
    return opened;
  }

  /** Another call opens the same. */
  repeat(call: HookCall, opened: readonly Expectation[]): void {
    for (const row of opened) {
      this.#calls.push(call);
      this.#expectations.push(row);
    }
  }
}

const NOTHING_OPENED: readonly Expectation[] = [];

function openedBy(read: ReadCall): readonly Expectation[] {
  const method = read.call.methodSpec;
  if (method === null) return NOTHING_OPENED;
  const opened = rowsTriggeredBy(read.call.dialect, method).filter((row) => opens(row, read));
  return opened.length === 0 ? NOTHING_OPENED : opened;
}

/** A dialect knows the methods of its expectations, so that no row is of the method null. */
const rowsByMethod = new WeakMap<Dialect, ReadonlyMap<Method | null, readonly Expectation[]>>();

function rowsTriggeredBy(dialect: Dialect, method: Method): readonly Expectation[] {
  let rows = rowsByMethod.get(dialect);
  if (rows === undefined) {
    const map = new Map<Method | null, Expectation[]>();
    for (const row of dialect.expectations) {
      for (const name of row.after.methods) {
        const trigger = findMethod(dialect, name);
        map.set(trigger, [...(map.get(trigger) ?? []), row]);
      }
    }
    rows = map;
    rowsByMethod.set(dialect, rows);
  }
  return rows.get(method) ?? [];
}

function opens(row: Expectation, read: ReadCall): boolean {
  const { after } = row;
  const { call } = read;
  // Whether a response that is not there was not sent, or not captured, is decided when all is known.
  if (call.response !== null && after.answer !== 'any') {
    if ((after.answer === 'ok') !== isAccepted(call)) return false;
  }
  if (!hasStatus(after.statuses, call.status)) return false;
  return after.parameters.every((condition) => holds(condition, call, read.payload, read.responsePayload));
}

function holds(condition: ParameterCondition, call: HookCall, request: Payload, answer: Payload): boolean {
  const inRequest = hasValue(condition, call, request);
  if (condition.test === 'is-not') return !inRequest;
  return inRequest || (condition.within === 'request-or-answer' && hasValue(condition, call, answer));
}

function hasValue(condition: ParameterCondition, call: HookCall, payload: Payload): boolean {
  const parameter = call.methodSpec?.parameters.find((row) => row.name === condition.parameter);
  const members = membersOf(payload);
  if (parameter === undefined) return members[condition.parameter] === condition.value;
  return placesOf(members, parameter).some((place) => place.value === condition.value);
}
