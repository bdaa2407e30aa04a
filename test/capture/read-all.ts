import { Buffer } from 'node:buffer';
import {
  type CaptureDiagnostic,
  type CaptureInfo,
  type CaptureInput,
  type CaptureOptions,
  type CaptureSet,
  END,
  FRAME,
  openCapture,
} from '../../src/capture/index.ts';

/** A frame at the moment when it was given, with its bytes copied. */
export interface SeenFrame {
  readonly number: number;
  readonly time: string | null;
  readonly linkType: number;
  readonly data: string;
  readonly originalLength: number;
  readonly file: number;
  readonly offset: number;
}

export interface SeenCapture {
  readonly frames: readonly SeenFrame[];
  readonly diagnostics: readonly CaptureDiagnostic[];
  readonly info: readonly CaptureInfo[];
}

export function bytesInput(bytes: Buffer, path = 'memory'): CaptureInput {
  return { kind: 'bytes', path, bytes };
}

/** The bytes as a stream in pieces of the given sizes, used in turn. */
export function streamInput(bytes: Buffer, sizes: readonly number[], path = 'memory'): CaptureInput {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? 1;
      yield bytes.subarray(at, at + size);
      at += size;
    }
  }
  return { kind: 'stream', path, stream: pieces() };
}

export async function opened(
  inputs: CaptureInput | readonly CaptureInput[],
  options: CaptureOptions = {},
): Promise<CaptureSet> {
  const result = await openCapture('kind' in inputs ? [inputs] : inputs, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.capture;
}

/** All frames until the end or, while following, until there are no more for now. */
export async function drain(capture: CaptureSet): Promise<SeenFrame[]> {
  const frames: SeenFrame[] = [];
  for (;;) {
    const step = capture.next();
    if (step === END) return frames;
    if (step === FRAME) frames.push(seen(capture));
    else if (!(await capture.fill())) return frames;
  }
}

export async function readAll(
  inputs: CaptureInput | readonly CaptureInput[],
  options: CaptureOptions = {},
): Promise<SeenCapture> {
  const capture = await opened(inputs, options);
  const frames = await drain(capture);
  const result = { frames, diagnostics: [...capture.diagnostics()], info: capture.info() };
  capture.close();
  return result;
}

export function timeText(seconds: number, nanoseconds: number): string {
  return `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
}

function seen({ frame }: CaptureSet): SeenFrame {
  return {
    number: frame.number,
    time: frame.timed ? timeText(frame.seconds, frame.nanoseconds) : null,
    linkType: frame.linkType,
    data: Buffer.from(frame.bytes.subarray(frame.start, frame.end)).toString('hex'),
    originalLength: frame.originalLength,
    file: frame.file,
    offset: frame.offset,
  };
}
