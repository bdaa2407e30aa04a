import { Buffer } from 'node:buffer';
import type { Dialect } from '../../dialects/index.ts';
import {
  type AnalysisOptions,
  type AnalysisProgress,
  type InputError,
  maskerForShard,
  readShard,
  shardBytes,
} from '../../engine/index.ts';
import type { Result } from '../failure.ts';
import { FilesRead } from '../files-read.ts';
import { readTlsKeys } from '../settings/tls-keys.ts';
import type { SettingsFolder } from '../surroundings.ts';
import { type HandedExchanges, handedExchanges } from './handed-exchanges.ts';

/** How capture sets are read, as plain data that another thread or process can be given. */
export interface ReadingJob extends Pick<AnalysisOptions, 'ports' | 'host' | 'reader'> {
  readonly dialects: readonly Dialect[];
  readonly hookSecret: Uint8Array | null;
  /** Paths of key logs. */
  readonly tlsKeys: readonly string[];
  readonly lane: 'on' | 'off';
  readonly showSecrets: boolean;
  /** With which digests of masked values are made; see `MarkBook`. */
  readonly marksKey: Uint8Array;
  /** Texts are masked in the shard: it leaves the process. */
  readonly isMasked: boolean;
  /** Exchanges that findings point at are handed over with the shard, which has none itself. */
  readonly keepsExchanges: boolean;
  /** Of the program. */
  readonly version: string;
}

/** A capture set as the bytes of a shard file, with what its reading cost. */
export interface ReadSet {
  readonly chunks: readonly Uint8Array[];
  readonly exchanges: HandedExchanges;
  readonly frames: number;
  readonly calls: number;
}

export type SetResult =
  | { readonly ok: true; readonly set: ReadSet }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** The shard of a capture set as bytes of a memory of their own, which can be handed to another thread. */
export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer>; readonly exchanges: HandedExchanges }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** Reads one capture set: what threads of `check --jobs`, the main one among them, do. */
export async function readBytes(
  paths: readonly string[],
  job: ReadingJob,
  onProgress: (progress: AnalysisProgress) => void,
): Promise<ReadBytes> {
  const folder = { directory: process.cwd(), files: new FilesRead() };
  const read = await readSet(paths, job, folder, onProgress);
  if (!read.ok) return { ok: false, errors: [{ path: paths[0] ?? '', message: read.message }] };
  if (!read.value.ok) return read.value;
  const { chunks, exchanges } = read.value.set;
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { ok: true, bytes, exchanges };
}

/** Reads one capture set into a shard: what a thread of `check --jobs` and a worker of a fleet do alike. */
export async function readSet(
  paths: readonly string[],
  job: ReadingJob,
  folder: SettingsFolder,
  onProgress: (progress: AnalysisProgress) => void,
): Promise<Result<SetResult>> {
  // Anew for each set: what a key log gained since is of use.
  const keys = await readTlsKeys(job.tlsKeys, false, folder);
  if (!keys.ok) return keys;
  const { masker, marks } = maskerForShard(job.showSecrets, job.marksKey);
  const options: AnalysisOptions = {
    ports: job.ports,
    host: job.host,
    dialects: job.dialects,
    reader: job.reader,
    lane: job.lane,
    hookSecret: job.hookSecret === null ? null : Buffer.from(job.hookSecret),
    tlsSecrets: keys.value.secrets,
    masker,
    // No exchange is part of a shard file: what a report shows of one is read again where none are handed over.
    keepExchanges: job.keepsExchanges ? 'faulty' : 'none',
    // What judging needs is no concern of reading.
    windowFactor: 1,
    expect: [],
    severities: {},
    onProgress,
  };
  const read = await readShard(paths, options);
  if (!read.ok) return { ok: true, value: read };
  const { shard } = read;
  const chunks = shardBytes(shard, { ...options, marks, version: job.version, isMasked: job.isMasked });
  const frames = shard.readings.reduce((sum, reading) => sum + reading.frames, 0);
  const calls = shard.parts.reduce((sum, part) => sum + part.collected[0].calls.length, 0);
  return { ok: true, value: { ok: true, set: { chunks, exchanges: handedExchanges(shard), frames, calls } } };
}
