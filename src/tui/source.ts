import type { Analysis, AnalysisProgress, Arrivals } from '../engine/index.ts';

/** An analysis that may still be running, as the engine's `openLive` gives it. */
export interface AnalysisSource {
  /** The model that was made last. */
  snapshot(): Analysis;
  /**
   * Makes the model of what was read so far without delaying keys. Gives the same object while there is nothing new.
   */
  renew(): Promise<Analysis>;
  /** What came since the model was made that `snapshot` gives, at little cost; null where none was made yet. */
  arrivals(): Arrivals | null;
  progress(): AnalysisProgress;
  /** True once everything was read. */
  readonly done: boolean;
  /**
   * Calls the listener while there is something new (in real time about sixty times a second at most) and once at the
   * end. Gives a function that ends the subscription.
   */
  subscribe(listener: () => void): () => void;
}
