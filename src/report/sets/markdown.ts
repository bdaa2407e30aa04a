import { MAX_MARKDOWN_CHARACTERS } from '../../base/limits.ts';
import { escapeMarkdown } from '../escape/markdown.ts';
import type { CaptureOutcome, RenderSeveral } from '../format.ts';
import { renderMarkdown } from '../markdown/report.ts';
import { MARKS } from '../overview/severity.ts';
import { filesText, outcomeRow, outcomesText } from './outcome-rows.ts';

/** Characters of the table for each capture, at most, where its name is of ordinary length. */
const ROOM_OF_A_ROW = 300;

/**
 * A table of all captures, and then the report of each, as far as there is room in an issue: the table has them all. The parts are
 * kept as text until the table is known.
 */
export const severalMarkdown: RenderSeveral = (options) => {
  const prose = (text: string): string => escapeMarkdown(options.masker.text(text));
  const most = options.everything ? Number.POSITIVE_INFINITY : MAX_MARKDOWN_CHARACTERS;
  const parts: string[] = [];
  let left = most;
  let leftOut = 0;
  const keep = (part: string): void => {
    left -= ROOM_OF_A_ROW;
    if (options.verdictOnly) return;
    if (part.length > left) leftOut += 1;
    else parts.push(part);
    if (part.length <= left) left -= part.length;
  };
  return {
    begin: () => [],
    capture(analysis, place) {
      const characters = Math.max(0, left) / (place.of - place.number + 1);
      const report = [...renderMarkdown(analysis, { ...options, grouping: place.grouping, characters })];
      const apart = place.apart === null ? '' : `${prose(place.apart)}\n\n`;
      keep(`\n## ${prose(filesText(place))}\n\n${apart}${report.join('')}`);
      return [];
    },
    unread(place, message) {
      keep(`\n## ${prose(filesText(place))}\n\n${MARKS.error} ${prose(message)}\n`);
      return [];
    },
    *end(outcomes) {
      yield `# ${outcomesText(outcomes)}\n\n| | capture | errors | warnings | verdict |\n|---|---|---:|---:|---|\n`;
      for (const outcome of outcomes) {
        const { files, errors, warnings, verdict } = outcomeRow(outcome);
        const cells = [markOf(outcome), prose(files), errors, warnings, prose(verdict)];
        yield `| ${cells.join(' | ')} |\n`;
      }
      yield* parts;
      if (leftOut > 0)
        yield `\n${leftOut} of ${outcomes.length} reports are left out, for which there is no room here.\n`;
    },
  };
};

function markOf(outcome: CaptureOutcome): string {
  if (!outcome.isRead) return MARKS.error;
  return outcome.severity === null ? '✓' : MARKS[outcome.severity];
}
