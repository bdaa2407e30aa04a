/** A working capture against a failing one: what the failing one lacks, fails or has besides, scenario by scenario. */
export type { AlignedSteps } from './alignment.ts';
export { compareCaptures } from './compare.ts';
export type * from './model.ts';
export { OutlineBook } from './outline-book.ts';
export type { Scenario } from './scenario.ts';
export { type Answering, type CourseStep, stepName } from './step.ts';
