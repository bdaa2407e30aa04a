import { inTurns } from '../../engine/index.ts';
import { cataloguing } from '../model/catalogue.ts';
import type { AnalysisSource } from '../source.ts';
import type { Store } from '../store/store.ts';

/**
 * A model is made anew at most so often that making it takes one part in this many of the time: while a capture is read,
 * which it holds up, and while one grows, of which there is mostly little to read.
 */
const READING_SHARE = 10;
const FOLLOWING_SHARE = 5;
/** Milliseconds of making that may be saved up, so that a packet after some silence need not wait for its turn. */
const MOST_CREDIT_MS = 100;
/** Milliseconds between two looks at the source at least: while a capture is read, and while one grows. */
const READING_MS = 200;
const FOLLOWING_MS = 10;
/** Milliseconds between two displays of how far it has come at least. */
const PROGRESS_MS = 200;
/** With so much read, the rest is waited for: a model made now would only put off the last one. */
const NEAR_END = 0.85;

/**
 * Brings what the source reads into the store at a rhythm that leaves time for reading: how far it has come often, what
 * was found rarely where that takes long. Both are done in turns short enough for keys. Gives what ends that.
 */
export function feed(source: AnalysisSource, store: Store, fail: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let ended = false;
  let busy = false;
  /** Milliseconds for which a model may be made now; where it is negative, that many were made too many. */
  let credit = 0;
  let creditedAt = performance.now();
  let lastLook = Number.NEGATIVE_INFINITY;
  let lastProgress = Number.NEGATIVE_INFINITY;
  /** Something came while a model was made. */
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
  /** At once where the last look is long ago: on a quiet line nothing waits. */
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
    // A model that is made at once says so too, and what is drawn twice is drawn late.
    if (!(following && isDue) && now - lastProgress >= PROGRESS_MS) {
      lastProgress = now;
      store.dispatch({ type: 'progress', progress: source.progress() });
    }
    if (!isDue) {
      // The line may fall silent before then, and nobody would come again.
      if (following) start(Math.min(PROGRESS_MS, Math.ceil(-credit * share)));
      return;
    }
    busy = true;
    isStale = false;
    renew(done)
      .catch(fail)
      .finally(() => {
        busy = false;
        // What came meanwhile, and the end above all.
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
