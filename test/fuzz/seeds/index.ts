import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFrames, type SeedFrame } from './frames.ts';
import { readMessages, type SeedMessage } from './messages.ts';
import { shardFileOf } from './shards.ts';

export type { SeedFrame } from './frames.ts';
export type { SeedMessage } from './messages.ts';

/** A capture that mutations begin with. */
export interface SeedCapture {
  readonly name: string;
  readonly bytes: Buffer;
  readonly frames: readonly SeedFrame[];
}

/** What mutations begin with: the samples and, where it is there, the corpus beside the checkout. */
export interface Seeds {
  /** Captures that are small enough to be read many times. */
  readonly captures: readonly SeedCapture[];
  /** Those of them with frames. */
  readonly framed: readonly SeedCapture[];
  /** HTTP requests with their answers. */
  readonly messages: readonly SeedMessage[];
  /** Those whose request is a hook with a JSON body. */
  readonly hooks: readonly SeedMessage[];
  /** Files with what was collected from the first captures that have frames. */
  readonly shards: readonly Buffer[];
  /** True where the corpus is there. */
  readonly hasCorpus: boolean;
}

const MOST_BYTES = 40_000;
const MOST_FRAMES = 400;
const SHARDS = 24;
const FOLDERS = ['../../../samples/', '../../../../shared/corpus/'] as const;
const CAPTURE_NAME = /\.(?:pcap|pcapng|pcap\.gz)$/;

/** Reads all seeds; the same on every machine that has the same files. */
export async function readSeeds(): Promise<Seeds> {
  const captures: SeedCapture[] = [];
  const messages: SeedMessage[] = [];
  let hasCorpus = false;
  for (const folder of FOLDERS.map((path) => fileURLToPath(new URL(path, import.meta.url)))) {
    if (!existsSync(folder)) continue;
    hasCorpus = folder.endsWith('corpus/');
    for (const name of readdirSync(folder).sort()) {
      if (!CAPTURE_NAME.test(name)) continue;
      const bytes = readFileSync(folder + name);
      messages.push(...(await readMessages(bytes)));
      const small = bytes.subarray(0, MOST_BYTES);
      captures.push({ name, bytes: small, frames: await readFrames(bytes, MOST_FRAMES) });
    }
  }
  const framed = captures.filter(({ frames }) => frames.length > 0);
  return {
    captures,
    framed,
    messages,
    hooks: messages.filter(({ isHook }) => isHook),
    shards: await Promise.all(framed.slice(0, SHARDS).map(({ bytes }) => shardFileOf(bytes))),
    hasCorpus,
  };
}
