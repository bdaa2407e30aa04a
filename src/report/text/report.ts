import type { Analysis } from '../../engine/index.ts';
import type { ReportOptions } from '../format.ts';
import { labelled, verbatim } from '../layout/page.ts';
import { nextStep } from '../overview/next-step.ts';
import { breakdownLines } from './breakdown-lines.ts';
import { captureLines } from './capture-lines.ts';
import { type TextContext, textContext } from './context.ts';
import { knownLines } from './known-lines.ts';
import { noteGroups, problemGroups } from './problem-groups.ts';
import { showsAllCalls, timeline } from './timeline.ts';
import { verdictLine } from './verdict-line.ts';

/** Lines of a screen. The beginning of a longer report has left it when the last line is written. */
const SCREEN_LINES = 24;

/**
 * Writes the analysis for a person at a terminal: the verdict, the problems and what to do, and the calls in the order
 * of time. After more than a screen the verdict stands once more at the end, with what to type next.
 */
export function* renderText(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = textContext(analysis, options);
  yield `${verdictLine(context)}\n`;
  if (options.verdictOnly) return;
  yield '\n';
  let written = 2;
  for (const lines of [
    captureLines(context, options.grouping ?? null),
    breakdownLines(context),
    problemGroups(context),
    knownLines(context),
    timeline(context),
    noteGroups(context),
  ]) {
    for (const line of lines) {
      yield `${line}\n`;
      written += 1;
    }
  }
  const isLong = written > SCREEN_LINES;
  if (isLong) {
    yield '\n';
    yield `${verdictLine(context)}\n`;
  }
  if (isLong || !showsAllCalls(context)) for (const line of nextLines(context, isLong)) yield `${line}\n`;
}

/** `isExplained`: with what the command shows. */
function* nextLines(context: TextContext, isExplained: boolean): Iterable<string> {
  const next = nextStep(context, context.options);
  if (next === null) return;
  yield verbatim(context, 'next', context.safe(next.command), 0);
  if (isExplained) yield* labelled(context, '', `shows ${next.shows}`, 0);
}
