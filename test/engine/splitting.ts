import type { CaptureInput } from '../../src/capture/index.ts';
import {
  type Analysis,
  type AnalysisOptions,
  analyse,
  type ConnectionShare,
  judge,
  merge,
  readShard,
  type Shard,
} from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { playPlan } from '../scenarios/capture.ts';
import { randomScenario } from '../scenarios/scenario.ts';
import { analysisOptions } from './options.ts';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

export const WHOLE: ConnectionShare = { index: 0, of: 1 };

/** A capture with random faults, as classic little-endian pcap. */
export function randomCapture(seed: number): Buffer {
  const { plan } = randomScenario(seed);
  return playPlan({ ...plan, form: { ...plan.form, file: 'pcap', byteOrder: 'little' } }).bytes;
}

/** Offsets at which the records of a classic little-endian pcap begin, and its end. */
export function recordOffsets(capture: Buffer): readonly number[] {
  const offsets: number[] = [];
  let at = FILE_HEADER_BYTES;
  while (at < capture.length) {
    offsets.push(at);
    at += RECORD_HEADER_BYTES + capture.readUInt32LE(at + 8);
  }
  return [...offsets, at];
}

/** The same records in several captures: a new one begins before each of these records, counted from 0. */
export function splitInTime(capture: Buffer, cuts: readonly number[]): readonly CaptureInput[] {
  const offsets = recordOffsets(capture);
  const header = capture.subarray(0, FILE_HEADER_BYTES);
  const bounds = [0, ...cuts, offsets.length - 1];
  return bounds.slice(1).map((end, part) => ({
    kind: 'bytes',
    path: `part-${part}.pcap`,
    bytes: Buffer.concat([header, capture.subarray(offsets[bounds[part]], offsets[end])]),
  }));
}

/** Everything is kept and nothing masked, so that all of it can be compared. */
export function splitOptions(changes: Partial<AnalysisOptions> = {}): AnalysisOptions {
  return analysisOptions({
    masker: new Masker({ showSecrets: true }),
    keepExchanges: 'every',
    ...changes,
  });
}

export async function analysisOf(
  inputs: readonly CaptureInput[],
  options = splitOptions(),
): Promise<Analysis> {
  const read = await analyse(inputs, options);
  if (!read.ok) throw new Error(read.errors[0]?.message);
  return read.analysis;
}

export async function shardOf(
  input: CaptureInput,
  edgeSeconds: number | null,
  share = WHOLE,
  options = splitOptions(),
): Promise<Shard> {
  const read = await readShard([input], options, { share, edgeSeconds });
  if (!read.ok) throw new Error(read.errors[0]?.message);
  return read.shard;
}

export function merged(one: Shard, other: Shard, edgeSeconds: number, options = splitOptions()): Shard {
  const result = merge(one, other, { ...options, edgeSeconds });
  if (!result.ok) throw new Error(result.message);
  return result.shard;
}

export function judged(shard: Shard, options = splitOptions()): Analysis {
  return judge(shard, options);
}
