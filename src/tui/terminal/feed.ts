import { inTurns } from '../../engine/index.ts';
import { cataloguing } from '../model/catalogue.ts';
import type { AnalysisSource } from '../source.ts';
import type { Store } from '../store/store.ts';

/**
 * Making models may take one part in this many of the time: while a capture is read, because it delays reading; and
 * while a capture grows, when there is mostly little to read.
 */
const READING_SHARE = 10;
const FOLLOWING_SHARE = 5;
/** Milliseconds of work that may be saved up, so that a packet after a silence is shown at once. */
const MOST_CREDIT_MS = 100;
/** The least milliseconds between two looks at the source: while a capture is read, and while it grows. */
const READING_MS = 200;
const FOLLOWING_MS = 10;
/** The least milliseconds between two updates of the progress. */
const PROGRESS_MS = 200;
/** When this share has been read, no more models are made before the end: they would only delay the last one. */
const NEAR_END = 0.85;

/**
 * Brings what the source has read into the store, at intervals that leave time for reading: progress often, models
 * rarely where making one takes long. Both are done in turns that are short enough for keys. Gives a function that ends
 * it.
 */
export function feed(source: AnalysisSource, store: Store, fail: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let ended = false;
  let busy = false;
  /** Milliseconds of work that a model may take now. Negative: too many were used. */
  let credit = 0;
  let creditedAt = performance.now();
  let lastLook = Number.NEGATIVE_INFINITY;
  let lastProgress = Number.NEGATIVE_INFINITY;
  /** True where something came while a model was being made. */
  let isStale = false;
  const start = (milliseconds: number): void => {
    if (ended) return;
    if (busy) {
      isStale = true;
      return;
    }
    if (timer !== null && milliseconds > 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(look, milliseconds);
  };
  /** Starts at once where the last look is long ago, so that nothing waits on a quiet line. */
  const startInTime = (): void => {
    const shortest = store.getState().following ? FOLLOWING_MS : READING_MS;
    start(source.done ? 0 : Math.max(0, lastLook + shortest - performance.now()));
  };
  const look = (): void => {
    timer = null;
    const now = performance.now();
    lastLook = now;
    const { done } = source;
    const { following } = store.getState();
    const share = following ? FOLLOWING_SHARE : READING_SHARE;
    credit = Math.min(MOST_CREDIT_MS, credit + (now - creditedAt) / share);
    creditedAt = now;
    const isDue = done || (credit >= 0 && (following || !isNearEnd(source)));
    // A model that is made at once includes the progress. Drawing twice would delay it.
    if (!(following && isDue) && now - lastProgress >= PROGRESS_MS) {
      lastProgress = now;
      store.dispatch({ type: 'progress', progress: source.progress() });
    }
    if (!isDue) {
      // The line may fall silent before then, and no other event would start it.
      if (following) start(Math.min(PROGRESS_MS, Math.ceil(-credit * share)));
      return;
    }
    busy = true;
    isStale = false;
    renew(done)
      .catch(fail)
      .finally(() => {
        busy = false;
        // Handles what came in the meantime, above all the end.
        if (source.done && !store.getState().catalogue.done) start(0);
        else if (isStale) startInTime();
      });
  };
  const renew = async (done: boolean): Promise<void> => {
    const begin = performance.now();
    const analysis = await source.renew();
    const known = store.getState().catalogue;
    if (known.analysis === analysis && known.done === done) return;
    const catalogue = await inTurns(cataloguing(analysis, done));
    if (!ended) store.dispatch({ type: 'snapshot', catalogue, progress: source.progress() });
    credit -= performance.now() - begin;
  };
  const unsubscribe = source.subscribe(startInTime);
  if (source.done && !store.getState().catalogue.done) start(0);
  return () => {
    ended = true;
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}

function isNearEnd(source: AnalysisSource): boolean {
  const { bytes, total } = source.progress();
  return total !== null && bytes > total * NEAR_END;
}
