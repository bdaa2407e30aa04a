import { findMethod, type Method } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { isStatus } from './triggers.ts';

/** Calls that are sought: of a method, with one of these statuses (null: with none); `any` includes none. */
export interface Sought {
  readonly method: string;
  readonly statuses: 'any' | readonly (string | null)[];
}

/** Calls of one method, by status in lower case. */
interface CallsOfMethod {
  readonly all: HookCall[];
  readonly byStatus: Map<string | null, HookCall[]>;
}

/** Groups up to this size are gone through call by call. */
const SMALL = 32;

/**
 * Calls that share a key, in order of request; all of one dialect. Mostly a handful, but nothing bounds it: a large
 * group is searched by method and status, so that many expectations of many calls do not take their product in time.
 */
export class CallGroup {
  readonly calls: HookCall[] = [];
  private index: Map<Method | null, CallsOfMethod> | null = null;

  /** Adds the next call; all are there before anything is sought. */
  add(call: HookCall): void {
    this.calls.push(call);
  }

  /** The first call that is one of the sought, was requested within a span (seconds since 1970, ends included), and is accepted. */
  first(
    sought: readonly Sought[],
    from: number,
    until: number,
    accepts: (call: HookCall) => boolean,
  ): HookCall | null {
    if (this.calls.length <= SMALL) {
      return firstWithin(
        this.calls,
        from,
        until,
        (call) => sought.some((each) => isSought(each, call)) && accepts(call),
      );
    }
    let first: HookCall | null = null;
    for (const each of sought) {
      for (const calls of this.listsOf(each)) {
        const found = firstWithin(calls, from, until, accepts);
        if (found !== null && (first === null || found.index < first.index)) first = found;
      }
    }
    return first;
  }

  /** True where one of the methods was called before the call with an index. */
  hasBefore(methods: readonly string[], index: number): boolean {
    const first = this.calls[0];
    if (first === undefined || first.index >= index) return false;
    return methods.some((method) => {
      const earliest = this.indexed().get(findMethod(first.dialect, method))?.all[0];
      return earliest !== undefined && earliest.index < index;
    });
  }

  /** Of a group that is not empty: in order of request each. */
  private listsOf({ method, statuses }: Sought): readonly (readonly HookCall[])[] {
    const { dialect } = this.calls[0] as HookCall;
    const ofMethod = this.indexed().get(findMethod(dialect, method));
    if (ofMethod === undefined) return [];
    if (statuses === 'any') return [ofMethod.all];
    return statuses.flatMap((status) => [ofMethod.byStatus.get(status?.toLowerCase() ?? null) ?? []]);
  }

  /** No call is of the method null: asked for one that the dialect does not know, there is nothing. */
  private indexed(): ReadonlyMap<Method | null, CallsOfMethod> {
    if (this.index !== null) return this.index;
    const index = new Map<Method | null, CallsOfMethod>();
    for (const call of this.calls) {
      if (call.row === null) continue;
      let ofMethod = index.get(call.row);
      if (ofMethod === undefined) {
        ofMethod = { all: [], byStatus: new Map() };
        index.set(call.row, ofMethod);
      }
      ofMethod.all.push(call);
      const status = call.status?.toLowerCase() ?? null;
      const ofStatus = ofMethod.byStatus.get(status);
      if (ofStatus === undefined) ofMethod.byStatus.set(status, [call]);
      else ofStatus.push(call);
    }
    this.index = index;
    return index;
  }
}

/** Whether a call is one of those sought. Names are compared as the dialect knows them, statuses whatever their case. */
export function isSought({ method, statuses }: Sought, call: HookCall): boolean {
  if (call.row === null) return false;
  if (call.method !== method && findMethod(call.dialect, method) !== call.row) return false;
  if (statuses === 'any') return true;
  return statuses.some((status) => (status === null ? call.status === null : isStatus(status, call.status)));
}

/** The first of calls in order of time that was requested within a span, ends included, and is accepted. */
function firstWithin(
  calls: readonly HookCall[],
  from: number,
  until: number,
  accepts: (call: HookCall) => boolean,
): HookCall | null {
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const call = calls[middle];
    if (call !== undefined && timeOf(call) < from) low = middle + 1;
    else high = middle;
  }
  for (let call = calls[low]; call !== undefined && timeOf(call) <= until; call = calls[low]) {
    if (accepts(call)) return call;
    low += 1;
  }
  return null;
}
