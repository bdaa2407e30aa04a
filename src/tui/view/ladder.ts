import { endpointText, hostOf } from '../../base/endpoint.ts';
import { roleOf } from '../../hooks/index.ts';
import { displayWidth, padEnd, padStart, truncate } from '../../report/layout/index.ts';
import { type Area, rowsThatFit } from '../layout/layout.ts';
import { type Line, line, span, type TextSpan } from '../layout/line.ts';
import { callOfRow, type Row } from '../model/row.ts';
import { isMarked, rowAt, rowCount, selectedRow } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { callText, expectedText, httpText, lookOf, markOf, responseTimeText } from './row-text.ts';
import { clientHost } from './session-name.ts';
import { timeText, timeWidth } from './times.ts';
import { type Viewer, viewerOf } from './viewer.ts';

const LEAD_WIDTH = 4;

/** The columns of the lifelines of client, call server and backend. */
interface Lifelines {
  readonly lead: number;
  readonly server: number;
  readonly backend: number;
}

function lifelinesOf(state: State, width: number): Lifelines {
  const lead = LEAD_WIDTH + timeWidth(state.catalogue.all, state.timeMode) + 2;
  const room = width - lead - 3;
  const server = Math.max(8, Math.floor(room * 0.27));
  return { lead, server, backend: room - server - 1 };
}

/** Calls as arrows, two lines a row: the request and its response. The names of the lifelines are above. */
export function ladderLines(state: State, area: Area): readonly Line[] {
  const lifelines = lifelinesOf(state, area.width);
  const viewer = viewerOf(state);
  const lines: Line[] = [namesLine(state, lifelines, viewer)];
  const end = Math.min(rowCount(state), state.rows.top + rowsThatFit('ladder', area));
  for (let at = state.rows.top; at < end; at++) {
    const row = rowAt(state, at);
    if (row === null) break;
    lines.push(...rowLines(state, row, at, lifelines, viewer));
  }
  return lines;
}

function namesLine(state: State, { lead, server, backend }: Lifelines, { safe }: Viewer): Line {
  const row = selectedRow(state);
  const call = row === null ? null : callOfRow(row);
  const client = (call === null ? null : clientHost(call.dialect, call.sessionId)) ?? 'client';
  const [from, to] = row === null ? ['', ''] : endsOf(row);
  const left = padEnd(truncate(safe(client), server), server + 1);
  const middle = truncate(`call server ${safe(hostOf(from))}`.trimEnd(), Math.floor(backend / 2));
  const right = truncate(`backend ${safe(to)}`.trimEnd(), Math.floor(backend / 2));
  const gap = ' '.repeat(Math.max(1, backend + 2 - displayWidth(middle) - displayWidth(right)));
  const names = [' '.repeat(lead), left, middle, gap, right];
  return line(span('bold', names.join('')));
}

/** Call server and backend of a row, as `address:port`. */
function endsOf(row: Row): readonly [string, string] {
  if (row.kind === 'connection') {
    const [one, other] = row.connection.endpoints.map(endpointText);
    const ends = [one ?? '', other ?? ''] as const;
    return row.connection.client === 1 ? [ends[1], ends[0]] : ends;
  }
  const call = row.kind === 'call' ? row.call : row.expected.trigger;
  return [call.client, call.server];
}

function rowLines(state: State, row: Row, at: number, lifelines: Lifelines, viewer: Viewer): readonly Line[] {
  const isCursor = at === state.rows.cursor;
  const anchor = callOfRow(row);
  const marked = row.kind === 'call' && anchor !== null && isMarked(state, anchor);
  const before = at === 0 ? null : rowAt(state, at - 1);
  const time = timeText(row, before, state.timeMode, state.catalogue.analysis.firstTime);
  const look = lookOf(row);
  const lead: TextSpan[] = [
    span('plain', isCursor ? '>' : ' '),
    span('accent', marked ? '*' : ' '),
    markOf(row),
    span('plain', ' '),
    span(look === 'plain' ? 'dim' : look, padStart(time, lifelines.lead - LEAD_WIDTH - 2)),
    span('plain', '  '),
  ];
  const { requestLine, responseLine } = arrowsOf(row, lifelines, viewer);
  const first = [...lead, ...requestLine];
  const second = [span('plain', ' '.repeat(lifelines.lead)), ...responseLine];
  const selected = state.focus === 'rows' ? 'focus' : 'aside';
  return isCursor ? [{ spans: first, selected }, { spans: second }] : [{ spans: first }, { spans: second }];
}

interface Arrows {
  readonly requestLine: readonly TextSpan[];
  readonly responseLine: readonly TextSpan[];
}

/**
 * The arrows of a row. The action of the client that caused a call is not in the capture, so a dashed arrow stands for
 * it.
 */
function arrowsOf(row: Row, { server, backend }: Lifelines, viewer: Viewer): Arrows {
  const look = lookOf(row);
  const idle = [span('dim', `│${' '.repeat(server)}│`)];
  const rest = span('dim', '│');
  if (row.kind === 'expected') {
    const gone = row.expected.verdict === 'missing' ? '✗' : ' ';
    const text = truncate(expectedText(row, backend - 4, viewer), backend - 4);
    return {
      requestLine: [...idle, span(look, arrow(backend, text, { line: '╌', end: gone })), rest],
      responseLine: [...idle, span('dim', ' '.repeat(backend)), rest],
    };
  }
  if (row.kind === 'connection') {
    const refused = row.connection.handshake === 'refused';
    const asked = `SYN frame ${row.connection.firstFrame}${row.connection.synCount > 1 ? `, ${row.connection.synCount} times` : ''}`;
    return {
      requestLine: [
        ...idle,
        span(look, arrow(backend, asked, { line: '─', end: refused ? '>' : '✗' })),
        rest,
      ],
      responseLine: [
        ...idle,
        span(
          look,
          refused
            ? backArrow(backend, `RST frame ${row.connection.resetFrame}: refused`)
            : padEnd('  no answer', backend),
        ),
        rest,
      ],
    };
  }
  const { call } = row;
  const role = roleOf(call);
  const byClient = role === 'opener' || role === 'ask';
  const cause = byClient ? [span('dim', `│${'┄'.repeat(Math.max(0, server - 1))}>│`)] : idle;
  const answered = call.response !== null;
  const remark = `${httpText(call)} ${responseTimeText(call)}`.trim();
  const response = answered
    ? span(look, backArrow(backend, remark))
    : span('error', padEnd(`  ✗ no answer: ${responseTimeText(call)}`, backend));
  return {
    requestLine: [
      ...cause,
      span(look, arrow(backend, callText(call, viewer), { line: '─', end: '>' })),
      rest,
    ],
    responseLine: [...idle, response, rest],
  };
}

/** An arrow such as `── text ─────>` of `columns` columns. */
function arrow(columns: number, text: string, { line: stroke, end }: { line: string; end: string }): string {
  const label = truncate(text, Math.max(1, columns - 5));
  const left = columns - displayWidth(label) - 4 - 1;
  return `${stroke}${stroke} ${label} ${stroke.repeat(Math.max(0, left))}${end}`;
}

function backArrow(columns: number, text: string): string {
  const label = truncate(text, Math.max(1, columns - 5));
  const left = columns - displayWidth(label) - 4 - 1;
  return `<${'─'.repeat(Math.max(0, left))} ${label} ──`;
}
