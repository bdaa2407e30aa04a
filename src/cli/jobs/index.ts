export { type Parallel, parallelOf } from './parallel-check.ts';
export { ReadingAhead } from './reading-ahead.ts';
