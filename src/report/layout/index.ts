/**
 * What reports and the terminal UI share: making text safe for a terminal, measuring it, and wording quantities and
 * display filters.
 */
export { displayFilterOf, frameFilter, windowFilter } from '../display-filter.ts';
export { stringifyJsonLines } from '../escape/json.ts';
export { escapeTerminal } from '../escape/terminal.ts';
export { type FramesOfFiles, framesText } from '../frame-text.ts';
export { baselineView } from '../overview/baseline.ts';
export { verdictOf } from '../overview/verdict.ts';
export { dueText, hasClosed } from './expectation.ts';
export { lifeText } from './life.ts';
export { type NoAnswer, noAnswer } from './no-answer.ts';
export { byteSize, count, durationText, grouped, latencyText, offsetText, spanText } from './quantity.ts';
export { statusText } from './status-text.ts';
export { displayWidth, padEnd, padStart, truncate, truncateStart } from './width.ts';
export { wrap } from './wrap.ts';
