import { resolve } from 'node:path';
import { scanFile } from '../../engine/index.ts';
import type { CheckPlan } from '../commands/check-plan.ts';
import { isReadableTwice } from '../commands/inputs.ts';
import type { ScanFile } from '../several/capture-sets.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';
import { ReadingPool } from './reading-pool.ts';

/** Threads for a check, or why there are none. */
export type Parallel =
  | { readonly kind: 'threads'; readonly pool: ReadingPool; readonly scan: ScanFile }
  | { readonly kind: 'alone'; readonly reason: string | null };

/**
 * The threads of `--jobs`. There are none where the result would be another one: where captures are masked by what others tell, and
 * where payloads of all calls are kept while they are read.
 */
export function parallelOf(plan: CheckPlan, { program, directory }: Surroundings): Parallel {
  const { settings, analysis, marksKey } = plan;
  const jobs = settings.jobs ?? 1;
  if (jobs < 2 || marksKey === null) return { kind: 'alone', reason: null };
  if (program === undefined) return { kind: 'alone', reason: 'the program was not started from a file' };
  const reason = whyAlone(plan, directory);
  if (reason !== null) return { kind: 'alone', reason };
  const { ports, host, dialects, reader, hookSecret } = analysis;
  // This thread is one of them.
  const pool = new ReadingPool(program, jobs - 1, {
    ports,
    host,
    dialects,
    reader,
    hookSecret,
    tlsKeys: (settings.tlsKeys ?? []).map((path) => resolve(directory, path)),
    lane: settings.lane ?? 'on',
    showSecrets: settings.showSecrets === true,
    marksKey,
    isMasked: false,
    keepsExchanges: true,
    version: version(),
  });
  const scan: ScanFile = (path, by, onProgress) =>
    by === reader ? pool.scan(path) : scanFile(path, by, onProgress);
  return { kind: 'threads', pool, scan };
}

function whyAlone({ analysis, selection, settings }: CheckPlan, directory: string): string | null {
  if (analysis.masker.redactsPersonal) return 'what one capture tells of people is masked in all of them';
  if (selection.filter !== null && selection.filter.payloadTerms.length > 0) {
    return 'payloads are searched while they are read';
  }
  if (analysis.keepExchanges !== 'faulty') return 'payloads are kept while they are read, for this report';
  const pipe = (settings.tlsKeys ?? []).find((path) => !isReadableTwice(path, directory));
  return pipe === undefined ? null : `${pipe} can be read only once`;
}
