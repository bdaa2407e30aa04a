/** Makes the hook calls of a capture again, and compares the answers with those of the capture. */
export type { BodyDifference, Change, Received } from './answer.ts';
export type { Incomplete, ReplayRequest } from './request.ts';
export { type ReadStep, replay } from './run.ts';
export type { StepResult } from './step-result.ts';
export { type ReplayStep, replaySteps } from './steps.ts';
export { isPassed, type ReplayTally, sentOf } from './tally.ts';
