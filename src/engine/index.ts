export { analyse } from './analyse.ts';
export { listExchanges } from './exchanges.ts';
export { type LiveAnalysis, type LiveOptions, type OpenedLive, openLive } from './live.ts';
export type { Analysis, Summary } from './model.ts';
export { openInputs } from './open.ts';
export type {
  AnalysisOptions,
  AnalysisProgress,
  AnalysisResult,
  InputError,
  Inputs,
  KeptExchanges,
  ListedExchange,
  ListOptions,
  ListResult,
  Moment,
} from './options.ts';
export { QUOTED_HEADER_BYTES } from './pipeline.ts';
export { recoverExchanges } from './recover.ts';
export { YIELD_INTERVAL_MS } from './rhythm.ts';
export { atOnce, inTurns, nextTurn, type Steps } from './turns.ts';
