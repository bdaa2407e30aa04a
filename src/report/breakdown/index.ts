export { type Breakdown, type BreakdownRow, breakdownsOf } from './breakdown.ts';
export { BREAKDOWN_TITLES, ROW_TITLES, type RowText, rowTexts, shareTexts } from './words.ts';
