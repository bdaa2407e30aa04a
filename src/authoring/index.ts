/** What somebody needs who writes a dialect: a proposal made of a capture, and the trial of a dialect on a capture. Pure functions. */
export { type DialectDraft, draftDialect } from './draft.ts';
export type { Observation } from './observation.ts';
export { observe } from './observe.ts';
export { dialectSkeleton } from './skeleton.ts';
export { type Counted, type DialectTrial, TrialBook, type TrialExpectation } from './trial.ts';
