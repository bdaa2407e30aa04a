import type { HookCall } from '../../hooks/index.ts';
import type { TerminalOptions } from '../options.ts';
import { comparedCalls, exchangeOf, selectedCall } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../store/store.ts';

/**
 * Milliseconds that the cursor must rest before the exchange of its call is read again: scrolling past should read
 * nothing.
 */
const REST_MS = 80;

/** Reads the exchanges again that are shown and were not kept, one at a time. Gives a function that ends it. */
export function recoverOnDemand(store: Store, load: TerminalOptions['loadExchange']): () => void {
  let timer: NodeJS.Timeout | null = null;
  let busy = false;
  let ended = false;
  const look = (): void => {
    if (busy || ended) return;
    if (timer !== null) clearTimeout(timer);
    timer = wantedCall(store.getState()) === null ? null : setTimeout(start, REST_MS);
  };
  const start = (): void => {
    timer = null;
    const call = wantedCall(store.getState());
    if (call === null) return;
    busy = true;
    // The tab tells that the capture cannot be read again; it is no exception.
    load(call)
      .catch(() => null)
      .then((exchange) => {
        busy = false;
        if (!ended) store.dispatch({ type: 'recovered', call, exchange });
        look();
      });
  };
  const unsubscribe = store.subscribe(look);
  return () => {
    ended = true;
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}

/** The call that is shown and whose exchange is not in memory; null where there is none. */
function wantedCall(state: State): HookCall | null {
  const shown =
    state.view === 'compare'
      ? (comparedCalls(state) ?? [])
      : state.tab === 'findings' || state.tab === 'frames'
        ? []
        : [selectedCall(state)];
  return shown.find((call) => call !== null && exchangeOf(state, call) === 'unread') ?? null;
}
