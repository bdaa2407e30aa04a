import { setImmediate } from 'node:timers';
import { isUnfinished } from '../state/filter-state.ts';
import { scopeOf } from '../state/selection.ts';
import type { Store } from '../store/store.ts';

/** Milliseconds of work after which keys get their turn. */
const TURN_MS = 6;
/** The fewest and the most rows that are tested in a turn: in how much time is known after the first. */
const FEWEST_ROWS = 500;
const MOST_ROWS = 20_000;

/** Tests all rows with the filter of the state, as many in a turn as there is time for. Gives a function that ends it. */
export function siftInTurns(store: Store): () => void {
  let rows = FEWEST_ROWS;
  let timer: NodeJS.Immediate | null = null;
  const sift = (): void => {
    timer = null;
    const begun = performance.now();
    store.dispatch({ type: 'sift', rows });
    const took = performance.now() - begun;
    rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.round((rows * TURN_MS) / Math.max(took, 0.1))));
  };
  const look = (): void => {
    const state = store.getState();
    if (timer === null && isUnfinished(state.filter, scopeOf(state), state.catalogue))
      timer = setImmediate(sift);
  };
  const unsubscribe = store.subscribe(look);
  look();
  return () => {
    unsubscribe();
    if (timer !== null) clearImmediate(timer);
  };
}
