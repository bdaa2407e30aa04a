import { displayWidth, grouped, lifeText, truncate } from '../../report/layout/index.ts';
import type { Area } from '../layout/layout.ts';
import { justified, type Line, span, type TextSpan } from '../layout/line.ts';
import { type FaultCounts, NO_FAULTS, worstKind } from '../model/faults.ts';
import { shownSessions, type TreeNode, treeLength, treeNode } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { sessionName } from './session-name.ts';
import { EXCUSED, MARK_OF, UNDECIDED, type Viewer, viewerOf } from './viewer.ts';

/** From this width on a word is shown with the number. */
const ROOMY_FROM = 30;

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

export function treeTitle(state: State): string {
  const { length } = state.catalogue.sessions;
  const shown = shownSessions(state);
  return shown === length
    ? `Sessions ${grouped(length)}`
    : `Sessions ${grouped(shown)} of ${grouped(length)}`;
}

function nodeLine(state: State, node: TreeNode, at: number, width: number, viewer: Viewer): Line {
  const isCursor = at === state.tree.cursor;
  const right = faultSpans(faultsOfNode(node), countOf(state, node), width >= ROOMY_FROM);
  const lead = `${isCursor ? '>' : ' '}${signOf(state, node)}`;
  const room = Math.max(
    3,
    width - displayWidth(lead) - right.reduce((sum, { text }) => sum + text.length, 0) - 1,
  );
  const name = truncate(nameOf(node, viewer), room);
  const found = justified(
    [span('plain', lead), span(node.kind === 'dialog' ? 'dim' : 'plain', name)],
    right,
    width,
  );
  return isCursor ? { ...found, selected: state.focus === 'sessions' ? 'focus' : 'aside' } : found;
}

function signOf(state: State, node: TreeNode): string {
  if (node.kind === 'all') return '';
  if (node.kind === 'dialog') return '  ';
  if (node.session.dialogs.length === 0) return '  ';
  return node.index === state.tree.open ? '▾ ' : '▸ ';
}

function nameOf(node: TreeNode, { safe }: Viewer): string {
  if (node.kind === 'all') return 'all calls';
  if (node.kind === 'session')
    return safe(`${sessionName(node.session.dialect, node.session.id)}${lifeText(node.session)}`);
  return `${safe(node.dialog.kind)} ${safe(node.dialog.id)}`;
}

/** The fault counts of a node. The header shows those of all calls. */
function faultsOfNode(node: TreeNode): FaultCounts {
  if (node.kind === 'session') return node.session.faults;
  if (node.kind === 'dialog') return node.dialog.faults;
  return NO_FAULTS;
}

function countOf(state: State, node: TreeNode): number {
  if (node.kind === 'all') return state.catalogue.calls;
  return node.kind === 'session' ? node.session.list.length : node.dialog.list.length;
}

/** The worst kind of fault with its count. Without a fault: the number of rows. Only the sign is coloured. */
function faultSpans(tally: FaultCounts, rows: number, roomy: boolean): readonly TextSpan[] {
  const kind = worstKind(tally);
  if (kind === null) return [span('dim', rows === 0 ? EXCUSED : grouped(rows))];
  const { sign, word } = KIND_TEXTS[kind];
  return [sign, span('plain', ` ${grouped(tally[kind])}${roomy ? word : ''}`)];
}

/** How a kind of fault is shown. */
const KIND_TEXTS: Readonly<Record<keyof FaultCounts, { readonly sign: TextSpan; readonly word: string }>> = {
  missing: { sign: span('error', MARK_OF.error), word: ' missing' },
  errors: { sign: span('error', MARK_OF.error), word: '' },
  missingWarnings: { sign: span('warning', MARK_OF.warning), word: ' missing' },
  warnings: { sign: span('warning', MARK_OF.warning), word: '' },
  inconclusive: { sign: span('plain', UNDECIDED), word: '' },
};
