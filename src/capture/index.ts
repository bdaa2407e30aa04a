/** The capture stage: from files and pipes to frames. See docs of each name for shapes, units and errors. */
export { type CaptureOptions, type CaptureSet, type OpenedCapture, openCapture } from './capture-set.ts';
export type {
  CaptureDiagnostic,
  CapturePlace,
  Compression,
  CorruptCompression,
  CorruptRecord,
  LimitReached,
  ReadFailed,
  StatisticsDrops,
  TrailingData,
  Truncated,
} from './diagnostic.ts';
export type { CaptureComment, CaptureInfo, CaptureInterface, CaptureTime } from './facts.ts';
export type { Frame } from './frame.ts';
export type { ReadProgress } from './frame-reader.ts';
export { type CaptureInput, captureInput } from './input.ts';
export type { OpenError } from './open-error.ts';
export type { ReaderName } from './open-reader.ts';
export { readFrameBytes } from './read-frame-bytes.ts';
export { END, FRAME, MORE, type Step } from './step.ts';
