export { analyse } from './analyse.ts';
export { listExchanges } from './exchanges.ts';
export { type LiveAnalysis, type LiveOptions, type OpenedLive, openLive } from './live.ts';
export type { Analysis, Summary } from './model.ts';
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
export { recoverExchanges } from './recover.ts';
export { atOnce, inTurns, type Steps } from './turns.ts';
