/** Takes the frames of a selection out of a capture, as a capture of their own. */
export type { ExtractFormat } from './capture-encoder.ts';
export {
  type Extraction,
  type ExtractOptions,
  type ExtractResult,
  type ExtractTally,
  extractCapture,
  extractFormatOf,
  type ScrubTally,
} from './extract.ts';
export type { BlankReason } from './scrub/message.ts';
export { type FrameSelection, type SelectionResult, select, type Wish } from './selection.ts';
