/** The capture stage: from files and pipes to frames. See docs of each name for shapes, units and errors. */
export type { CaptureInfo } from './capture-info.ts';
export type { CaptureSet } from './capture-set.ts';
export { unzstdBytes } from './compression/zstd-bytes.ts';
export type { CaptureDiagnostic } from './diagnostic.ts';
export type { Frame } from './frame.ts';
export { type FrameOrigin, FrameOriginBook, FrameOrigins } from './frame-origins.ts';
export { type FramePlace, FramePlaces } from './frame-places.ts';
export { END, FRAME, MORE, type ReadStep } from './frame-reader.ts';
export { type CaptureOptions, openCapture } from './open-capture.ts';
export type { OpenError } from './open-error.ts';
export type { ReaderName } from './reader/open-reader.ts';
export {
  captureInfoShape,
  diagnosticShape,
  instantShape,
  originsShape,
  placesShape,
} from './reading-shapes.ts';
export { shortNames } from './short-names.ts';
export { type CaptureInput, captureInput } from './source/input.ts';
export { readFrameBytes } from './source/read-frame-bytes.ts';
