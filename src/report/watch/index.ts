export { measuresText, type WatchMeasures } from './measures.ts';
export {
  endRecord,
  eventRecord,
  noticeRecord,
  recordLine,
  startRecord,
  type WatchTotals,
} from './records.ts';
