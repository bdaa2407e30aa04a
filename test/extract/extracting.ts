import { type CaptureInput, END, FRAME, openCapture } from '../../src/capture/index.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import {
  type ExtractFormat,
  type ExtractTally,
  extractCapture,
  select,
  type Wish,
} from '../../src/extract/index.ts';
import { createSegment, DECODE, PacketDecoder, verifyTcpChecksum } from '../../src/packet/index.ts';
import { analysisOptions } from '../engine/options.ts';

/** A frame as a reader gave it. */
export interface ReadFrame {
  readonly time: string;
  readonly linkType: number;
  readonly bytes: string;
  readonly originalLength: number;
}

export interface Extracted {
  readonly bytes: Buffer;
  readonly tally: ExtractTally;
  /** Of the capture it was taken out of, and of the extract. */
  readonly before: Analysis;
  readonly after: Analysis;
}

interface Choice {
  readonly format?: ExtractFormat;
  readonly scrub?: boolean;
}

export function bytesInput(bytes: Buffer, path = 'given.pcap'): CaptureInput {
  return { kind: 'bytes', path, bytes };
}

export async function analysed(...inputs: readonly (string | CaptureInput)[]): Promise<Analysis> {
  const result = await analyse(inputs, analysisOptions({ keepExchanges: 'every' }));
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

/** Takes what is wished for out of a capture; the message of the failure where that cannot be. */
export async function tryExtract(
  inputs: readonly (string | CaptureInput)[],
  wishes: readonly Wish[],
  { format = 'pcap', scrub = false }: Choice = {},
): Promise<Extracted | string> {
  const before = await analysed(...inputs);
  const selected = select(before, wishes);
  if (!selected.ok) return `${selected.reason}: ${JSON.stringify(selected.wish)}`;
  const result = await extractCapture(inputs, {
    selection: selected.selection,
    calls: [...before.calls, ...before.callExchanges.folded()],
    dialects: analysisOptions().dialects,
    format,
    scrub,
    reader: 'hookscope',
    tls: before.tls.connections,
    comments: null,
    tlsSecrets: null,
  });
  if (!result.ok) return result.message;
  const chunks: Buffer[] = [];
  for await (const chunk of result.extraction.chunks()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { bytes, tally: result.extraction.tally(), before, after: await analysed(bytesInput(bytes)) };
}

export async function extract(
  inputs: readonly (string | CaptureInput)[],
  wishes: readonly Wish[],
  choice: Choice = {},
): Promise<Extracted> {
  const extracted = await tryExtract(inputs, wishes, choice);
  if (typeof extracted === 'string') throw new Error(extracted);
  return extracted;
}

export async function framesOf(...inputs: readonly CaptureInput[]): Promise<readonly ReadFrame[]> {
  const frames: ReadFrame[] = [];
  await eachFrame(inputs, (frame) => {
    const { seconds, nanoseconds, linkType, bytes, start, end, originalLength } = frame;
    const time = `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
    frames.push({ time, linkType, bytes: bytes.toString('hex', start, end), originalLength });
  });
  return frames;
}

/** How many TCP segments have a right, a wrong … checksum. */
export async function checksumsOf(bytes: Buffer): Promise<Readonly<Record<string, number>>> {
  const decoder = new PacketDecoder();
  const segment = createSegment();
  const counts: Record<string, number> = {};
  await eachFrame([bytesInput(bytes)], (frame) => {
    if (decoder.decode(frame, segment) !== DECODE.segment) return;
    const verdict = verifyTcpChecksum(segment);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  });
  return counts;
}

type Frame = Parameters<PacketDecoder['decode']>[0];

async function eachFrame(inputs: readonly CaptureInput[], take: (frame: Frame) => void): Promise<void> {
  const opened = await openCapture(inputs);
  if (!opened.ok) throw new Error(opened.error.message);
  for (;;) {
    const step = opened.capture.next();
    if (step === FRAME) take(opened.capture.frame);
    else if (step === END) break;
    else await opened.capture.fill();
  }
}
