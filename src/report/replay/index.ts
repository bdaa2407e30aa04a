export { stepLines } from './step-lines.ts';
export { tallyLines } from './tally-lines.ts';
