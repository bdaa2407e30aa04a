/**
 * Compares a capture that works with one that fails: what the failing one lacks, fails in, or has in addition, scenario
 * by scenario.
 */
export type { AlignedSteps } from './alignment.ts';
export { compareCaptures } from './compare.ts';
export type * from './model.ts';
export { OutlineBook } from './outline-book.ts';
export type { Scenario } from './scenario.ts';
export { type ResponseOutcome, type ScenarioStep, stepName } from './step.ts';
