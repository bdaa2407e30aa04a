/** What commands tell to somebody who writes a dialect. */
export { dialectLines } from './dialect-lines.ts';
export { fileText } from './file-text.ts';
export { type TriedCapture, trialLines } from './trial-lines.ts';
