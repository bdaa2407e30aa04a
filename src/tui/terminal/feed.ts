import { type Arrivals, inTurns } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { type Catalogue, cataloguing } from '../model/catalogue.ts';
import { grown } from '../model/grown.ts';
import { isSameCall } from '../model/row.ts';
import type { AnalysisSource } from '../source.ts';
import type { Store } from '../store/store.ts';

/**
 * Making models may take one part in this many of the time: while a capture is read, because it delays reading; and
 * while a capture grows, when there is mostly little to read.
 */
const READING_SHARE = 10;
const FOLLOWING_SHARE = 5;
/** Milliseconds of work that may be saved up, so that what comes after a silence is judged at once. */
const MOST_CREDIT_MS = 100;
/** The least milliseconds between two looks at the source: while a capture is read, and while it grows. */
const READING_MS = 200;
const FOLLOWING_MS = 10;
/** When this share has been read, no more models are made before the end: they would only delay the last one. */
const NEAR_END = 0.85;

/**
 * Brings what the source has read into the store: what came at once, as calls of which nothing else is known, and models of
 * it at intervals that leave time for reading. Models are made in turns that are short enough for keys and for what comes
 * meanwhile. Gives a function that ends it.
 */
export function feed(source: AnalysisSource, store: Store, fail: (error: unknown) => void): () => void {
  const feeding = new Feeding(source, store, fail);
  return feeding.begin();
}

class Feeding {
  readonly #source: AnalysisSource;
  readonly #store: Store;
  readonly #fail: (error: unknown) => void;
  /** What is shown, without what came since. */
  #judged: Catalogue;
  /** What is shown besides; null where that is nothing. */
  #arrived: Arrivals | null = null;
  #lookTimer: NodeJS.Timeout | null = null;
  #lastLook = Number.NEGATIVE_INFINITY;
  #judgeTimer: NodeJS.Timeout | null = null;
  #isJudging = false;
  /** True where something came while a model was being made. */
  #isStale = false;
  #ended = false;
  /** Milliseconds of work that a model may take now. Negative: too many were used. */
  #credit = 0;
  #creditedAt = performance.now();
  readonly #begun = performance.now();

  constructor(source: AnalysisSource, store: Store, fail: (error: unknown) => void) {
    this.#source = source;
    this.#store = store;
    this.#fail = fail;
    this.#judged = store.getState().catalogue;
  }

  begin(): () => void {
    const unsubscribe = this.#source.subscribe(() => this.#lookSoon());
    if (this.#source.done && !this.#judged.done) this.#lookSoon();
    return () => {
      this.#ended = true;
      unsubscribe();
      clearTimeout(this.#lookTimer ?? undefined);
      clearTimeout(this.#judgeTimer ?? undefined);
    };
  }

  /** Looks at once where the last look is long ago, so that nothing waits on a quiet line. */
  #lookSoon(): void {
    if (this.#ended || this.#lookTimer !== null) return;
    const shortest = this.#isFollowing ? FOLLOWING_MS : READING_MS;
    const wait = this.#source.done ? 0 : Math.max(0, this.#lastLook + shortest - performance.now());
    this.#lookTimer = setTimeout(() => this.#look(), wait);
  }

  #look(): void {
    this.#lookTimer = null;
    this.#lastLook = performance.now();
    this.#showArrivals();
    if (this.#isJudging) this.#isStale = true;
    else this.#judgeInTime();
  }

  /** Shows what came since the latest model was made. */
  #showArrivals(): void {
    const { catalogue: shown, progress: told } = this.#store.getState();
    const progress = this.#source.progress();
    const arrivals = this.#source.arrivals();
    const isOfModel = arrivals !== null && arrivals.since === this.#judged.analysis;
    const isSame = isOfModel && this.#arrived !== null && areSame(arrivals, this.#arrived);
    this.#arrived = isOfModel ? arrivals : null;
    const catalogue = isSame ? shown : isOfModel ? grown(this.#judged, arrivals) : this.#judged;
    if (catalogue !== shown) this.#store.dispatch({ type: 'snapshot', catalogue, progress });
    // Of a line that is followed no frames are told.
    else if (!this.#isFollowing && progress.frames !== told.frames)
      this.#store.dispatch({ type: 'progress', progress, readingSeconds: this.#readingSeconds });
  }

  /** Makes the next model as soon as it may take its time. */
  #judgeInTime(): void {
    const { done } = this.#source;
    if (done && this.#judged.done) return;
    const share = this.#isFollowing ? FOLLOWING_SHARE : READING_SHARE;
    const now = performance.now();
    this.#credit = Math.min(MOST_CREDIT_MS, this.#credit + (now - this.#creditedAt) / share);
    this.#creditedAt = now;
    if (done || this.#credit >= 0) {
      clearTimeout(this.#judgeTimer ?? undefined);
      this.#judgeTimer = null;
      if (done || this.#isFollowing || !isNearEnd(this.#source)) void this.#judge();
      return;
    }
    this.#judgeTimer ??= setTimeout(
      () => {
        this.#judgeTimer = null;
        if (!this.#isJudging) this.#judgeInTime();
      },
      Math.ceil(-this.#credit * share),
    );
  }

  async #judge(): Promise<void> {
    const { done } = this.#source;
    this.#isJudging = true;
    this.#isStale = false;
    const begin = performance.now();
    try {
      const analysis = await this.#source.renew();
      if (this.#judged.analysis !== analysis || this.#judged.done !== done) {
        this.#judged = await inTurns(cataloguing(analysis, done, this.#judged.known));
        this.#arrived = null;
        if (!this.#ended) this.#showArrivals();
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#credit -= performance.now() - begin;
    this.#isJudging = false;
    if (this.#isStale || (this.#source.done && !this.#judged.done)) this.#lookSoon();
  }

  get #readingSeconds(): number {
    return (performance.now() - this.#begun) / 1000;
  }

  get #isFollowing(): boolean {
    return this.#store.getState().following;
  }
}

/** True where the same came since the same model. */
function areSame(one: Arrivals, other: Arrivals): boolean {
  return (
    one.since === other.since &&
    one.added.length === other.added.length &&
    one.gone.size === other.gone.size &&
    one.left === other.left &&
    one.added.every((call, at) => isSameState(call, other.added[at]))
  );
}

/** True for the same call, if it is not that its response came meanwhile. */
function isSameState(one: HookCall, other: HookCall): boolean {
  return isSameCall(one, other) && one.id < 0 === other.id < 0;
}

function isNearEnd(source: AnalysisSource): boolean {
  const { bytes, total } = source.progress();
  return total !== null && bytes > total * NEAR_END;
}
