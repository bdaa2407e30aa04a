import type { Counted, DialectTrial, TrialExpectation } from '../../authoring/index.ts';
import { indented, labelled, type TextPage } from '../layout/page.ts';
import { count } from '../layout/quantity.ts';
import { displayWidth, padEnd } from '../layout/width.ts';

/** A capture and what became of it. */
export interface TriedCapture {
  /** As the user named it. */
  readonly name: string;
  readonly trial: DialectTrial;
  readonly findings: { readonly error: number; readonly warning: number; readonly note: number };
}

/** Rows of a list that people read; of more, only the number is told. */
const MOST_LISTED = 20;

/** What a dialect makes of a capture. */
export function* trialLines({ name, trial, findings }: TriedCapture, page: TextPage): Iterable<string> {
  const { safe, paint } = page;
  const calls = trial.called.reduce((sum, { times }) => sum + times, 0);
  const methods = count(trial.called.length, 'method');
  yield paint('heading', `${safe(name)}: ${count(calls, 'call')} of ${methods} recognised`);
  for (const { name: method, times } of trial.called) yield `  ${String(times).padStart(5)}  ${safe(method)}`;
  yield* listed('Not recognised, to the port of the hooks', trial.unrecognised ?? [], page);
  if (trial.unrecognised === null) {
    yield* indented(
      page,
      'Requests that are not recognised were not looked for: the capture came by a pipe.',
      2,
    );
  }
  yield* listed('Recognised, but methods that the dialect does not have', trial.unknownMethods, page);
  yield* named('never called', trial.unseenMethods, page);
  if (trial.unseenParameters.length > 0) {
    yield paint('heading', 'Parameters that no call had');
    for (const { method, parameters } of trial.unseenParameters) {
      yield* labelled(page, safe(method), safe(parameters.join(', ')), 2);
    }
  }
  if (trial.undocumented.length > 0) {
    yield paint('heading', 'Members that the dialect does not have');
    for (const { method, members } of trial.undocumented) {
      const texts = members.map(({ name: member, times }) => `${member} (${times})`);
      yield* labelled(page, safe(method), safe(texts.join(', ')), 2);
    }
  }
  if (trial.expectations.length > 0) {
    yield paint('heading', 'Expectations');
    const widest = Math.max(...trial.expectations.map(({ id }) => displayWidth(safe(id))));
    for (const row of trial.expectations) yield `  ${padEnd(safe(row.id), widest)}  ${verdictsText(row)}`;
  }
  yield* named('never opened', trial.neverOpened, page);
  yield paint('heading', 'Findings');
  const { error, warning, note } = findings;
  yield `  ${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}; hookscope check shows them`;
}

function* listed(title: string, rows: readonly Counted[], page: TextPage): Iterable<string> {
  if (rows.length === 0) return;
  yield page.paint('heading', title);
  for (const { name, times } of rows.slice(0, MOST_LISTED)) {
    yield `  ${String(times).padStart(5)}  ${page.safe(name)}`;
  }
  if (rows.length > MOST_LISTED) yield `         and ${rows.length - MOST_LISTED} more`;
}

function* named(label: string, names: readonly string[], page: TextPage): Iterable<string> {
  if (names.length > 0) yield* labelled(page, label, page.safe(names.join(', ')), 0);
}

function verdictsText(row: TrialExpectation): string {
  const { met, late, missing, inconclusive, excused } = row;
  return Object.entries({ met, late, missing, inconclusive, excused })
    .filter(([, times]) => times > 0)
    .map(([verdict, times]) => `${times} ${verdict}`)
    .join(', ');
}
