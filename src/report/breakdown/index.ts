export { type Breakdown, breakdownsOf } from './breakdown.ts';
export { BREAKDOWN_TITLES, ROW_TITLES, type RowText, rowTexts, shareTexts } from './words.ts';
