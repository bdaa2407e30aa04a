import type { Analysis, AnalysisProgress } from '../engine/index.ts';

/** An analysis that may still be under way, as `openLive` of the analysis gives it. */
export interface AnalysisSource {
  /** The model as it was made last. */
  snapshot(): Analysis;
  /** Makes the model of what was read so far, without keeping keys waiting; the same object as long as there is nothing new. */
  renew(): Promise<Analysis>;
  progress(): AnalysisProgress;
  /** True once everything was read. */
  readonly done: boolean;
  /** Calls the listener while there is something new, in real time some sixty times a second at most, and once at the end. Gives what ends that. */
  subscribe(listener: () => void): () => void;
}
