/** How problems are told: reports and the terminal UI group and quote them alike. */
export { type BaselineView, baselineView, knownParts } from './baseline.ts';
export { evidenceOf, findingsOf, problemParts, type Relation } from './problem-family.ts';
export { faultSum, faultsByBaseline } from './verdict.ts';
