import { basename } from 'node:path';
import { secondsBetween } from '../../base/time.ts';
import { byteSize, count, durationText, escapeTerminal, grouped } from '../../report/layout/index.ts';
import { type Line, line, span, type TextSpan, widthOf } from '../layout/line.ts';
import { type MissingCalls, newsText } from '../model/catalogue.ts';
import type { State } from '../state/state.ts';
import { LOOK_OF_SEVERITY, MARK_OF, type Viewer, viewerOf } from './viewer.ts';

/** What is shown as a whole or not at all. */
type Piece = readonly TextSpan[];

/** The most methods that the verdict line names. */
const MOST_METHODS = 4;

/** The two lines at the top: what was read, and what is wrong. */
export function headerLines(state: State, width: number): readonly Line[] {
  return [captureLine(state, width), verdictLine(state, width)];
}

function captureLine(state: State, width: number): Line {
  const { analysis, done } = state.catalogue;
  const pieces: readonly Piece[] = [
    [span('bold', ` ${captureName(state)}`)],
    ...(done ? [] : [progressPiece(state)]),
    [span('plain', formatText(state))],
    ...(analysis.ports.length === 0 ? [] : [[span('plain', `port ${analysis.ports.join(', ')}`)]]),
    [span('plain', escapeTerminal(titlesOf(analysis)))],
  ];
  return line(...fitting(pieces, ' · ', width));
}

/** The systems that sent hooks, where there are several; else the one that was looked for. */
function titlesOf({ systems, dialect }: State['catalogue']['analysis']): string {
  return systems.length > 1 ? systems.map((system) => system.dialect.title).join(', ') : dialect.title;
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

const BAR_WIDTH = 12;
/** Eighths of a block: the end of the bar. */
const BAR_ENDS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** The least seconds of reading from which the time that is left can be told. */
const TELLING_SECONDS = 0.5;

/** How far the reading has come: a bar, the share, and the time that is left. */
function progressPiece({ progress, following, readingSeconds }: State): Piece {
  const { bytes, total, frames } = progress;
  if (following) return [span('accent', 'live')];
  if (total === null || total === 0)
    return [span('accent', `reading, ${byteSize(bytes)}, ${count(frames, 'frame')}`)];
  const share = Math.min(1, bytes / total);
  const left =
    readingSeconds < TELLING_SECONDS || bytes === 0 ? null : (readingSeconds * (total - bytes)) / bytes;
  return [
    span('plain', 'reading '),
    span('accent', barText(share)),
    span(
      'plain',
      ` ${Math.min(99, Math.floor(share * 100))} %${left === null ? '' : `, ${leftText(left)} left`}`,
    ),
  ];
}

/** `████▌·······` */
function barText(share: number): string {
  const eighths = Math.floor(share * BAR_WIDTH * 8);
  const text = '█'.repeat(Math.floor(eighths / 8)) + (BAR_ENDS[eighths % 8] ?? '');
  return text + '·'.repeat(BAR_WIDTH - [...text].length);
}

/** Whole seconds: nothing finer can be told beforehand. */
function leftText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function verdictLine(state: State, width: number): Line {
  const viewer = viewerOf(state);
  const { missing, analysis } = state.catalogue;
  const { summary } = analysis;
  const errors = summary.findings.error - missing.errors;
  const warnings = summary.findings.warning - missing.warnings;
  const { inconclusive } = summary.expectations;
  const absent = missing.errors + missing.warnings;
  const pieces: Piece[] = [...newsPieces(state)];
  if (absent > 0) {
    const mark = missing.errors > 0 ? 'error' : 'warning';
    pieces.push(faultPiece(mark, `${grouped(absent)} missing: ${missingMethods(missing, viewer)}`));
  }
  if (errors > 0) pieces.push(faultPiece('error', count(errors, absent > 0 ? 'other error' : 'error')));
  if (warnings > 0) pieces.push(faultPiece('warning', count(warnings, 'warning')));
  if (absent + errors + warnings === 0) {
    pieces.push(
      state.catalogue.done
        ? [span('good', '✓'), span('plain', ' nothing wrong')]
        : [span('plain', 'nothing wrong so far')],
    );
  }
  if (inconclusive > 0)
    pieces.push([
      span('plain', `? ${grouped(inconclusive)} ${state.catalogue.done ? 'inconclusive' : 'open'}`),
    ]);
  const { calls, sessions, unjudged } = state.catalogue;
  pieces.push([span('dim', `${count(calls, 'call')} in ${count(sessions.length, 'session')}`)]);
  if (unjudged > 0) pieces.push([span('dim', `${grouped(unjudged)} not judged yet`)]);
  return line(' ', ...fitting(pieces, '   ', width - 1));
}

/** How much is new to the baseline, and how much it has; nothing where there is none. */
function newsPieces({ catalogue: { news } }: State): readonly Piece[] {
  return news === null ? [] : [[span('bold', newsText(news))]];
}

/** Only the sign is coloured. */
function faultPiece(severity: 'error' | 'warning', text: string): Piece {
  return [
    span(LOOK_OF_SEVERITY[severity], MARK_OF[severity]),
    span(severity === 'error' ? 'bold' : 'plain', ` ${text}`),
  ];
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
function fitting(pieces: readonly Piece[], separator: string, width: number): readonly TextSpan[] {
  const kept: TextSpan[] = [];
  let used = 0;
  for (const piece of pieces) {
    const needed = widthOf({ spans: piece }) + (kept.length === 0 ? 0 : separator.length);
    if (kept.length > 0 && used + needed > width) break;
    if (kept.length > 0) kept.push(span('dim', separator));
    kept.push(...piece);
    used += needed;
  }
  return kept;
}
