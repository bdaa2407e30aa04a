import { Buffer } from 'node:buffer';
import { dialects } from '../../src/dialects/index.ts';
import {
  type AnalysisOptions,
  maskerForShard,
  openShard,
  type Shard,
  type ShardOpening,
  shardBytes,
} from '../../src/engine/index.ts';
import { MarkBook } from '../../src/privacy/index.ts';
import { analysisOptions } from './options.ts';

export const VERSION = '0.0.0';
/** With which digests of marks are made in these tests. */
export const MARKS_KEY = Buffer.alloc(32, 7);

/** What traffic is read with that is written to a file, and its marks. */
export function filingOptions(
  changes: Partial<AnalysisOptions> & { readonly showsSecrets?: boolean } = {},
): AnalysisOptions & { readonly marks: MarkBook } {
  const { showsSecrets = false, ...rest } = changes;
  const { masker, marks } = maskerForShard(showsSecrets, MARKS_KEY);
  return { ...analysisOptions({ masker, keepExchanges: 'faulty', ...rest }), marks };
}

/** The bytes of a file with a shard that was read with {@link filingOptions}. */
export function fileOf(shard: Shard, options: ReturnType<typeof filingOptions>, isMasked = true): Buffer {
  return Buffer.concat([...shardBytes(shard, { ...options, version: VERSION, isMasked })]);
}

export function openingOf(changes: Partial<ShardOpening> = {}): ShardOpening {
  return { dialects: [...dialects.values()], marks: new MarkBook(MARKS_KEY), version: VERSION, ...changes };
}

/** The shard of a file. */
export function opened(bytes: Buffer, opening: ShardOpening = openingOf()): Shard {
  const read = openShard(bytes, opening);
  if (!read.ok) throw new Error(read.message);
  return read.shard;
}

/** The shard without what no file holds: headers and bodies. */
export function withoutExchanges(shard: Shard): Shard {
  return {
    ...shard,
    parts: shard.parts.map((part) => ({
      ...part,
      collected: part.collected.map((each) => ({ ...each, exchanges: new Map() })),
    })),
  };
}
