import type { Analysis } from '../../engine/index.ts';
import {
  type CaptureOutcome,
  type CapturePlace,
  inChunks,
  type Piece,
  type ReportOfSeveral,
} from '../../report/index.ts';
import { baselineView, verdictOf } from '../../report/layout/index.ts';
import { countingFindings } from '../exit-status.ts';
import type { Result } from '../failure.ts';
import { Handover } from '../output/handover.ts';
import { addJobSummary, summaryFormat } from '../output/job-summary.ts';
import { writeChunks } from '../output/write.ts';
import type { Baseline } from '../settings/baseline.ts';
import type { CaptureFiles } from '../several/capture-sets.ts';
import { jobSummaryPath } from './check-plan.ts';
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

/** A report that is written while captures are analysed, one after the other. */
interface OpenReport {
  readonly report: ReportOfSeveral;
  readonly handover: Handover;
  readonly written: Promise<Result<null>>;
}

/**
 * Checks several captures one after the other, so that no more than one analysis is in memory, and writes about all of them into
 * each report. A capture that cannot be read does not cost the others.
 */
export async function checkSeveral(sets: readonly CaptureFiles[], run: CheckRun): Promise<CheckOutcome> {
  const { plan, flags, surroundings } = run;
  const { reports, settings, known } = plan;
  const alone = reports.find(({ format }) => format.loadSeveral === undefined);
  if (alone !== undefined) {
    const name = alone.format.name;
    return failed(
      surroundings,
      `${name}: these files are ${sets.length} captures, and a report of this format holds one; give one of them, or --together`,
    );
  }
  const opened = await Promise.all(reports.map((wanted) => openReport(wanted, run)));
  const summary = await openSummary(run);
  const everywhere = summary === null ? opened : [...opened, summary];
  const outcomes: CaptureOutcome[] = [];
  const findings: Pick<Analysis, 'findings'>[] = [];
  let total = 0;
  let counting = 0;
  const { failOn = 'error', maxFindings = 0 } = settings;
  await tell(everywhere, (report) => report.begin());
  for (const [index, files] of sets.entries()) {
    const place: CapturePlace = { number: index + 1, of: sets.length, ...files };
    const read = await analyseForReports(files.paths, run, `hook calls of ${index + 1}/${sets.length}`);
    if (!read.ok) {
      outcomes.push({ ...place, isRead: false, message: read.message });
      await tell(everywhere, (report) => report.unread(place, read.message));
      continue;
    }
    const analysis = read.value;
    outcomes.push({
      ...place,
      isRead: true,
      ...resultOf(analysis, settings.baseline === undefined ? undefined : known),
    });
    total += analysis.findings.length;
    counting += countingFindings(analysis, { failOn, known });
    if (flags.writeBaseline !== undefined) findings.push({ findings: analysis.findings });
    await tell(everywhere, (report) => report.capture(analysis, place));
  }
  await tell(everywhere, (report) => report.end(outcomes));
  const wrong: string[] = [];
  for (const { handover, written } of everywhere) {
    handover.end();
    const result = await written;
    if (!result.ok) wrong.push(result.message);
  }
  if (flags.writeBaseline !== undefined) {
    const written = await writeBaseline(findings, run);
    if (!written.ok) wrong.push(written.message);
  }
  const unread = outcomes.flatMap((outcome) => (outcome.isRead ? [] : [outcome.message]));
  if (wrong.length + unread.length > 0) return failed(surroundings, [...unread, ...wrong].join('; '));
  if (flags.writeBaseline !== undefined) return { status: 0, findings: total };
  return { status: counting > maxFindings ? 1 : 0, findings: total };
}

async function openReport(
  { format, path }: CheckRun['plan']['reports'][number],
  run: CheckRun,
): Promise<OpenReport> {
  const render = await format.loadSeveral?.();
  if (render === undefined) throw new Error(`${format.name} holds one capture`);
  const handover = new Handover();
  const written = writeChunks(handover, path, run.surroundings, writeOptionsFor(format.name, run));
  return { report: render(reportOptionsFor(path, run)), handover, written: abandoning(handover, written) };
}

/** The summary of a GitHub job; null where there is none. */
async function openSummary(run: CheckRun): Promise<OpenReport | null> {
  const { plan, surroundings } = run;
  const path = jobSummaryPath(plan.reports, surroundings);
  const render = await summaryFormat().loadSeveral?.();
  if (path === null || render === undefined) return null;
  const handover = new Handover();
  const written = addJobSummary(path, handover, surroundings.files);
  return { report: render(summaryOptionsFor(path, run)), handover, written: abandoning(handover, written) };
}

/** Where writing ends early, what is still made is dropped. */
async function abandoning(handover: Handover, written: Promise<Result<null>>): Promise<Result<null>> {
  const result = await written;
  handover.abandon();
  return result;
}

async function tell(
  opened: readonly OpenReport[],
  partOf: (report: ReportOfSeveral) => Iterable<Piece>,
): Promise<void> {
  for (const { report, handover } of opened) {
    for (const chunk of inChunks(partOf(report))) await handover.push(chunk);
  }
}

function resultOf(
  analysis: Analysis,
  known: Baseline | undefined,
): Pick<Extract<CaptureOutcome, { isRead: true }>, 'severity' | 'verdict' | 'calls' | 'findings'> {
  const { severity, text } = verdictOf(analysis, baselineView(analysis, known));
  const { calls, findings } = analysis.summary;
  return { severity, verdict: text, calls, findings };
}
