import type { HookCall } from '../../hooks/index.ts';
import type { TerminalOptions } from '../options.ts';
import { comparedCalls, exchangeOf, selectedCall } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../store/store.ts';

/** Milliseconds that a cursor rests before its call is read again: who scrolls past wants none of it. */
const REST_MS = 80;

/** Has the exchanges that are looked at, and were not kept, read again; one at a time. Gives what ends that. */
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
    // A capture that cannot be read again is told by the tab, not by an exception.
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

/** The call that is looked at and whose exchange is not at hand. */
function wantedCall(state: State): HookCall | null {
  const shown =
    state.view === 'compare'
      ? (comparedCalls(state) ?? [])
      : state.tab === 'findings' || state.tab === 'frames'
        ? []
        : [selectedCall(state)];
  return shown.find((call) => call !== null && exchangeOf(state, call) === 'unread') ?? null;
}
