import type { List } from './list.ts';

/** Work that can be interrupted between its steps; it gives its result in the end. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Calls, connections and the like that are looked at between two interruptions: less than a millisecond of work, and some where the code is not yet optimised. */
export const ITEMS_A_STEP = 2048;
/** The same for sessions, each with its calls. */
export const SESSIONS_A_STEP = 256;

/** The items that fit, in steps. */
export function* filtering<Item>(items: List<Item>, fits: (item: Item) => boolean): Steps<readonly Item[]> {
  const found: Item[] = [];
  // By index: an iterator that lives across a `yield` makes an object for each item.
  for (let index = 0; index < items.length; index++) {
    const item = items.at(index);
    if (item !== undefined && fits(item)) found.push(item);
    if (index % ITEMS_A_STEP === 0) yield;
  }
  return found;
}

/** Whether an item fits, in steps. */
export function* seeking<Item>(items: readonly Item[], fits: (item: Item) => boolean): Steps<boolean> {
  for (let at = 0; at < items.length; at++) {
    if (fits(items[at])) return true;
    if (at % ITEMS_A_STEP === 0) yield;
  }
  return false;
}

/** Does the work in one go. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
