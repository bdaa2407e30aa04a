export { BREAKDOWN_NAMES } from './breakdown/name.ts';
export { inChunks, portionsInChunks } from './chunks.ts';
export { stringifyJson, stringifyJsonLines } from './escape/json.ts';
export { escapeTerminal } from './escape/terminal.ts';
export type {
  CaptureOutcome,
  CapturePlace,
  GivenFlag,
  Piece,
  ReportFormat,
  ReportOfSeveral,
  ReportOptions,
} from './format.ts';
export { formatOfName, REPORT_FORMATS } from './formats.ts';
export { byteSize, grouped } from './layout/quantity.ts';
