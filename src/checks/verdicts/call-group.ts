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
  readonly #calls: readonly HookCall[];
  readonly #positions: ArrayLike<number>;
  #index: Map<Method | null, PositionsOfMethod> | null = null;

  /** `calls`: all of the snapshot. `positions`: of those of the group, in ascending order. */
  constructor(calls: readonly HookCall[], positions: ArrayLike<number>) {
    this.#calls = calls;
    this.#positions = positions;
  }

  get length(): number {
    return this.#positions.length;
  }

  /** The position in the snapshot of a call of the group, the first of which is 0; undefined behind the last. */
  positionAt(place: number): number | undefined {
    return this.#positions[place];
  }

  /** A call of the group, the first of which is 0; undefined behind the last. */
  at(place: number): HookCall | undefined {
    return place < this.length ? this.#calls[this.#positions[place]] : undefined;
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
      return this.#firstWithin(
        this.#positions,
        from,
        until,
        (call) => sought.some((each) => isSought(each, call)) && accepts(call),
      );
    }
    let first = NO_POSITION;
    for (const each of sought) {
      for (const positions of this.#listsOf(each)) {
        first = earlier(first, this.#firstWithin(positions, from, until, accepts));
      }
    }
    return first;
  }

  /** The same of all calls of the group, whatever their methods. */
  firstOfAny(from: number, until: number, accepts: (call: HookCall) => boolean): number {
    return this.#firstWithin(this.#positions, from, until, accepts);
  }

  /** True where one of the methods was called before the call at a position of the snapshot. */
  hasBefore(methods: readonly string[], position: number): boolean {
    const first = this.at(0);
    if (first === undefined || this.#positions[0] >= position) return false;
    return methods.some((method) => {
      const earliest = this.#indexed().get(findMethod(first.dialect, method))?.all[0];
      return earliest !== undefined && earliest < position;
    });
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
      const position = this.#positions[place];
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

  /** Of calls in order of time: the first that was requested within a span, ends included, and is accepted. */
  #firstWithin(
    positions: ArrayLike<number>,
    from: number,
    until: number,
    accepts: (call: HookCall) => boolean,
  ): number {
    let low = 0;
    let high = positions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (timeOf(this.#calls[positions[middle]]) < from) low = middle + 1;
      else high = middle;
    }
    for (; low < positions.length; low++) {
      const call = this.#calls[positions[low]];
      if (timeOf(call) > until) return NO_POSITION;
      if (accepts(call)) return positions[low];
    }
    return NO_POSITION;
  }
}

/** The lower of two positions, either of which may be none. */
export function earlier(one: number, other: number): number {
  if (one === NO_POSITION) return other;
  return other === NO_POSITION ? one : Math.min(one, other);
}

/** Whether a call is one of those sought. Names are compared as the dialect knows them, statuses whatever their case. */
export function isSought({ method, statuses }: SoughtCall, call: HookCall): boolean {
  if (call.methodSpec === null) return false;
  if (call.method !== method && findMethod(call.dialect, method) !== call.methodSpec) return false;
  if (statuses === 'any') return true;
  return statuses.some((status) => (status === null ? call.status === null : isStatus(status, call.status)));
}
