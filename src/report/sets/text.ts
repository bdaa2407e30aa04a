import { escapeTerminal } from '../escape/terminal.ts';
import type { CaptureOutcome, CapturePlace, RenderSeveral } from '../format.ts';
import { type Paint, painter } from '../layout/style.ts';
import { displayWidth, padEnd, padStart } from '../layout/width.ts';
import { MARKS } from '../overview/severity.ts';
import { renderText } from '../text/report.ts';
import { filesText, outcomeRow, outcomesText } from './outcome-rows.ts';

const MOST_NAME_COLUMNS = 44;

/** The text report: one capture after the other, each under its files, and a table of all at the end. */
export const severalText: RenderSeveral = (options) => {
  const paint = painter(options.color);
  const safe = (text: string): string => escapeTerminal(options.masker.text(text));
  return {
    begin: () => [],
    *capture(analysis, place) {
      if (options.verdictOnly) return;
      yield* heading(place, paint, safe);
      yield* renderText(analysis, { ...options, grouping: place.grouping });
      yield '\n';
    },
    *unread(place, message) {
      if (options.verdictOnly) return;
      yield* heading(place, paint, safe);
      yield `${paint('fatal', MARKS.error)} ${safe(message)}\n\n`;
    },
    *end(outcomes) {
      yield* tableLines(outcomes, paint, safe);
    },
  };
};

function* heading(place: CapturePlace, paint: Paint, safe: (text: string) => string): Iterable<string> {
  yield `${paint('heading', `[${place.number} of ${place.of}] ${safe(filesText(place))}`)}\n`;
  if (place.apart !== null) yield `${paint('dim', safe(place.apart))}\n`;
}

function* tableLines(
  outcomes: readonly CaptureOutcome[],
  paint: Paint,
  safe: (text: string) => string,
): Iterable<string> {
  const rows = outcomes.map((outcome) => {
    const row = outcomeRow(outcome);
    return { outcome, row: { ...row, files: endOf(safe(row.files)) } };
  });
  const columns = rows.reduce((most, { row }) => Math.max(most, displayWidth(row.files)), 0);
  yield `${paint('heading', outcomesText(outcomes))}\n\n`;
  yield `${paint('dim', `  ${padEnd('capture', columns)}  ${padStart('errors', 7)}  ${padStart('warnings', 8)}  verdict`)}\n`;
  for (const { outcome, row } of rows) {
    const look = outcome.isRead ? (outcome.severity ?? 'sound') : 'error';
    const mark = look === 'sound' ? '✓' : MARKS[look];
    const painted = paint(look === 'sound' ? 'sound' : look === 'note' ? 'dim' : look, mark);
    yield `${painted} ${padEnd(row.files, columns)}  ${padStart(row.errors, 7)}  ${padStart(row.warnings, 8)}  ${safe(row.verdict)}\n`;
  }
}

/** The end of a name that is too long for its column: it tells more than the folder. */
function endOf(name: string): string {
  const letters = [...name];
  while (displayWidth(letters.join('')) > MOST_NAME_COLUMNS - 1) letters.shift();
  return letters.length === [...name].length ? name : `…${letters.join('')}`;
}
