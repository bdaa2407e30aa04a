import { findMethod, type Method } from '../../dialects/index.ts';
import { type HookCall, isStatus, timeOf } from '../../hooks/index.ts';

/** Calls that are sought: of a method, with one of these statuses (null: with none); `any` includes none. */
export interface SoughtCall {
  readonly method: string;
  readonly statuses: 'any' | readonly (string | null)[];
}

/** Positions of the calls of one method, by status in lower case. */
interface PositionsOfMethod {
  readonly all: number[];
  readonly byStatus: Map<string | null, number[]>;
}

/** Groups up to this size are gone through call by call. */
export const SMALL_GROUP = 32;

/** No call. */
export const NO_POSITION = -1;

/**
 * Calls of a snapshot that share a key, in order of request; all of one dialect. Mostly a handful, but nothing bounds
 * their number: a large group is searched by method and status, so that many expectations of many calls do not take
 * their product in time.
 */
export class CallGroup {
  readonly length: number;
  readonly #calls: readonly HookCall[];
  readonly #positions: ArrayLike<number>;
  /** Where the group begins among the positions. */
  readonly #start: number;
  #index: Map<Method | null, PositionsOfMethod> | null = null;

  /**
   * `calls`: all of the snapshot. `positions`: those of the group, in ascending order, are among these, from `start` up to
   * `end`; left out: they are all of these.
   */
  constructor(
    calls: readonly HookCall[],
    positions: ArrayLike<number>,
    start = 0,
    end: number = positions.length,
  ) {
    this.length = end - start;
    this.#calls = calls;
    this.#positions = positions;
    this.#start = start;
  }

  /** The position in the snapshot of a call of the group, the first of which is 0; undefined behind the last. */
  positionAt(place: number): number | undefined {
    return place < this.length ? this.#positions[this.#start + place] : undefined;
  }

  /** A call of the group, the first of which is 0; undefined behind the last. */
  at(place: number): HookCall | undefined {
    return place < this.length ? this.#calls[this.#positions[this.#start + place]] : undefined;
  }

  /**
   * The position of the first call that is one of the sought, was requested within a span (seconds since 1970, ends
   * included), and is accepted; {@link NO_POSITION} where there is none.
   */
  first(
    sought: readonly SoughtCall[],
    from: number,
    until: number,
    accepts: (call: HookCall) => boolean,
  ): number {
    if (this.length <= SMALL_GROUP) {
      return this.#firstSought(sought, from, until, accepts);
    }
    let first = NO_POSITION;
    for (const each of sought) {
      for (const positions of this.#listsOf(each)) {
        first = earlier(first, this.#firstWithin(positions, 0, positions.length, from, until, accepts));
      }
    }
    return first;
  }

  /** The same, call by call. */
  #firstSought(
    sought: readonly SoughtCall[],
    from: number,
    until: number,
    accepts: (call: HookCall) => boolean,
  ): number {
    const end = this.#start + this.length;
    const begin = this.#firstFrom(this.#positions, this.#start, end, from);
    if (begin === end) return NO_POSITION;
    const { dialect } = this.#calls[this.#positions[begin]];
    const methods = sought.map(({ method }) => findMethod(dialect, method));
    for (let at = begin; at < end; at++) {
      const position = this.#positions[at];
      const call = this.#calls[position];
      if (timeOf(call) > until) return NO_POSITION;
      if (isAmong(sought, methods, call) && accepts(call)) return position;
    }
    return NO_POSITION;
  }

  /** The same of all calls of the group, whatever their methods. */
  firstOfAny(from: number, until: number, accepts: (call: HookCall) => boolean): number {
    const end = this.#start + this.length;
    return this.#firstWithin(this.#positions, this.#start, end, from, until, accepts);
  }

  /** True where one of the methods was called before the call at a position of the snapshot. */
  hasBefore(methods: readonly string[], position: number): boolean {
    return this.firstBefore(methods, position, () => true) !== NO_POSITION;
  }

  /**
   * The position of the first call that is of one of the methods, stands before a position of the snapshot, and is accepted;
   * {@link NO_POSITION} where there is none.
   */
  firstBefore(methods: readonly string[], before: number, accepts: (call: HookCall) => boolean): number {
    const any = this.at(0);
    if (any === undefined || this.#positions[this.#start] >= before) return NO_POSITION;
    let first = NO_POSITION;
    for (const name of methods) {
      const method = findMethod(any.dialect, name);
      if (method !== null) first = earlier(first, this.#firstOfMethod(method, before, accepts));
    }
    return first;
  }

  #firstOfMethod(method: Method, before: number, accepts: (call: HookCall) => boolean): number {
    if (this.length > SMALL_GROUP) {
      const positions = this.#indexed().get(method)?.all ?? [];
      for (const position of positions) {
        if (position >= before) return NO_POSITION;
        if (accepts(this.#calls[position])) return position;
      }
      return NO_POSITION;
    }
    const end = this.#start + this.length;
    for (let at = this.#start; at < end && this.#positions[at] < before; at++) {
      const call = this.#calls[this.#positions[at]];
      if (call.methodSpec === method && accepts(call)) return this.#positions[at];
    }
    return NO_POSITION;
  }

  /** Of a group that is not empty: in order of request each. */
  #listsOf({ method, statuses }: SoughtCall): readonly (readonly number[])[] {
    const first = this.at(0);
    const ofMethod = first && this.#indexed().get(findMethod(first.dialect, method));
    if (ofMethod === undefined) return [];
    if (statuses === 'any') return [ofMethod.all];
    return statuses.flatMap((status) => [ofMethod.byStatus.get(status?.toLowerCase() ?? null) ?? []]);
  }

  /** No call is of the method null: asked for one that the dialect does not know, there is nothing. */
  #indexed(): ReadonlyMap<Method | null, PositionsOfMethod> {
    if (this.#index !== null) return this.#index;
    const index = new Map<Method | null, PositionsOfMethod>();
    for (let place = 0; place < this.length; place++) {
      const position = this.#positions[this.#start + place];
      const call = this.#calls[position];
      if (call.methodSpec === null) continue;
      let ofMethod = index.get(call.methodSpec);
      if (ofMethod === undefined) {
        ofMethod = { all: [], byStatus: new Map() };
        index.set(call.methodSpec, ofMethod);
      }
      ofMethod.all.push(position);
      const status = call.status?.toLowerCase() ?? null;
      const ofStatus = ofMethod.byStatus.get(status);
      if (ofStatus === undefined) ofMethod.byStatus.set(status, [position]);
      else ofStatus.push(position);
    }
    this.#index = index;
    return index;
  }

  /** Of positions of calls in order of time, from one place up to another: the first that was requested within a span, ends included, and is accepted. */
  #firstWithin(
    positions: ArrayLike<number>,
    start: number,
    end: number,
    from: number,
    until: number,
    accepts: (call: HookCall) => boolean,
  ): number {
    for (let at = this.#firstFrom(positions, start, end, from); at < end; at++) {
      const call = this.#calls[positions[at]];
      if (timeOf(call) > until) return NO_POSITION;
      if (accepts(call)) return positions[at];
    }
    return NO_POSITION;
  }

  /** The place of the first that was requested at a moment or later; the end where there is none. */
  #firstFrom(positions: ArrayLike<number>, start: number, end: number, from: number): number {
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (timeOf(this.#calls[positions[middle]]) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The lower of two positions, either of which may be none. */
export function earlier(one: number, other: number): number {
  if (one === NO_POSITION) return other;
  return other === NO_POSITION ? one : Math.min(one, other);
}

/** Whether a call is one of those sought. Names are compared as the dialect knows them, statuses whatever their case. */
export function isSought({ method, statuses }: SoughtCall, call: HookCall): boolean {
  const { methodSpec } = call;
  if (methodSpec === null) return false;
  if (methodSpec.name !== method && findMethod(call.dialect, method) !== methodSpec) return false;
  return hasSoughtStatus(statuses, call);
}

/** Whether a call is one of any of those sought. `methods`: of each of these. */
function isAmong(
  sought: readonly SoughtCall[],
  methods: readonly (Method | null)[],
  call: HookCall,
): boolean {
  const { methodSpec } = call;
  if (methodSpec === null) return false;
  for (let index = 0; index < sought.length; index++) {
    if (methods[index] === methodSpec && hasSoughtStatus(sought[index].statuses, call)) return true;
  }
  return false;
}

function hasSoughtStatus(statuses: SoughtCall['statuses'], call: HookCall): boolean {
  if (statuses === 'any') return true;
  const { status: own } = call;
  for (const status of statuses) if (status === null ? own === null : isStatus(status, own)) return true;
  return false;
}
