import { findMethod, type Method } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { isStatus } from './triggers.ts';

/** Calls that are sought: of a method, with one of these statuses (null: with none); `any` includes none. */
export interface SoughtCall {
  readonly method: string;
  readonly statuses: 'any' | readonly (string | null)[];
}

/** Calls of one method, by status in lower case. */
interface CallsOfMethod {
  readonly all: HookCall[];
  readonly byStatus: Map<string | null, HookCall[]>;
}

/** Groups up to this size are gone through call by call. */
export const SMALL_GROUP = 32;

/**
 * Calls that share a key, in order of request; all of one dialect: those of a list from one position up to another.
 * Mostly a handful, but nothing bounds it: a large group is searched by method and status, so that many expectations of
 * many calls do not take their product in time.
 */
export class CallGroup {
  readonly #calls: readonly HookCall[];
  readonly #start: number;
  readonly #end: number;
  #index: Map<Method | null, CallsOfMethod> | null = null;

  constructor(calls: readonly HookCall[], start = 0, end = calls.length) {
    this.#calls = calls;
    this.#start = start;
    this.#end = end;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** The call at a position from 0; undefined behind the last. */
  at(position: number): HookCall | undefined {
    return position < this.length ? this.#calls[this.#start + position] : undefined;
  }

  /** The first call that is one of the sought, was requested within a span (seconds since 1970, ends included), and is accepted. */
  first(
    sought: readonly SoughtCall[],
    from: number,
    until: number,
    accepts: (call: HookCall) => boolean,
  ): HookCall | null {
    if (this.length <= SMALL_GROUP) {
      return firstWithin(
        this.#calls,
        this.#start,
        this.#end,
        from,
        until,
        (call) => sought.some((each) => isSought(each, call)) && accepts(call),
      );
    }
    let first: HookCall | null = null;
    for (const each of sought) {
      for (const calls of this.#listsOf(each)) {
        const found = firstWithin(calls, 0, calls.length, from, until, accepts);
        if (found !== null && (first === null || found.index < first.index)) first = found;
      }
    }
    return first;
  }

  /** True where one of the methods was called before the call with an index. */
  hasBefore(methods: readonly string[], index: number): boolean {
    const first = this.at(0);
    if (first === undefined || first.index >= index) return false;
    return methods.some((method) => {
      const earliest = this.#indexed().get(findMethod(first.dialect, method))?.all[0];
      return earliest !== undefined && earliest.index < index;
    });
  }

  /** Of a group that is not empty: in order of request each. */
  #listsOf({ method, statuses }: SoughtCall): readonly (readonly HookCall[])[] {
    const { dialect } = this.at(0) as HookCall;
    const ofMethod = this.#indexed().get(findMethod(dialect, method));
    if (ofMethod === undefined) return [];
    if (statuses === 'any') return [ofMethod.all];
    return statuses.flatMap((status) => [ofMethod.byStatus.get(status?.toLowerCase() ?? null) ?? []]);
  }

  /** No call is of the method null: asked for one that the dialect does not know, there is nothing. */
  #indexed(): ReadonlyMap<Method | null, CallsOfMethod> {
    if (this.#index !== null) return this.#index;
    const index = new Map<Method | null, CallsOfMethod>();
    for (let position = this.#start; position < this.#end; position++) {
      const call = this.#calls[position];
      if (call.methodSpec === null) continue;
      let ofMethod = index.get(call.methodSpec);
      if (ofMethod === undefined) {
        ofMethod = { all: [], byStatus: new Map() };
        index.set(call.methodSpec, ofMethod);
      }
      ofMethod.all.push(call);
      const status = call.status?.toLowerCase() ?? null;
      const ofStatus = ofMethod.byStatus.get(status);
      if (ofStatus === undefined) ofMethod.byStatus.set(status, [call]);
      else ofStatus.push(call);
    }
    this.#index = index;
    return index;
  }
}

/** Whether a call is one of those sought. Names are compared as the dialect knows them, statuses whatever their case. */
export function isSought({ method, statuses }: SoughtCall, call: HookCall): boolean {
  if (call.methodSpec === null) return false;
  if (call.method !== method && findMethod(call.dialect, method) !== call.methodSpec) return false;
  if (statuses === 'any') return true;
  return statuses.some((status) => (status === null ? call.status === null : isStatus(status, call.status)));
}

/** The first of calls in order of time, from one position up to another, that was requested within a span, ends included, and is accepted. */
function firstWithin(
  calls: readonly HookCall[],
  start: number,
  end: number,
  from: number,
  until: number,
  accepts: (call: HookCall) => boolean,
): HookCall | null {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeOf(calls[middle]) < from) low = middle + 1;
    else high = middle;
  }
  for (; low < end; low++) {
    const call = calls[low];
    if (timeOf(call) > until) return null;
    if (accepts(call)) return call;
  }
  return null;
}
