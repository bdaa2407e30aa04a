import { inTurns } from '../../analysis/index.ts';
import { cataloguing } from '../model/catalogue.ts';
import type { AnalysisSource } from '../source.ts';
import type { Store } from '../store/store.ts';

/** A model is made anew at most so often that making it takes one part in this many of the time. */
const SHARE = 10;
/** Milliseconds between two looks at the source at least. */
const SHORTEST_MS = 200;
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
  let notBefore = 0;
  const start = (milliseconds: number): void => {
    if (busy || ended) return;
    if (timer !== null && milliseconds > 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(look, milliseconds);
  };
  const look = (): void => {
    timer = null;
    store.dispatch({ type: 'progress', progress: source.progress() });
    const now = performance.now();
    const { done } = source;
    const { following } = store.getState();
    if (!done && (now < notBefore || (!following && isNearEnd(source)))) return;
    busy = true;
    renew(done)
      .catch(fail)
      .finally(() => {
        busy = false;
        // What came meanwhile, and the end above all.
        if (source.done && !store.getState().catalogue.done) start(0);
      });
  };
  const renew = async (done: boolean): Promise<void> => {
    const begin = performance.now();
    const analysis = await source.renew();
    const known = store.getState().catalogue;
    if (known.analysis === analysis && known.done === done) return;
    const catalogue = await inTurns(cataloguing(analysis, done));
    if (!ended) store.dispatch({ type: 'snapshot', catalogue, progress: source.progress() });
    const end = performance.now();
    notBefore = end + (end - begin) * (SHARE - 1);
  };
  const unsubscribe = source.subscribe(() => start(source.done ? 0 : SHORTEST_MS));
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
