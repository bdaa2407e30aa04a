import type { Analysis } from '../../engine/index.ts';
import type { ReportOptions } from '../format.ts';
import { captureLines } from './capture-lines.ts';
import { textContext } from './context.ts';
import { noteGroups, problemGroups } from './problem-groups.ts';
import { timeline } from './timeline.ts';
import { verdictLine } from './verdict-line.ts';

/**
 * Writes the analysis for a person at a terminal: the verdict, the problems and what to do, and the calls in the order
 * of time.
 */
export function* renderText(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = textContext(analysis, options);
  yield `${verdictLine(analysis, context.paint)}\n`;
  if (options.verdictOnly) return;
  yield '\n';
  for (const lines of [
    captureLines(context, options.grouping ?? null),
    problemGroups(context),
    timeline(context),
    noteGroups(context),
  ]) {
    for (const line of lines) yield `${line}\n`;
  }
}
