import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_SHARD_FILE_BYTES } from '../../base/limits.ts';
import { systemReason } from '../../base/system-error.ts';
import { type Dialect, dialects } from '../../dialects/index.ts';
import {
  type AnalysisOptions,
  type AnalysisResult,
  joinShards,
  judgeHandedOver,
  openShard,
  recoverFromShard,
  type Shard,
  type ShardHeader,
} from '../../engine/index.ts';
import { byteSize } from '../../report/index.ts';
import type { CheckPlan } from '../commands/check-plan.ts';
import type { CheckRun } from '../commands/check-run.ts';
import { failure, type Result, success } from '../failure.ts';
import type { SettingsFolder } from '../surroundings.ts';
import { version } from '../version.ts';
import { memoryAtHand, whyTooLarge } from './memory-need.ts';

/** Shards that were put together, and how they were read. */
export interface OpenedShards {
  readonly readings: Shard['readings'];
  /** Gives the shard away, once: nothing here holds its calls after that. */
  readonly handOver: () => Shard;
  readonly header: ShardHeader;
  readonly dialects: readonly Dialect[];
}

/** Opens files of shards, one after the other. All of them have to have been read in the same way. */
export function openShards(
  paths: readonly string[],
  { analysis, marks }: Pick<CheckPlan, 'analysis' | 'marks'>,
  { directory }: Pick<SettingsFolder, 'directory'>,
): Result<OpenedShards> {
  const tooLarge = whyTooLarge(sizeOf(paths, directory), memoryAtHand());
  if (tooLarge !== null) return failure(tooLarge);
  const known = [...dialects.values(), ...analysis.dialects];
  const shards: Shard[] = [];
  let first: Pick<OpenedShards, 'header' | 'dialects'> | null = null;
  for (const path of paths) {
    const bytes = bytesOf(path, directory);
    if (!bytes.ok) return bytes;
    const opened = openShard(bytes.value, { dialects: known, marks, version: version() });
    if (!opened.ok) return failure(`${path}: this shard cannot be used: ${opened.message}`);
    first ??= { header: opened.header, dialects: opened.dialects };
    const other = whatDiffers(first.header, opened.header);
    if (other !== null) {
      return failure(`${path}: was read with ${other} than ${paths[0]}; read its capture again`);
    }
    shards.push(opened.shard);
  }
  if (first === null) return failure('there is no shard');
  const joined = joinShards(shards);
  if (!joined.ok) return failure(joined.message);
  return success({ ...handingOver(joined.shard), ...first });
}

function handingOver(shard: Shard): Pick<OpenedShards, 'readings' | 'handOver'> {
  let left: Shard | null = shard;
  return {
    readings: shard.readings,
    handOver: () => {
      if (left === null) throw new Error('this shard was handed over already');
      const given = left;
      left = null;
      return given;
    },
  };
}

function whatDiffers(one: ShardHeader, other: ShardHeader): string | null {
  if (one.host !== other.host) return 'another --host';
  if (one.ports.join() !== other.ports.join()) return 'other ports';
  const names = ({ dialects }: ShardHeader): string => dialects.map(({ name }) => name).join();
  return names(one) === names(other) ? null : 'other dialects';
}

/** Bytes of all files; one that cannot be read is told of when it is opened. */
function sizeOf(paths: readonly string[], directory: string): number {
  return paths.reduce(
    (sum, path) => sum + (statSync(resolve(directory, path), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

function bytesOf(path: string, directory: string): Result<Buffer> {
  const whole = resolve(directory, path);
  try {
    const { size } = statSync(whole);
    if (size > MAX_SHARD_FILE_BYTES) {
      return failure(
        `${path}: has ${byteSize(size)}; shards of more than ${byteSize(MAX_SHARD_FILE_BYTES)} are not read`,
      );
    }
    return success(readFileSync(whole));
  } catch (error) {
    return failure(`${path}: cannot be read: ${systemReason(error)}`);
  }
}

/** What judges shards: with what they were read with, and with what is asked for now. */
export function judgingOptions(
  options: AnalysisOptions,
  { header, dialects }: Pick<OpenedShards, 'header' | 'dialects'>,
): AnalysisOptions {
  return { ...options, dialects, ports: header.ports, host: header.host };
}

/** How a check takes its analysis and its payloads from shards instead of captures. */
export function fromShards(opened: OpenedShards): Pick<Required<CheckRun>, 'analyse' | 'recover'> {
  const { readings, handOver } = opened;
  return {
    analyse: async (_, options): Promise<AnalysisResult> => ({
      ok: true,
      analysis: judgeHandedOver(handOver, judgingOptions(options, opened)),
      places: null,
    }),
    recover: (options, calls) => recoverFromShard(readings, options, calls, isUnchanged),
  };
}

/** Whether the captures of a shard are there, as far as their sizes tell. */
export function isUnchanged({ captures }: Shard['readings'][number]): boolean {
  return captures.every(({ path, bytes }) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() === true && found.size === bytes;
  });
}
