import { atOnce, ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { HookCall } from './call.ts';

/** With more ids than so many for each call, a map takes less room than a table of all ids. */
const IDS_A_CALL = 4;

/** Where the calls of a snapshot stand in it: in order of request, from 0. A position belongs to one snapshot, an id to all. */
export class CallPositions {
  readonly #firstId: number;
  /** By id, counted from the first: one more than the position, 0 where the snapshot has no such call. */
  readonly #table: Uint32Array | null;
  readonly #map: ReadonlyMap<number, number> | null;

  private constructor(firstId: number, table: Uint32Array | null, map: ReadonlyMap<number, number> | null) {
    this.#firstId = firstId;
    this.#table = table;
    this.#map = map;
  }

  /** `calls` in order of request. */
  static of(calls: readonly HookCall[]): CallPositions {
    return atOnce(CallPositions.noting(calls));
  }

  /** The same in steps. */
  static *noting(calls: readonly HookCall[]): Steps<CallPositions> {
    let firstId = Number.POSITIVE_INFINITY;
    let lastId = Number.NEGATIVE_INFINITY;
    for (let position = 0; position < calls.length; position++) {
      const { id } = calls[position];
      if (id < firstId) firstId = id;
      if (id > lastId) lastId = id;
      if (position % ITEMS_A_STEP === 0) yield;
    }
    const ids = calls.length === 0 ? 0 : lastId - firstId + 1;
    // Of a long reading most calls may have been forgotten, and ids go on.
    const isDense = ids <= calls.length * IDS_A_CALL;
    const table = isDense ? new Uint32Array(ids) : null;
    const map = new Map<number, number>();
    for (let position = 0; position < calls.length; position++) {
      const { id } = calls[position];
      if (table === null) map.set(id, position);
      else table[id - firstId] = position + 1;
      if (position % ITEMS_A_STEP === 0) yield;
    }
    return new CallPositions(firstId, table, table === null ? map : null);
  }

  /** The position of a call; -1 where the snapshot leaves it out. */
  of({ id }: HookCall): number {
    return this.ofId(id);
  }

  /** The same by the id of a call. */
  ofId(id: number): number {
    if (this.#table !== null) return (this.#table[id - this.#firstId] ?? 0) - 1;
    return this.#map?.get(id) ?? -1;
  }
}
