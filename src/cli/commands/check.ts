import { escapeTerminal, inChunks } from '../../report/index.ts';
import { countingFindings } from '../exit-status.ts';
import type { ExitStatus, Result } from '../failure.ts';
import { addJobSummary, summaryFormat } from '../output/job-summary.ts';
import { write } from '../output/write.ts';
import { type CaptureFiles, captureSetsOf } from '../several/capture-sets.ts';
import { withFolders } from '../several/folders.ts';
import { isShardFile } from '../shards/shard-paths.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CheckFlags, jobSummaryPath, newMarksKey, planCheck } from './check-plan.ts';
import {
  analyseForReports,
  type CheckOutcome,
  type CheckRun,
  failed,
  reportOptionsFor,
  summaryOptionsFor,
  writeBaseline,
  writeOptionsFor,
} from './check-run.ts';
import { checkSeveral } from './check-several.ts';
import { isReadableTwice } from './inputs.ts';

/** `hookscope check FILE…`. */
export async function runCheck(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  return (await checkFiles(files, flags, surroundings)).status;
}

/** Checks captures and writes what was asked for. Files that belong together are one capture. */
export async function checkFiles(
  given: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<CheckOutcome> {
  const found = withFolders(given, surroundings.directory);
  if (!found.ok) return failed(surroundings, found.message);
  const files = found.value;
  if (files.some((path) => isShardFile(path, surroundings.directory))) {
    return checkShards(files, flags, surroundings);
  }
  const planned = await planCheck(files, flags, surroundings);
  if (!planned.ok) return failed(surroundings, planned.message);
  const plan = planned.value;
  const run: CheckRun = { plan, flags, surroundings };
  if (plan.hint !== null) surroundings.stderr.write(`hookscope: ${escapeTerminal(plan.hint)}\n`);
  if ((plan.settings.jobs ?? 1) > 1 && files.length > 1) return checkBesideEachOther(files, run);
  return checkSets(await captureSetsOf(files, flags, plan.settings.reader, surroundings), run);
}

/** Checks shards as one capture: they are put together, and judged then. `key`: that of the store that they are of. */
export async function checkShards(
  paths: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
  key: Uint8Array = newMarksKey(),
): Promise<CheckOutcome> {
  const other = paths.find((path) => !isShardFile(path, surroundings.directory));
  if (other !== undefined) {
    return failed(
      surroundings,
      `${other}: holds no shard, and others do; give shards alone, or captures alone`,
    );
  }
  if (flags.port !== undefined || flags.host !== undefined) {
    return failed(
      surroundings,
      'a shard was read with ports and a host of its own; leave --port and --host out',
    );
  }
  const planned = await planCheck(paths, flags, surroundings, false, key);
  if (!planned.ok) return failed(surroundings, planned.message);
  const plan = planned.value;
  if (plan.selection.filter !== null && plan.selection.filter.payloadTerms.length > 0) {
    return failed(surroundings, '--filter: a shard holds no payloads that could be searched');
  }
  const { fromShards, openShards } = await import('../shards/index.ts');
  const opened = openShards(paths, plan, surroundings);
  if (!opened.ok) return failed(surroundings, opened.message);
  const run: CheckRun = { plan, flags, surroundings, ...fromShards(opened.value) };
  return checkOne({ paths, grouping: null, apart: null }, run);
}

async function checkSets(sets: readonly CaptureFiles[], run: CheckRun): Promise<CheckOutcome> {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return checkOne(only, run);
  return checkSeveral(sets, run);
}

/** The same with threads that read captures, where the result is the same. */
async function checkBesideEachOther(files: readonly string[], run: CheckRun): Promise<CheckOutcome> {
  const { plan, flags, surroundings } = run;
  const { parallelOf, ReadingAhead } = await import('../jobs/index.ts');
  const parallel = parallelOf(plan, surroundings);
  if (parallel.kind === 'alone') {
    if (parallel.reason !== null)
      surroundings.stderr.write(
        `hookscope: --jobs: captures are read one after the other, because ${escapeTerminal(parallel.reason)}\n`,
      );
    return checkSets(await captureSetsOf(files, flags, plan.settings.reader, surroundings), run);
  }
  const { pool, scan } = parallel;
  try {
    const sets = await captureSetsOf(files, flags, plan.settings.reader, surroundings, scan);
    if (sets.length === 1 || sets.some(({ paths }) => !paths.every(isRegular(surroundings)))) {
      return await checkSets(sets, run);
    }
    const ahead = new ReadingAhead(
      pool,
      sets.map(({ paths }) => paths),
      plan.marks,
    );
    return await checkSets(sets, { ...run, analyse: (_, options) => ahead.next(options) });
  } finally {
    await pool.close();
  }
}

/** What comes by a pipe is read by this thread. */
function isRegular({ directory }: Surroundings): (path: string) => boolean {
  return (path) => isReadableTwice(path, directory);
}

async function checkOne(files: CaptureFiles, run: CheckRun): Promise<CheckOutcome> {
  const { plan, flags, surroundings } = run;
  const { reports, settings, known } = plan;
  const read = await analyseForReports(files.paths, run);
  if (!read.ok) return failed(surroundings, read.message);
  const analysis = read.value;
  // What one of them meets must not cost the others: a pipe that closed early, the file beside it.
  const wrong: string[] = [];
  const note = (written: Result<null>): void => {
    if (!written.ok) wrong.push(written.message);
  };
  for (const { format, path } of reports) {
    const render = await format.load();
    const options = { ...reportOptionsFor(path, run), grouping: files.grouping };
    note(await write(render(analysis, options), path, surroundings, writeOptionsFor(format.name, run)));
  }
  const summaryPath = jobSummaryPath(reports, surroundings);
  if (summaryPath !== null) {
    const options = { ...summaryOptionsFor(summaryPath, run), grouping: files.grouping };
    const render = await summaryFormat().load();
    note(await addJobSummary(summaryPath, inChunks(render(analysis, options)), surroundings.files));
  }
  if (flags.writeBaseline !== undefined) note(await writeBaseline([analysis], run));
  if (wrong.length > 0) return failed(surroundings, wrong.join('; '));
  const findings = analysis.findings.length;
  // The findings were just written down as known, so the run does not fail.
  if (flags.writeBaseline !== undefined) return { status: 0, findings };
  const { failOn = 'error', maxFindings = 0 } = settings;
  const counting = countingFindings(analysis, { failOn, known });
  return { status: counting > maxFindings ? 1 : 0, findings };
}
