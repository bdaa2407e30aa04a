import { catalogueOf } from '../model/catalogue.ts';
import type { AnalysisSource } from '../source.ts';
import type { Store } from '../store/store.ts';

/** A snapshot is taken anew at most so often that taking it needs one part in this many of the time. */
const SHARE = 5;
/** Milliseconds between snapshots at least. */
const SHORTEST_MS = 150;

/** Brings what the source reads into the store, at a rhythm that leaves time for keys. Gives what ends that. */
export function feed(source: AnalysisSource, store: Store): () => void {
  let timer: NodeJS.Timeout | null = null;
  let notBefore = 0;
  const take = (): void => {
    timer = null;
    const begin = performance.now();
    const { done } = source;
    const analysis = source.snapshot();
    const progress = source.progress();
    const known = store.getState().catalogue;
    if (known.analysis === analysis && known.done === done) store.dispatch({ type: 'progress', progress });
    else store.dispatch({ type: 'snapshot', catalogue: catalogueOf(analysis, done), progress });
    const cost = performance.now() - begin;
    notBefore = performance.now() + Math.max(SHORTEST_MS, cost * SHARE);
  };
  const noticed = (): void => {
    if (timer !== null && !source.done) return;
    if (timer !== null) clearTimeout(timer);
    const wait = source.done ? 0 : Math.max(0, notBefore - performance.now());
    timer = setTimeout(take, wait);
  };
  const unsubscribe = source.subscribe(noticed);
  if (source.done && !store.getState().catalogue.done) noticed();
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
