import type { SessionList } from '../model/session-list.ts';
import type { FilterState } from './filter-state.ts';

/** Which sessions the tree shows: those in which something matches the filter, or all. */
export interface ShownSessions {
  /** The list whose places these are, and what they were made of. */
  readonly of: SessionList | null;
  readonly has: Uint8Array | null;
  /** null: all, in the order of the list. */
  readonly places: Int32Array | null;
}

export const ALL_SESSIONS: ShownSessions = { of: null, has: null, places: null };

/** The sessions of a list that a filter leaves. The same object as before where nothing has changed. */
export function shownOf(
  before: ShownSessions,
  { narrows, sessions }: FilterState,
  list: SessionList,
): ShownSessions {
  const has = narrows && sessions.list === list ? sessions.has : null;
  if (before.of === list && before.has === has) return before;
  return { of: list, has, places: has === null ? null : placesOf(has) };
}

function placesOf(has: Uint8Array): Int32Array {
  const places = new Int32Array(has.length);
  let count = 0;
  for (let place = 0; place < has.length; place++) if (has[place] === 1) places[count++] = place;
  return places.subarray(0, count);
}
