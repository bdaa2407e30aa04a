import { basename } from 'node:path';
import { secondsBetween } from '../../base/time.ts';
import {
  byteSize,
  count,
  displayWidth,
  durationText,
  escapeTerminal,
  grouped,
} from '../../report/layout/index.ts';
import { type Line, line, span, type TextSpan } from '../layout/line.ts';
import type { MissingCalls } from '../model/catalogue.ts';
import type { State } from '../state/state.ts';
import { MARK_OF, type Viewer, viewerOf } from './viewer.ts';

/** The most methods that the verdict line names. */
const MOST_METHODS = 4;

/** The two lines at the top: what was read, and what is wrong. */
export function headerLines(state: State, width: number): readonly Line[] {
  return [captureLine(state, width), verdictLine(state, width)];
}

function captureLine(state: State, width: number): Line {
  const { analysis, done } = state.catalogue;
  const pieces = [
    span('bold', ` ${captureName(state)}`),
    ...(done ? [] : [span('accent', progressText(state))]),
    span('plain', formatText(state)),
    ...(analysis.ports.length === 0 ? [] : [span('plain', `port ${analysis.ports.join(', ')}`)]),
    span('plain', escapeTerminal(analysis.dialect.title)),
  ];
  return line(...fitting(pieces, ' · ', width));
}

function captureName({ catalogue }: State): string {
  const { captures } = catalogue.analysis;
  const [first] = captures;
  if (first === undefined) return 'no capture';
  const name = first.path === '-' ? 'standard input' : escapeTerminal(basename(first.path));
  return captures.length === 1 ? name : `${name} and ${captures.length - 1} more`;
}

function formatText({ catalogue }: State): string {
  const { captures, firstTime, lastTime } = catalogue.analysis;
  const frames = captures.reduce((sum, capture) => sum + capture.frames, 0);
  const formats = [...new Set(captures.map((capture) => capture.format))].join(', ');
  const damaged = catalogue.done && captures.some((capture) => !capture.complete) ? ', damaged' : '';
  if (firstTime === null || lastTime === null) return `${formats}, ${count(frames, 'frame')}${damaged}`;
  return `${formats}, ${count(frames, 'frame')}, ${durationText(secondsBetween(firstTime, lastTime))}${damaged}`;
}

/** How far the reading has come. */
function progressText({ progress, following }: State): string {
  const { bytes, total, frames } = progress;
  if (following) return 'live';
  const share =
    total === null || total === 0 ? byteSize(bytes) : `${Math.min(99, Math.floor((bytes / total) * 100))} %`;
  return `reading ${share}, ${count(frames, 'frame')}`;
}

function verdictLine(state: State, width: number): Line {
  const viewer = viewerOf(state);
  const { missing, analysis } = state.catalogue;
  const { summary } = analysis;
  const errors = summary.findings.error - missing.errors;
  const warnings = summary.findings.warning - missing.warnings;
  const { inconclusive } = summary.expectations;
  const absent = missing.errors + missing.warnings;
  const pieces: TextSpan[] = [];
  if (absent > 0) {
    const mark = missing.errors > 0 ? 'error' : 'warning';
    pieces.push(
      span(mark, `${MARK_OF[mark]} ${grouped(absent)} missing: ${missingMethods(missing, viewer)}`),
    );
  }
  if (errors > 0) {
    pieces.push(span('error', `${MARK_OF.error} ${count(errors, absent > 0 ? 'other error' : 'error')}`));
  }
  if (warnings > 0) pieces.push(span('warning', `${MARK_OF.warning} ${count(warnings, 'warning')}`));
  if (pieces.length === 0) {
    const sound = state.catalogue.done ? '✓ nothing wrong' : 'nothing wrong so far';
    pieces.push(span(state.catalogue.done ? 'good' : 'plain', sound));
  }
  if (inconclusive > 0)
    pieces.push(
      span('plain', `? ${grouped(inconclusive)} ${state.catalogue.done ? 'inconclusive' : 'open'}`),
    );
  const { calls, sessions, unjudged } = state.catalogue;
  pieces.push(span('dim', `${count(calls, 'call')} in ${count(sessions.length, 'session')}`));
  if (unjudged > 0) pieces.push(span('dim', `${grouped(unjudged)} not judged yet`));
  return line(' ', ...fitting(pieces, '   ', width - 1));
}

/** Methods that are missing, with how often where that is more than once: `METHOD ×2, METHOD`. */
function missingMethods({ methods }: MissingCalls, { safe }: Viewer): string {
  const named = methods
    .slice(0, MOST_METHODS)
    .map(([name, times]) => (times === 1 ? safe(name) : `${safe(name)} ×${grouped(times)}`));
  const more = methods.length > MOST_METHODS ? [`and ${methods.length - MOST_METHODS} more`] : [];
  return [...named, ...more].join(', ');
}

/** As many of the pieces as fit, beginning with the first, which is always shown. */
function fitting(pieces: readonly TextSpan[], separator: string, width: number): readonly TextSpan[] {
  const kept: TextSpan[] = [];
  let used = 0;
  for (const piece of pieces) {
    const needed = displayWidth(piece.text) + (kept.length === 0 ? 0 : separator.length);
    if (kept.length > 0 && used + needed > width) break;
    if (kept.length > 0) kept.push(span('dim', separator));
    kept.push(piece);
    used += needed;
  }
  return kept;
}
