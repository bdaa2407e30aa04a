import { catalogueOf } from '../model/catalogue.ts';
import type { AnalysisSource } from '../source.ts';
import type { Store } from '../store/store.ts';

/** A snapshot is taken anew at most so often that taking it needs one part in this many of the time. */
const SHARE = 8;
/** Milliseconds between two looks at the source at least. */
const SHORTEST_MS = 150;

/** Brings what the source reads into the store, at a rhythm that leaves time for keys. Gives what ends that. */
export function feed(source: AnalysisSource, store: Store): () => void {
  let timer: NodeJS.Timeout | null = null;
  let snapshotNotBefore = 0;
  const look = (): void => {
    timer = null;
    const begin = performance.now();
    const { done } = source;
    const progress = source.progress();
    if (!done && begin < snapshotNotBefore) {
      store.dispatch({ type: 'progress', progress });
      return;
    }
    const analysis = source.snapshot();
    const known = store.getState().catalogue;
    if (known.analysis === analysis && known.done === done) store.dispatch({ type: 'progress', progress });
    else store.dispatch({ type: 'snapshot', catalogue: catalogueOf(analysis, done), progress });
    const end = performance.now();
    snapshotNotBefore = end + (end - begin) * SHARE;
  };
  const noticed = (): void => {
    if (timer !== null && !source.done) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(look, source.done ? 0 : SHORTEST_MS);
  };
  const unsubscribe = source.subscribe(noticed);
  if (source.done && !store.getState().catalogue.done) noticed();
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
