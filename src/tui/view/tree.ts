import { displayWidth, grouped, padEnd, truncate, truncateStart } from '../../report/layout/index.ts';
import type { Area } from '../layout/layout.ts';
import { justified, type Line, span, type TextSpan, widthOf } from '../layout/line.ts';
import type { SessionEntry } from '../model/session-list.ts';
import { ORDER_WORDS } from '../model/session-order.ts';
import { shownSessions, type TreeNode, treeLength, treeNode } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { faultSpans } from './fault-text.ts';
import { lengthText, startText } from './headline.ts';
import { isNamedByPath, whoText } from './session-name.ts';
import { EXCUSED, type Viewer, viewerOf } from './viewer.ts';

/** From this width on a word is shown with the number of what is wrong. */
const ROOMY_FROM = 52;

/** A column of the sessions: it is shown from a width on. */
interface SessionColumn {
  readonly head: string;
  readonly width: number;
  readonly from: number;
  readonly text: (entry: SessionEntry) => string;
}

/** The columns behind the name, in their order. */
const COLUMNS: readonly SessionColumn[] = [
  { head: 'UTC', width: 8, from: 32, text: startText },
  { head: 'length', width: 9, from: 46, text: lengthText },
  { head: 'status', width: 13, from: 62, text: ({ headline }) => headline.status ?? '' },
  { head: 'client', width: 21, from: 88, text: ({ headline }) => headline.client ?? '' },
  { head: 'app', width: 12, from: 102, text: ({ headline }) => headline.appKey ?? '' },
];
const LEAD_WIDTH = 3;
const FEWEST_NAME_COLUMNS = 3;

/** The visible part of the tree. */
export function treeLines(state: State, area: Area): readonly Line[] {
  const viewer = viewerOf(state);
  const lines: Line[] = [];
  const end = Math.min(treeLength(state), state.tree.top + area.height);
  for (let at = state.tree.top; at < end; at++) {
    const node = treeNode(state, at);
    if (node === null) break;
    lines.push(nodeLine(state, node, at, area.width, viewer));
  }
  return lines;
}

/** How many sessions are shown, in which order, and the names of the columns. */
export function treeTitle(state: State, width: number): string {
  const { length } = state.catalogue.sessions;
  const shown = shownSessions(state);
  const among = shown === length ? grouped(length) : `${grouped(shown)} of ${grouped(length)}`;
  const title = `Sessions ${among}${ORDER_WORDS[state.order]}`;
  const columns = columnsAt(width);
  if (columns.length === 0) return title;
  const heads = columns.map(({ head, width: own }) => ` ${padEnd(head, own)}`).join('');
  const name = nameColumns(width, columns, faultColumns(width)) + LEAD_WIDTH - 1;
  return `${padEnd(truncate(title, name), name)}${heads}`;
}

/** Room for what is wrong where columns have names, so that these stand above each other: with a word, and without. */
function faultColumns(width: number): number {
  return width >= ROOMY_FROM ? 10 : 5;
}

function columnsAt(width: number): readonly SessionColumn[] {
  return COLUMNS.filter(({ from }) => width >= from);
}

function nameColumns(width: number, columns: readonly SessionColumn[], faults: number): number {
  const used = columns.reduce((sum, { width: own }) => sum + 1 + own, 0);
  return Math.max(FEWEST_NAME_COLUMNS, width - LEAD_WIDTH - used - 1 - faults);
}

function nodeLine(state: State, node: TreeNode, at: number, width: number, viewer: Viewer): Line {
  const isCursor = at === state.tree.cursor;
  const columns = columnsAt(width);
  const right = faultsOfNode(state, node, width >= ROOMY_FROM);
  const lead = `${isCursor ? '>' : ' '}${signOf(state, node)}`;
  const faults = columns.length === 0 ? widthOf({ spans: right }) : faultColumns(width);
  const room = nameColumns(width, columns, faults) + LEAD_WIDTH - displayWidth(lead);
  const shorten = node.kind === 'session' && isNamedByPath(node.session) ? truncateStart : truncate;
  const name = padEnd(shorten(nameOf(node, viewer), room), room);
  const cells =
    node.kind === 'session' ? columns.map((column) => cellText(column, node.session, viewer)) : [];
  const left = [
    span('plain', lead),
    span(node.kind === 'dialog' ? 'dim' : 'plain', name),
    span('dim', cells.join('')),
  ];
  const found = justified(left, right, width);
  return isCursor ? { ...found, selected: state.focus === 'sessions' ? 'focus' : 'aside' } : found;
}

function cellText({ width, text }: SessionColumn, entry: SessionEntry, { safe }: Viewer): string {
  return ` ${padEnd(truncate(safe(text(entry)), width), width)}`;
}

function signOf(state: State, node: TreeNode): string {
  if (node.kind === 'all') return '';
  if (node.kind === 'dialog') return '  ';
  if (node.session.dialogs.length === 0) return '  ';
  return node.index === state.tree.open ? '▾ ' : '▸ ';
}

function nameOf(node: TreeNode, { safe }: Viewer): string {
  if (node.kind === 'all') return 'all calls';
  if (node.kind === 'session') return safe(whoText(node.session));
  return `${safe(node.dialog.kind)} ${safe(node.dialog.id)}`;
}

/** The worst kind of fault of a node with its count; without a fault the number of rows. The header shows the faults of all calls. */
function faultsOfNode({ catalogue }: State, node: TreeNode, roomy: boolean): readonly TextSpan[] {
  if (node.kind === 'all') return [span('dim', grouped(catalogue.calls))];
  const entry = node.kind === 'session' ? node.session : node.dialog;
  const faults = faultSpans(entry.faults, roomy);
  const { length } = entry.list;
  return faults.length > 0 ? faults : [span('dim', length === 0 ? EXCUSED : grouped(length))];
}
