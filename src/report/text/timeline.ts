import type { Session } from '../../hooks/index.ts';
import { noAnswer } from '../layout/no-answer.ts';
import { indented } from '../layout/page.ts';
import { count, latencyText, offsetText } from '../layout/quantity.ts';
import { statusText } from '../layout/status-text.ts';
import type { TextLook } from '../layout/style.ts';
import { displayWidth, padEnd, padStart, truncate } from '../layout/width.ts';
import { wrap } from '../layout/wrap.ts';
import { findingsOf } from '../overview/problem-family.ts';
import { MARKS } from '../overview/severity.ts';
import { partsAroundFaults, type TimelineRow, timelineRows } from '../overview/timeline-rows.ts';
import { sessionTitle, TEXT_LOOK_OF, type TextContext } from './context.ts';

/** Where the calls and what is to be said of them take more lines than this, only examples of each problem are shown. */
const MOST_LINES_IN_FULL = 200;
const MOST_ROWS = 100;
/** What more sessions than these show is told with the problem; their calls would say the same over and over. */
const MOST_EXAMPLES = 3;
const HTTP_COLUMNS = 4;
const LATENCY_COLUMNS = 8;

/** Widths of the columns. */
interface CallTableColumns {
  readonly offset: number;
  readonly frame: number;
  readonly call: number;
}

/** The calls of each session in the order of time, with the calls that should have been made. */
export function* timeline(context: TextContext): Iterable<string> {
  const { analysis, everything, faulty, paint } = context;
  if (analysis.calls.length === 0) return;
  const inFull = showsAllCalls(context);
  const faultySessions = inFull ? [] : context.sessions.filter((session) => faulty.has(session));
  const sessions = inFull ? context.sessions : examplesOf(faultySessions, context);
  const columns = columnsOf(context);
  yield '';
  if (sessions.length > 0) {
    yield paint('heading', 'Calls');
    yield paint('dim', headerLine(columns));
  }
  let left = everything ? Number.POSITIVE_INFINITY : MOST_ROWS;
  let unshown = faultySessions.length - (inFull ? 0 : sessions.length);
  for (const session of sessions) {
    if (left <= 0 && !inFull) {
      unshown += 1;
      continue;
    }
    yield paint('heading', sessionTitle(context, session));
    const rows = timelineRows(session, context);
    let cut = 0;
    for (const part of inFull ? [{ hidden: 0, rows }] : partsAroundFaults(rows)) {
      if (part.hidden > 0) yield paint('dim', `   … ${count(part.hidden, 'sound call')} …`);
      const shown = inFull ? part.rows : part.rows.slice(0, Math.max(0, left));
      for (const row of shown) yield* rowLines(row, columns, context);
      left -= shown.length;
      cut += part.rows.length - shown.length;
    }
    if (cut > 0) yield paint('dim', `   … ${count(cut, 'more row')} of this session …`);
  }
  yield* summedUp(context, inFull, unshown);
}

/** Whether the timeline has room for all calls. */
export function showsAllCalls(context: TextContext): boolean {
  return context.everything || linesInFull(context) <= MOST_LINES_IN_FULL;
}

/** How many lines all calls would take, about: one for each call, and one for what is to be said of it. */
function linesInFull({ analysis, faultsOf, unmetOf }: TextContext): number {
  let lines = analysis.calls.length + faultsOf.size + analysis.sessions.length;
  for (const unmet of unmetOf.values()) lines += 2 * unmet.length;
  return lines;
}

/** Of these sessions those of the new problems that few sessions have. */
function examplesOf(sessions: readonly Session[], context: TextContext): readonly Session[] {
  const { analysis, sessionOf, baseline } = context;
  const examples = new Set<Session>();
  for (const problem of analysis.problems) {
    if (problem.severity === 'note' || problem.sessions > MOST_EXAMPLES || baseline.hasAll(problem)) continue;
    for (const { call } of findingsOf(problem, analysis)) if (call !== null) examples.add(sessionOf(call));
  }
  return sessions.filter((session) => examples.has(session));
}

function* summedUp(context: TextContext, inFull: boolean, unshown: number): Iterable<string> {
  if (inFull) return;
  const { faulty } = context;
  const sound = context.sessions.filter((session) => !faulty.has(session));
  const calls = sound.reduce((sum, session) => sum + session.calls.length, 0);
  const left = [
    ...(unshown > 0 ? [count(unshown, 'faulty session')] : []),
    ...(sound.length > 0 ? [`${count(sound.length, 'sound session')} with ${count(calls, 'call')}`] : []),
  ];
  if (left.length > 0) yield* indented(context, `Not shown call by call (--all): ${left.join(', ')}.`, 0);
}

function columnsOf({ analysis, columns, offset }: TextContext): CallTableColumns {
  const last = analysis.lastTime === null ? 0 : offset(analysis.lastTime);
  const lastFrame = analysis.calls.reduce((most, call) => Math.max(most, call.requestFrames[0]), 0);
  // A window may close after the capture's end, but by minutes at most.
  const offsetColumns = Math.max(7, offsetText(last + 100).length);
  const frameColumns = Math.max(5, String(lastFrame).length);
  const fixed = 2 + offsetColumns + 2 + frameColumns + 2 + 2 + HTTP_COLUMNS + 2 + LATENCY_COLUMNS;
  return { offset: offsetColumns, frame: frameColumns, call: Math.max(12, columns - fixed) };
}

function headerLine(columns: CallTableColumns): string {
  return line('', 'offset', 'frame', 'call', 'HTTP', 'latency', columns);
}

function line(
  mark: string,
  offset: string,
  frame: string,
  call: string,
  http: string,
  latency: string,
  columns: CallTableColumns,
): string {
  const cells = [
    padStart(offset, columns.offset),
    padStart(frame, columns.frame),
    padEnd(truncate(call, columns.call), columns.call),
    padStart(http, HTTP_COLUMNS),
    padStart(latency, LATENCY_COLUMNS),
  ];
  return `${padEnd(mark, 2)}${cells.join('  ')}`.trimEnd();
}

function* rowLines(row: TimelineRow, columns: CallTableColumns, context: TextContext): Iterable<string> {
  const { safe, paint } = context;
  const offset = offsetText(row.offset);
  if (row.kind === 'expected') {
    const { severity } = row;
    const look: TextLook = severity === null ? 'dim' : TEXT_LOOK_OF[severity];
    const mark = severity === null ? (row.verdict === 'inconclusive' ? '?' : '–') : MARKS[severity];
    const lead = `${padEnd(mark, 2)}${padStart(offset, columns.offset)}  ${' '.repeat(columns.frame)}  `;
    yield* withRemark(lead, safe(row.method), safe(row.remark), look, context);
    return;
  }
  const { call } = row;
  const absent = noAnswer(call, context.analysis.view);
  const mark = row.severity === null ? '' : MARKS[row.severity];
  const status = call.status === null ? '' : `  ${safe(call.status)}`;
  const text = line(
    mark,
    offset,
    String(call.requestFrames[0]),
    `${safe(call.method)}${status}`,
    call.response === null ? absent.status : statusText(call.response.status),
    call.response === null ? absent.instead : latencyText(call.response.latencySeconds),
    columns,
  );
  yield row.severity === null ? text : paint(TEXT_LOOK_OF[row.severity], text);
  if (row.remark !== '') yield* remarkLines(row.remark, columns.offset + columns.frame + 6, context);
}

/** A name and a remark on one line where they fit; otherwise the remark is below. */
function* withRemark(
  lead: string,
  name: string,
  remark: string,
  look: TextLook,
  context: TextContext,
): Iterable<string> {
  const whole = `${lead}${name}  ${remark}`;
  if (displayWidth(whole) <= context.columns) {
    yield context.paint(look, whole);
    return;
  }
  yield context.paint(look, `${lead}${truncate(name, context.columns - lead.length)}`);
  for (const text of remarkLines(remark, lead.length, context))
    yield look === 'dim' ? text : context.paint(look, text);
}

function* remarkLines(remark: string, indent: number, { columns, paint }: TextContext): Iterable<string> {
  let sign = '└ ';
  for (const text of wrap(remark, columns - indent - sign.length)) {
    yield paint('dim', `${' '.repeat(indent)}${sign}${text}`);
    sign = '  ';
  }
}
