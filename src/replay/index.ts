/** Makes the hook calls of a capture again, and compares the answers with those of the capture. */
export type { AnswerComparison, BodyDifference, Change, Received } from './answer.ts';
export type { StoppedBy } from './refusals.ts';
export type { Incomplete, ReplayRequest } from './request.ts';
export { type ReadStep, type ReplayOptions, replay, type StepResult } from './run.ts';
export { type ReplayStep, replaySteps } from './steps.ts';
export { isPassed, type ReplayTally, sentOf } from './tally.ts';
