import { Random } from '../../../samples/builder/index.ts';
import type { FuzzInput } from '../input.ts';
import type { Seeds } from '../seeds/index.ts';
import { clock } from './clock.ts';
import { codings } from './codings.ts';
import { compressed } from './compressed.ts';
import { container } from './container.ts';
import { filter } from './filter.ts';
import { fragments } from './fragments.ts';
import { http } from './http.ts';
import { hpack, http2Frames } from './http2.ts';
import { json } from './json.ts';
import { packets } from './packets.ts';
import { segments } from './segments.ts';
import { baseline, configuration, dialect } from './settings.ts';
import { shard } from './shard.ts';
import type { MakeInput } from './stage.ts';
import { tlsHandshake, tlsRecords } from './tls.ts';
import { words } from './words.ts';

/** The stages that are damaged, in the order of the data. `share` is how many inputs of a round a stage gets. */
const STAGES = {
  container: { make: container, share: 4 },
  compressed: { make: compressed, share: 2 },
  clock: { make: clock, share: 2 },
  packets: { make: packets, share: 4 },
  fragments: { make: fragments, share: 2 },
  segments: { make: segments, share: 4 },
  'tls-records': { make: tlsRecords, share: 3 },
  'tls-handshake': { make: tlsHandshake, share: 3 },
  http: { make: http, share: 4 },
  'http2-frames': { make: http2Frames, share: 3 },
  hpack: { make: hpack, share: 3 },
  codings: { make: codings, share: 2 },
  json: { make: json, share: 4 },
  shard: { make: shard, share: 3 },
  dialect: { make: dialect, share: 1 },
  configuration: { make: configuration, share: 1 },
  baseline: { make: baseline, share: 1 },
  filter: { make: filter, share: 1 },
  words: { make: words, share: 2 },
} as const satisfies Record<string, { readonly make: MakeInput; readonly share: number }>;

export type StageName = keyof typeof STAGES;
export const STAGE_NAMES = Object.keys(STAGES) as readonly StageName[];

const ROUND: readonly StageName[] = STAGE_NAMES.flatMap((name) =>
  Array.from({ length: STAGES[name].share }, () => name),
);

/** The stage that input number `index` damages, where none is asked for. */
export function stageOf(index: number): StageName {
  return ROUND[index % ROUND.length] ?? 'container';
}

/** Input number `index` of a run: the same for the same seed, stage and seed files, whatever came before it. */
export function makeInput(seed: number, index: number, stage: StageName, seeds: Seeds): FuzzInput {
  const random = new Random(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  return STAGES[stage].make(random, seeds);
}
