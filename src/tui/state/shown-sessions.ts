import { atOnce } from '../../base/steps.ts';
import type { SessionList } from '../model/session-list.ts';
import { placesInOrder, type SessionOrder } from '../model/session-order.ts';
import type { FilterState } from './filter-state.ts';

/** Sessions in an order other than that of their list. */
export interface OrderedSessions {
  readonly of: SessionList | null;
  readonly order: SessionOrder;
  /** Places in the list; null: that of the list. */
  readonly places: Int32Array | null;
}

export const UNORDERED: OrderedSessions = { of: null, order: 'worst', places: null };

/** Up to so many sessions are put in order at once; for more it takes turns, between which keys are answered. */
const AT_ONCE = 300;

/** The sessions of a list in an order, where that takes no time; otherwise what there was before. */
export function orderedOf(before: OrderedSessions, order: SessionOrder, list: SessionList): OrderedSessions {
  if (isOrdered(before, order, list)) return before;
  if (order !== 'worst' && list.length > AT_ONCE) return before;
  return { of: list, order, places: atOnce(placesInOrder(list, order)) };
}

/** True where the sessions are in the order that is wanted. */
export function isOrdered({ of, order }: OrderedSessions, wanted: SessionOrder, list: SessionList): boolean {
  return of === list && order === wanted;
}

/** Which sessions the tree shows: those in which something matches the filter, or all. */
export interface ShownSessions {
  /** The list whose places these are, and what they were made of. */
  readonly of: SessionList | null;
  readonly has: Uint8Array | null;
  readonly ordered: Int32Array | null;
  /** null: all, in the order of the list. */
  readonly places: Int32Array | null;
}

export const ALL_SESSIONS: ShownSessions = { of: null, has: null, ordered: null, places: null };

/** The sessions of a list that a filter leaves, in order. The same object as before where nothing has changed. */
export function shownOf(
  before: ShownSessions,
  { narrows, sessions }: FilterState,
  ordering: OrderedSessions,
  list: SessionList,
): ShownSessions {
  const has = narrows && sessions.list === list ? sessions.has : null;
  const ordered = ordering.of === list ? ordering.places : null;
  if (before.of === list && before.has === has && before.ordered === ordered) return before;
  return { of: list, has, ordered, places: has === null ? ordered : placesOf(has, ordered) };
}

function placesOf(has: Uint8Array, ordered: Int32Array | null): Int32Array {
  const places = new Int32Array(has.length);
  let count = 0;
  for (let at = 0; at < has.length; at++) {
    const place = ordered === null ? at : ordered[at];
    if (has[place] === 1) places[count++] = place;
  }
  return places.subarray(0, count);
}
