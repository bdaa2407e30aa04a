/** The capture stage: from files and pipes to frames. See docs of each name for shapes, units and errors. */
export { type CaptureOptions, type CaptureSet, openCapture } from './capture-set.ts';
export { unzstdBytes } from './compression/zstd-bytes.ts';
export type { CaptureDiagnostic } from './diagnostic.ts';
export type { CaptureInfo } from './facts.ts';
export type { Frame } from './frame.ts';
export type { OpenError } from './open-error.ts';
export type { ReaderName } from './open-reader.ts';
export { type CaptureInput, captureInput } from './source/input.ts';
export { readFrameBytes } from './source/read-frame-bytes.ts';
export { END, FRAME, MORE } from './step.ts';
