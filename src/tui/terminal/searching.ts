import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { inTurns, type LookProgress } from '../../engine/index.ts';
import { type AnsweredCall, askExchange, type Filter } from '../../filter/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import type { Masker } from '../../privacy/index.ts';
import type { Catalogue } from '../model/catalogue.ts';
import type { TerminalOptions } from '../options.ts';
import { verdictWith } from '../state/filter-state.ts';
import type { SearchStage } from '../state/search-state.ts';
import type { Store } from '../store/store.ts';

/** Milliseconds between two looks at what was found: rows are tested and the screen is drawn for each. */
const SHOWING_MS = 100;

/**
 * Searches the payloads that the filter of the state asks for: first those at hand, also those that come later; the others once, by reading
 * the capture again when it was read to its end, or is followed. All in turns, between which keys are answered. Gives a function that
 * ends it.
 */
export function searchOnDemand(
  store: Store,
  lookAgain: TerminalOptions['lookAgain'],
  fail: (error: unknown) => void,
): () => void {
  let search: PayloadLook | null = null;
  const look = (): void => {
    const { filter, search: begun } = store.getState().filter;
    if (search !== null && (search.filter !== filter || begun?.stage.kind === 'stopped')) {
      search.end();
      search = null;
    }
    if (filter === null || begun === null || begun.stage.kind === 'stopped') return;
    search ??= new PayloadLook(store, filter, lookAgain, fail);
    search.look();
  };
  const unsubscribe = store.subscribe(look);
  look();
  return () => {
    unsubscribe();
    search?.end();
  };
}

/** The search for one filter. */
class PayloadLook {
  readonly filter: Filter;
  readonly #store: Store;
  readonly #lookAgain: TerminalOptions['lookAgain'];
  readonly #fail: (error: unknown) => void;
  readonly #masker: Masker;
  #hasEnded = false;
  /** The catalogue whose calls were asked last. */
  #asked: Catalogue | null = null;
  #isAsking = false;
  #hasLooked = false;
  /** What was found and is not in the store yet. */
  #answered: AnsweredCall[] = [];
  #shownAt = performance.now();

  constructor(
    store: Store,
    filter: Filter,
    lookAgain: TerminalOptions['lookAgain'],
    fail: (error: unknown) => void,
  ) {
    this.filter = filter;
    this.#store = store;
    this.#lookAgain = lookAgain;
    this.#fail = fail;
    const { showSecrets, maskers } = store.getState();
    // What the screen hides must not be found out by trying.
    this.#masker = showSecrets ? maskers.showing : maskers.hiding;
  }

  end(): void {
    this.#hasEnded = true;
  }

  /** Asks what came since the last look. */
  look(): void {
    const { catalogue } = this.#store.getState();
    if (this.#hasEnded || this.#isAsking || catalogue === this.#asked) return;
    this.#isAsking = true;
    this.#asked = catalogue;
    inTurns(this.#askingAtHand(catalogue))
      .then((left) => {
        this.#isAsking = false;
        if (this.#hasEnded) return;
        this.#goOn(catalogue, left);
        this.look();
      })
      .catch(this.#fail);
  }

  /** Asks the payloads at hand of the calls of which it is not known whether they match. Gives the calls whose payloads are not. */
  *#askingAtHand(catalogue: Catalogue): Steps<readonly HookCall[]> {
    const { search } = this.#store.getState().filter;
    if (search === null) return [];
    const verdictOf = verdictWith(this.filter, search, catalogue);
    const { all } = catalogue;
    const left: HookCall[] = [];
    for (let at = 0; at < all.length && !this.#hasEnded; at++) {
      if (at % ITEMS_A_STEP === 0) yield;
      const row = all.at(at);
      if (row?.kind !== 'call' || verdictOf(row) !== null) continue;
      const { call } = row;
      // Ids below 0 are of requests that wait for their responses: they are asked once they are complete.
      if (call.id < 0 || search.known.wasAsked(call)) continue;
      const exchange = catalogue.exchangeOf(call);
      if (exchange === null) {
        left.push(call);
        continue;
      }
      this.#ask(call, exchange);
      this.#showInTime(null);
      yield;
    }
    return left;
  }

  /** After the payloads at hand those that have to be read again. */
  #goOn(catalogue: Catalogue, left: readonly HookCall[]): void {
    const { following } = this.#store.getState();
    if (this.#hasLooked) {
      this.#show(null);
      return;
    }
    if (!catalogue.done && !following) {
      this.#show({ kind: 'waiting' });
      return;
    }
    this.#hasLooked = true;
    if (left.length === 0) this.#show({ kind: 'over' });
    else this.#readAgain(left).catch(this.#fail);
  }

  async #readAgain(left: readonly HookCall[]): Promise<void> {
    this.#show({ kind: 'looking', share: 0 });
    const ask = (call: HookCall, exchange: Exchange): void => this.#ask(call, exchange);
    for await (const progress of this.#lookAgain(left, ask)) {
      if (this.#hasEnded) return;
      this.#showInTime({ kind: 'looking', share: shareOf(progress, left.length) });
    }
    if (!this.#hasEnded) this.#show({ kind: 'over' });
  }

  #ask(call: HookCall, exchange: Exchange): void {
    this.#answered.push(askExchange(call, exchange, this.filter.payloadTerms, this.#masker));
  }

  #showInTime(stage: SearchStage | null): void {
    if (performance.now() - this.#shownAt >= SHOWING_MS) this.#show(stage);
  }

  #show(stage: SearchStage | null): void {
    const answered = this.#answered;
    this.#answered = [];
    this.#shownAt = performance.now();
    if (answered.length === 0 && stage === null) return;
    this.#store.dispatch({ type: 'searched', filter: this.filter, answered, stage });
  }
}

/** How much of the capture was read again; by the calls that were found where its size is not known. */
function shareOf({ bytes, total, found }: LookProgress, calls: number): number {
  return Math.min(1, total === null || total === 0 ? found / calls : bytes / total);
}
