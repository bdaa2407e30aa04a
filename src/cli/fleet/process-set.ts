import { dialects } from '../../dialects/index.ts';
import { judge, openShard } from '../../engine/index.ts';
import {
  digestOf,
  type SetOutcome,
  type SetProgress,
  type SetTask,
  Store,
  taskId,
  whyChanged,
} from '../../fleet/index.ts';
import { MarkBook, Masker } from '../../privacy/index.ts';
import { FilesRead } from '../files-read.ts';
import { readSet } from '../jobs/reading-job.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { readHookSecret } from '../settings/hook-secret.ts';
import { version } from '../version.ts';

/** What a worker tells the process that reads a set: by this variable of the environment, as JSON. No secret is part of it. */
export const WORK_VARIABLE = 'HOOKSCOPE_FLEET_WORK';

/** How a worker reads sets: paths and switches of its own machine. */
export interface WorkSettings {
  readonly store: string;
  readonly directory: string;
  readonly tlsKeys: readonly string[];
  readonly hookSecretFile: string | null;
  readonly reader: 'hookscope' | 'pcap-parser';
  readonly lane: 'on' | 'off';
}

const PROGRESS_MS = 1000;
const WORST_TOLD = 6;

/** A set that cannot be read: it is not tried again. */
export class Hopeless extends Error {}

/**
 * Reads one capture set and writes its shard into the store. It runs in a process of its own, so that a busy loop, or a set that
 * makes it crash, costs nobody else. What was done by another worker meanwhile is done again with the same result.
 */
export async function processSet(
  task: SetTask,
  onProgress: (progress: SetProgress) => void,
): Promise<SetOutcome> {
  const work = JSON.parse(process.env[WORK_VARIABLE] ?? '{}') as WorkSettings;
  const id = taskId(task);
  if (task.version !== version()) {
    throw new Hopeless(
      `it was submitted by hookscope ${task.version}, and this worker is ${version()}; submit it again with that version`,
    );
  }
  const changed = await whyChanged(task);
  if (changed !== null) throw new Hopeless(changed);
  const folder = { directory: work.directory, files: new FilesRead() };
  const known = await dialectsFor(task.settings.dialect ?? undefined, folder);
  if (!known.ok) throw new Hopeless(known.message);
  if (digestOf(known.value) !== task.settings.dialects) {
    throw new Hopeless(
      'the dialects of this worker are other ones than when it was submitted; submit it again',
    );
  }
  const secret = await readHookSecret(work.hookSecretFile, folder);
  if (!secret.ok) throw new Hopeless(secret.message);
  const store = new Store(work.store);
  const marksKey = await store.marksKey();
  const paths = task.files.map(({ path }) => path);
  let told = performance.now();
  const read = await readSet(
    paths,
    {
      ports: task.settings.ports,
      host: task.settings.host,
      dialects: known.value,
      reader: work.reader,
      lane: work.lane,
      hookSecret: secret.value,
      tlsKeys: work.tlsKeys,
      showSecrets: false,
      isMasked: true,
      keepsExchanges: false,
      marksKey,
      version: version(),
    },
    folder,
    ({ bytes, frames }) => {
      if (performance.now() - told < PROGRESS_MS) return;
      told = performance.now();
      onProgress({ bytes, frames });
    },
  );
  if (!read.ok) throw new Hopeless(read.message);
  if (!read.value.ok) throw new Hopeless(read.value.errors[0]?.message ?? 'it cannot be read');
  const changedMeanwhile = await whyChanged(task);
  if (changedMeanwhile !== null) throw new Hopeless(changedMeanwhile);
  const { chunks, frames, calls } = read.value.set;
  await store.writeShard(id, chunks);
  return {
    frames,
    calls,
    bytes: task.files.reduce((sum, file) => sum + file.bytes, 0),
    shardBytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    worst: worstOf(Buffer.concat([...chunks])),
  };
}

/** The rules with the most important findings of a shard: names and counts. */
function worstOf(bytes: Buffer): SetOutcome['worst'] {
  const marks = new MarkBook();
  const known = [...dialects.values()];
  const opened = openShard(bytes, { dialects: known, marks, version: version() });
  // A dialect of the user's is not among them: then the report alone tells.
  if (!opened.ok) return [];
  const analysis = judge(opened.shard, {
    ports: opened.header.ports,
    host: opened.header.host,
    dialects: opened.dialects,
    windowFactor: 1,
    expect: [],
    severities: {},
    hookSecret: null,
    masker: new Masker({ showSecrets: false }, marks),
    keepExchanges: 'none',
  });
  // Problems of one rule may be many: one for each method and server.
  const byRule = new Map<string, [rule: string, severity: string, count: number]>();
  for (const { rule, severity, count } of analysis.problems) {
    const known = byRule.get(`${severity} ${rule}`);
    if (known === undefined) byRule.set(`${severity} ${rule}`, [rule, severity, count]);
    else known[2] += count;
  }
  return [...byRule.values()].slice(0, WORST_TOLD);
}
