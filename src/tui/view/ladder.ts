import { endpointText, hostOf } from '../../base/endpoint.ts';
import { type Dialect, serverLabel } from '../../dialects/index.ts';
import { roleOf } from '../../hooks/index.ts';
import { count, displayWidth, padEnd, padStart, truncate } from '../../report/layout/index.ts';
import { type Area, rowsThatFit } from '../layout/layout.ts';
import { type Line, type Look, line, span, type TextSpan } from '../layout/line.ts';
import { callOfRow, type Row } from '../model/row.ts';
import type { SessionEntry } from '../model/session-list.ts';
import { isMarked, placeAt, rowAt, rowCount, selectedNode, shownSessions } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { callText, expectedText, httpText, lookOf, markOf, responseTimeText } from './row-text.ts';
import { clientHost } from './session-name.ts';
import { timeText, timeWidth } from './times.ts';
import { type Viewer, viewerOf } from './viewer.ts';

const LEAD_WIDTH = 4;
/** Columns from the call server to the backend that leave room for a call's name, and those for a client. */
const LEAST_BACKEND = 38;
const LEAST_CLIENT = 11;
const MOST_CLIENTS = 6;
/** Room for an address where each row names its client. */
const NAMED_CLIENT = 17;

/** The places of the lifelines, in columns behind the times. */
interface Lifelines {
  readonly lead: number;
  /** The clients that have a lifeline of their own, from left to right; null where there are too many: each is then named at its row. */
  readonly clients: readonly (string | null)[] | null;
  /** Columns between two lifelines of clients, or from the only one to the call server. */
  readonly client: number;
  /** Columns between the call server and the backend. */
  readonly backend: number;
}

function lifelinesOf(state: State, width: number): Lifelines {
  const lead = LEAD_WIDTH + timeWidth(state.catalogue.all, state.timeMode) + 2;
  const room = width - lead - 3;
  const fit = Math.min(MOST_CLIENTS, Math.floor((room - LEAST_BACKEND) / (LEAST_CLIENT + 1)));
  const clients = clientsOf(state, Math.max(1, fit));
  const lanes = clients === null ? 1 : clients.length;
  const share = Math.floor((room * (lanes === 1 ? 0.27 : 0.5)) / lanes) - (lanes - 1);
  const least = clients === null ? NAMED_CLIENT : lanes === 1 ? 8 : LEAST_CLIENT;
  const client = Math.max(least, lanes === 1 ? share : Math.min(18, share));
  return { lead, clients, client, backend: room - lanes * (client + 1) };
}

/** The clients whose calls are listed, in the order of the sessions; null where there are more than `most`. */
function clientsOf(state: State, most: number): readonly (string | null)[] | null {
  const node = selectedNode(state);
  if (node !== null && node.kind !== 'all') return [clientOfSession(node.session)];
  const clients = new Set<string | null>();
  for (let index = 0; index < shownSessions(state); index++) {
    const session = state.catalogue.sessions.at(placeAt(state, index));
    if (session !== undefined) clients.add(clientOfSession(session));
    if (clients.size > most) return null;
  }
  return clients.size === 0 ? [null] : [...clients];
}

/** null where the session does not tell its client. */
function clientOfSession({ dialect, id }: SessionEntry): string | null {
  return dialect === null ? null : clientHost(dialect, id);
}

/** The client of a row; null where it is not known, or where there is none. */
function clientOfRow(row: Row): string | null {
  const call = callOfRow(row);
  return call === null ? null : clientHost(call.dialect, call.sessionId);
}

/** Calls as arrows, two lines a row: the request and its response. The names of the lifelines are above. */
export function ladderLines(state: State, area: Area): readonly Line[] {
  const lifelines = lifelinesOf(state, area.width);
  const viewer = viewerOf(state);
  const lines: Line[] = [];
  const rows: Row[] = [];
  const end = Math.min(rowCount(state), state.rows.top + rowsThatFit('ladder', area));
  for (let at = state.rows.top; at < end; at++) {
    const row = rowAt(state, at);
    if (row === null) break;
    rows.push(row);
    lines.push(...rowLines(state, row, at, lifelines, viewer));
  }
  return [namesLine(rows, lifelines, viewer, state.catalogue.analysis.dialect), ...lines];
}

/** The names of the lifelines. Where the rows that are shown have several call servers or backends, it is told how many. */
function namesLine(
  rows: readonly Row[],
  { lead, clients, client, backend }: Lifelines,
  { safe }: Viewer,
  main: Dialect,
): Line {
  const ends = rows.map(endsOf);
  const servers = new Set(ends.map(([from]) => hostOf(from)));
  const backends = new Set(ends.map(([, to]) => to));
  const left = (clients ?? [CLIENTS_NAMED]).map((name) =>
    padEnd(truncate(safe(name ?? 'client'), client), client + 1),
  );
  const dialects = rows.flatMap((row) => callOfRow(row)?.dialect ?? []);
  const label = serverLabel(dialects.length === 0 ? [main] : dialects);
  const middle = truncate(endsText(label, servers, safe), Math.floor(backend / 2));
  const right = truncate(endsText('backend', backends, safe), Math.floor(backend / 2));
  const gap = ' '.repeat(Math.max(1, backend + 2 - displayWidth(middle) - displayWidth(right)));
  return line(span('bold', [' '.repeat(lead), ...left, middle, gap, right].join('')));
}

/** `backend 192.0.2.80:8080`, `2 backends`. */
function endsText(what: string, names: ReadonlySet<string>, safe: Viewer['safe']): string {
  const [only = ''] = names;
  return names.size > 1 ? count(names.size, what) : `${what} ${safe(only)}`.trimEnd();
}

/** The heading where each row names its client. */
const CLIENTS_NAMED = 'client';

/** The part of a row left of the call server: whose call it is, and an arrow where the client caused it. */
function clientSpans(
  row: Row,
  byClient: boolean,
  { clients, client }: Lifelines,
  { safe }: Viewer,
): readonly TextSpan[] {
  const own = clientOfRow(row);
  if (clients === null) return namedClient(own === null ? null : safe(own), byClient, client);
  const lane = row.kind === 'connection' ? -1 : clients.indexOf(own);
  const cells = clients.map((_, at) => {
    const isPast = byClient && lane >= 0 && at >= lane;
    const bar = at === lane ? (byClient ? '├' : '●') : isPast ? '┼' : '│';
    const isLast = at === clients.length - 1;
    if (!isPast) return `${clients.length === 1 ? '│' : bar}${' '.repeat(client)}`;
    return isLast ? `${bar}${'┄'.repeat(client - 1)}>` : `${bar}${'┄'.repeat(client)}`;
  });
  return [span('dim', cells.join(''))];
}

/** `198.51.100.97 ┄┄>`: with an arrow where the client caused the call. */
function namedClient(name: string | null, byClient: boolean, columns: number): readonly TextSpan[] {
  const text = truncate(name ?? '', columns - 2);
  const rest = Math.max(0, columns - displayWidth(text));
  const arrow = byClient ? ` ${'┄'.repeat(Math.max(0, rest - 1))}>` : ' '.repeat(rest + 1);
  return [span('plain', text), span('dim', arrow)];
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
function arrowsOf(row: Row, lifelines: Lifelines, viewer: Viewer): Arrows {
  const { backend } = lifelines;
  const look = lookOf(row);
  const server = span('dim', '│');
  const whose = [...clientSpans(row, isByClient(row), lifelines, viewer), server];
  const idle = [...idleClients(lifelines), server];
  const [sent, answered] = messagesOf(row, backend, look, viewer);
  return { requestLine: [...whose, sent, server], responseLine: [...idle, answered, server] };
}

/** The lifelines of the clients where nothing happens. */
function idleClients({ clients, client }: Lifelines): readonly TextSpan[] {
  if (clients === null) return [span('plain', ' '.repeat(client + 1))];
  return [span('dim', `│${' '.repeat(client)}`.repeat(clients.length))];
}

/** True where the client did something that led to the call. */
function isByClient(row: Row): boolean {
  if (row.kind !== 'call') return false;
  const role = roleOf(row.call);
  return role === 'opener' || role === 'ask';
}

/** What goes to the backend, and what comes back. */
function messagesOf(row: Row, backend: number, look: Look, viewer: Viewer): readonly [TextSpan, TextSpan] {
  if (row.kind === 'expected') {
    const gone = row.expected.verdict === 'missing' ? '✗' : ' ';
    const text = truncate(expectedText(row, backend - 4, viewer), backend - 4);
    return [span(look, arrow(backend, text, { line: '╌', end: gone })), span('dim', ' '.repeat(backend))];
  }
  if (row.kind === 'connection') {
    const { handshake, firstFrame, synCount, resetFrame } = row.connection;
    const refused = handshake === 'refused';
    const asked = `SYN frame ${firstFrame}${synCount > 1 ? `, ${synCount} times` : ''}`;
    const reset = refused
      ? backArrow(backend, `RST frame ${resetFrame}: refused`)
      : padEnd('  no answer', backend);
    return [span(look, arrow(backend, asked, { line: '─', end: refused ? '>' : '✗' })), span(look, reset)];
  }
  const { call } = row;
  const remark = `${httpText(call)} ${responseTimeText(call)}`.trim();
  return [
    span(look, arrow(backend, callText(call, viewer), { line: '─', end: '>' })),
    call.response !== null
      ? span(look, backArrow(backend, remark))
      : span('error', padEnd(`  ✗ no answer: ${responseTimeText(call)}`, backend)),
  ];
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
