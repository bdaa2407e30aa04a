export { analyse } from './analyse.ts';
export { listExchanges } from './exchanges.ts';
export type { Analysis, Summary } from './model.ts';
export type {
  AnalysisOptions,
  AnalysisProgress,
  AnalysisResult,
  InputError,
  Inputs,
  ListedExchange,
  ListOptions,
  ListResult,
  Moment,
} from './options.ts';
export { isoTime, offsetOf } from './times.ts';
