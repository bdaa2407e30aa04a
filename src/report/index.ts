export { inChunks, portionsInChunks } from './chunks.ts';
export { stringifyJson, stringifyJsonLines } from './escape/json.ts';
export { escapeTerminal } from './escape/terminal.ts';
export type { GivenFlag, Piece, ReportFormat, ReportOptions } from './format.ts';
export { formatOfName, REPORT_FORMATS } from './formats.ts';
export { byteSize, grouped } from './layout/quantity.ts';
