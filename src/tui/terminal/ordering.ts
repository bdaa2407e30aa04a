import { inTurns } from '../../engine/index.ts';
import { placesInOrder } from '../model/session-order.ts';
import { isOrdered } from '../state/shown-sessions.ts';
import type { Store } from '../store/store.ts';

/** Puts many sessions in the order that is wanted, in turns between which keys are answered. Gives a function that ends it. */
export function orderInTurns(store: Store, fail: (error: unknown) => void): () => void {
  let isBusy = false;
  let hasEnded = false;
  const look = (): void => {
    const { order, ordered, catalogue } = store.getState();
    const { sessions } = catalogue;
    if (isBusy || hasEnded || order === 'worst' || isOrdered(ordered, order, sessions)) return;
    isBusy = true;
    inTurns(placesInOrder(sessions, order))
      .then((places) => {
        isBusy = false;
        if (!hasEnded) store.dispatch({ type: 'ordered', ordered: { of: sessions, order, places } });
        look();
      })
      .catch(fail);
  };
  const unsubscribe = store.subscribe(look);
  return () => {
    hasEnded = true;
    unsubscribe();
  };
}
