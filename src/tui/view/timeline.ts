import { escapeTerminal, grouped, padEnd, padStart, truncate } from '../../report/layout/index.ts';
import type { Area } from '../layout/layout.ts';
import { type Line, line, span, type TextSpan } from '../layout/line.ts';
import type { Catalogue } from '../model/catalogue.ts';
import { callOfRow, type Row } from '../model/row.ts';
import { isMarked, rowAt, rowCount, scopeList } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import {
  callText,
  connectionText,
  expectedText,
  httpText,
  lookOf,
  markOf,
  responseTimeText,
} from './row-text.ts';
import { doubtText } from './search-text.ts';
import { timeHead, timeText, timeWidth } from './times.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/** Widths of the columns. */
interface TimelineColumns {
  readonly time: number;
  readonly frame: number;
  readonly name: number;
  /** 0 where there is no room for it. */
  readonly latency: number;
}

const HTTP_WIDTH = 4;
const LATENCY_WIDTH = 8;
/** Width of the cursor, the user's mark, the sign of a finding, and a space. */
const LEAD_WIDTH = 4;
/** With a smaller width the latency is left out in favour of the name. */
const LATENCY_FROM = 64;

function columnsOf(state: State, width: number): TimelineColumns {
  const frame = Math.max(5, String(state.catalogue.lastFrame).length);
  const time = timeWidth(state.catalogue.all, state.timeMode);
  const latency = width >= LATENCY_FROM ? LATENCY_WIDTH : 0;
  const fixed = LEAD_WIDTH + time + 1 + frame + 2 + 1 + HTTP_WIDTH + (latency === 0 ? 0 : 1 + latency);
  return { time, frame, latency, name: Math.max(8, width - fixed) };
}

/** The visible rows. */
export function timelineLines(state: State, area: Area): readonly Line[] {
  const total = rowCount(state);
  if (total === 0) return emptyLines(state);
  const columns = columnsOf(state, area.width);
  const viewer = viewerOf(state);
  const lines: Line[] = [];
  for (let at = state.rows.top; at < Math.min(total, state.rows.top + area.height); at++) {
    const row = rowAt(state, at);
    if (row === null) break;
    const before = at === 0 ? null : rowAt(state, at - 1);
    const isCursor = at === state.rows.cursor;
    const spans = rowSpans(state, row, before, isCursor, columns, viewer);
    lines.push(isCursor ? { spans, selected: state.focus === 'rows' ? 'focus' : 'aside' } : { spans });
  }
  return lines;
}

/** Rows as lines, without a cursor. */
export function plainRowLines(state: State, rows: readonly Row[], width: number): readonly Line[] {
  const columns = columnsOf(state, width);
  const viewer = viewerOf(state);
  return rows.map((row, index) => ({
    spans: rowSpans(state, row, rows[index - 1] ?? null, false, columns, viewer),
  }));
}

function emptyLines(state: State): readonly Line[] {
  const { filter, catalogue } = state;
  if (filter.narrows && scopeList(state).length > 0) {
    const doubt = doubtText(state);
    const lines = [
      line(span('dim', doubt === null ? '  Nothing here matches the filter.' : '  No match here so far:')),
      ...(doubt === null ? [] : [line(span('dim', `  ${doubt}.`))]),
    ];
    if (state.tree.cursor > 0) lines.push(line(span('dim', '  h, then g looks among all calls;')));
    return [...lines, line(span('dim', '  Esc shows all rows.'))];
  }
  const text = catalogue.done
    ? '  No hook call in the capture: f says why that may be.'
    : '  No hook call yet.';
  return [line(span('dim', text))];
}

/** The names of the columns, and the cursor's position in the list. */
export function timelineTitle(state: State, width: number): string {
  const columns = columnsOf(state, width);
  const name = truncate(`call ${timelinePlace(state)}`, columns.name);
  const cells = [
    padStart(timeHead(state), LEAD_WIDTH + columns.time - 1),
    ' ',
    padStart('frame', columns.frame),
    '  ',
    padEnd(name, columns.name),
    ' ',
    padStart('HTTP', HTTP_WIDTH),
    columns.latency === 0 ? '' : ` ${padStart('latency', columns.latency)}`,
  ];
  return cells.join('');
}

/** The position, such as `3/35`, and the filter where one narrows the list. */
export function timelinePlace(state: State): string {
  const total = rowCount(state);
  const { filter } = state;
  const narrowed = filter.narrows ? ` match ${escapeTerminal(filter.filter?.text ?? '')}` : '';
  return total === 0 ? narrowed.trim() : `${grouped(state.rows.cursor + 1)}/${grouped(total)}${narrowed}`;
}

function rowSpans(
  state: State,
  row: Row,
  before: Row | null,
  isCursor: boolean,
  columns: TimelineColumns,
  viewer: Viewer,
): readonly TextSpan[] {
  const anchor = callOfRow(row);
  const marked = row.kind === 'call' && anchor !== null && isMarked(state, anchor);
  const time = timeText(row, before, state.timeMode, state.catalogue.analysis.firstTime);
  const look = lookOf(row);
  const lead: TextSpan[] = [
    span('plain', isCursor ? '>' : ' '),
    span('accent', marked ? '*' : ' '),
    markOf(row),
    span('plain', ' '),
    span(look === 'plain' ? 'dim' : look, padStart(time, columns.time)),
  ];
  const rest = columns.name + 1 + HTTP_WIDTH + (columns.latency === 0 ? 0 : 1 + columns.latency);
  return [...lead, ...cellsOf(row, columns, rest, viewer, state.catalogue)];
}

function cellsOf(
  row: Row,
  columns: TimelineColumns,
  rest: number,
  viewer: Viewer,
  { analysis: { view }, done }: Catalogue,
): readonly TextSpan[] {
  const look = lookOf(row);
  const gap = ' '.repeat(columns.frame + 3);
  if (row.kind === 'expected')
    return [span('plain', gap), span(look, truncate(expectedText(row, rest, viewer), rest))];
  if (row.kind === 'connection') {
    const frame = ` ${padStart(String(row.connection.firstFrame), columns.frame)}  `;
    return [span('dim', frame), span(look, truncate(connectionText(row.connection, viewer), rest))];
  }
  const { call } = row;
  const cells = [
    span('dim', ` ${padStart(String(call.requestFrames[0]), columns.frame)}  `),
    span(look, padEnd(truncate(callText(call, viewer), columns.name), columns.name)),
    span(look, ` ${padStart(httpText(call, view), HTTP_WIDTH)}`),
  ];
  if (columns.latency > 0)
    cells.push(span(look, ` ${padStart(responseTimeText(call, !done, view), columns.latency)}`));
  return cells;
}
