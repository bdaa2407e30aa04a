import {
  askForCopy,
  askForExport,
  askForFilter,
  nextFindingsView,
  nextOrder,
  nextTimeMode,
  toComparison,
  toggleMark,
  togglePage,
  toggleSecrets,
  toggleView,
  toggleZoom,
  toTab,
  withEffect,
} from '../state/actions.ts';
import { back, backOrLeave } from '../state/back.ts';
import { toFault } from '../state/faults-walk.ts';
import { closeNode, cyclePane, move, openNode, toggleNode, toMatch, toPane } from '../state/moves.ts';
import { toFinding, toOccurrences } from '../state/occurrences.ts';
import { type State, TABS, type Tab } from '../state/state.ts';
import type { Command, KeyContext } from './command.ts';
import { copyWireshark } from './prompts.ts';

const CALLS: readonly KeyContext[] = ['sessions', 'rows'];
const FINDINGS: readonly KeyContext[] = ['problems', 'findings'];
const LISTS: readonly KeyContext[] = [...CALLS, ...FINDINGS];
const PANES: readonly KeyContext[] = [...LISTS, 'detail'];

const MOVING: readonly Command[] = [
  { keys: ['j', 'down'], group: 'Moving', help: 'Down a line.', run: (state) => move(state, { lines: 1 }) },
  { keys: ['k', 'up'], group: 'Moving', help: 'Up a line.', run: (state) => move(state, { lines: -1 }) },
  { keys: ['C-d'], group: 'Moving', help: 'Down half a page.', run: (state) => move(state, { pages: 0.5 }) },
  { keys: ['C-u'], group: 'Moving', help: 'Up half a page.', run: (state) => move(state, { pages: -0.5 }) },
  {
    keys: ['pagedown', 'C-f'],
    group: 'Moving',
    help: 'Down a page.',
    run: (state) => move(state, { pages: 1 }),
  },
  {
    keys: ['pageup', 'C-b'],
    group: 'Moving',
    help: 'Up a page.',
    run: (state) => move(state, { pages: -1 }),
  },
  { keys: ['g', 'home'], group: 'Moving', help: 'To the top.', run: (state) => move(state, { to: 'top' }) },
  {
    keys: ['G', 'end'],
    group: 'Moving',
    help: 'To the bottom; of a capture that grows the bottom is followed from then on.',
    run: (state) => move(state, { to: 'bottom' }),
  },
  {
    keys: ['tab'],
    group: 'Moving',
    help: 'To the next pane.',
    bar: { label: 'pane', in: PANES },
    run: (state) => cyclePane(state, 1),
  },
  { keys: ['S-tab'], group: 'Moving', help: 'To the pane before.', run: (state) => cyclePane(state, -1) },
  {
    keys: ['enter'],
    group: 'Moving',
    help: 'Into what is selected: a session, a call, the findings of a problem, the call of a finding.',
    bar: { label: 'open', in: LISTS },
    run: enter,
  },
  {
    keys: ['right', 'l'],
    group: 'Moving',
    help: 'Opens a session; from a list to what is right of it.',
    run: right,
  },
  { keys: ['left', 'h'], group: 'Moving', help: 'Closes a session; to what is left.', run: left },
  {
    keys: ['escape'],
    group: 'Moving',
    help: 'One step back: out of a page, a pane, a view, the filter, the marks, to the sessions. What it undid is said.',
    bar: { label: 'back', in: ['detail', 'page', ...FINDINGS] },
    run: back,
  },
];

const TAB_HELP: Readonly<Record<Tab, string>> = {
  findings: 'What is wrong, why it matters, what to do, and a Wireshark filter.',
  payload: 'The parameters with type, verdict and meaning; then the JSON.',
  answer: "The backend's answer, and how it differs from the request.",
  headers: 'Request line, status line and header fields.',
  frames: 'The frames, and what happened on the TCP connection.',
  raw: 'The bytes of both bodies.',
};

const LOOKING: readonly Command[] = [
  ...TABS.map(
    (tab, index): Command => ({
      keys: [String(index + 1)],
      group: 'Looking',
      help: TAB_HELP[tab],
      run: (state) => toTab(state, tab),
    }),
  ),
  {
    keys: ['p'],
    group: 'Looking',
    help: 'The problems: what is wrong, how often, since when, and whom it hits; Enter lists the findings of one.',
    bar: { label: 'problems', in: CALLS },
    run: (state) => toggleView(state, 'problems'),
  },
  {
    keys: ['f'],
    group: 'Looking',
    help: 'The same; again: all findings by rule. Enter goes to the call of one.',
    bar: { label: 'by rule', in: ['problems'] },
    run: nextFindingsView,
  },
  {
    keys: ['x'],
    group: 'Looking',
    help: 'The calls as a ladder: client, call server, backend.',
    bar: { label: 'ladder', in: CALLS },
    run: (state) => toggleView(state, 'ladder'),
  },
  {
    keys: ['S'],
    group: 'Looking',
    help: 'The sessions by the worst, by time, by who they are, or by length.',
    bar: { label: 'sort', in: ['sessions'] },
    run: nextOrder,
  },
  {
    keys: ['w'],
    group: 'Looking',
    help: 'Times since the first frame, by the clock (UTC), or since the row before.',
    run: nextTimeMode,
  },
  {
    keys: ['z'],
    group: 'Looking',
    help: 'The pane alone on the whole screen, or all panes again.',
    bar: { label: 'zoom', in: ['detail'] },
    run: toggleZoom,
  },
  {
    keys: ['s'],
    group: 'Looking',
    help: 'Shows passwords, tokens and the like, or hides them.',
    bar: { label: 'secrets', in: ['detail'] },
    run: toggleSecrets,
  },
];

const FINDING: readonly Command[] = [
  {
    keys: [']'],
    group: 'Finding',
    help: 'To the next fault, a row with an error or a warning, through all sessions.',
    bar: { label: 'fault', in: ['rows', 'detail'] },
    run: (state) => toFault(state, 1),
  },
  { keys: ['['], group: 'Finding', help: 'To the one before.', run: (state) => toFault(state, -1) },
  {
    keys: ['/'],
    group: 'Finding',
    help: 'Shows only the rows that match a filter, and the sessions with such rows.',
    bar: { label: 'filter', in: CALLS },
    run: askForFilter,
  },
  {
    keys: ['n'],
    group: 'Finding',
    help: 'To the next row that matches the filter.',
    run: (state) => toMatch(state, 1),
  },
  { keys: ['N'], group: 'Finding', help: 'To the one before.', run: (state) => toMatch(state, -1) },
];

const TAKING: readonly Command[] = [
  { keys: ['space'], group: 'Taking along', help: 'Marks a call.', run: toggleMark },
  {
    keys: ['='],
    group: 'Taking along',
    help: 'Compares two marked calls, or the marked one with the selected one, field by field.',
    run: toComparison,
  },
  {
    keys: ['y'],
    group: 'Taking along',
    help: "Copies to the terminal's clipboard (OSC 52): y a display filter, p the payload, r a report, c the call as a curl command, m the command of the remedy.",
    bar: { label: 'copy', in: PANES },
    run: (state) => askForCopy(state, 'clipboard'),
  },
  {
    keys: ['Y'],
    group: 'Taking along',
    help: 'The same into a file, for terminals that take no OSC 52.',
    run: (state) => askForCopy(state, 'file'),
  },
  {
    keys: ['W'],
    group: 'Taking along',
    help: 'Shows and copies the command that opens Wireshark at the frame.',
    bar: { label: 'Wireshark', in: [...FINDINGS, 'rows', 'detail'] },
    run: copyWireshark,
  },
  {
    keys: ['e'],
    group: 'Taking along',
    help: 'Exports a report, or the frames of the marked or selected calls.',
    bar: { label: 'export', in: LISTS },
    run: askForExport,
  },
];

const PROGRAM: readonly Command[] = [
  {
    keys: ['?'],
    group: 'The program',
    help: 'This list.',
    bar: { label: 'help', in: PANES },
    run: (state) => togglePage(state, 'help'),
  },
  {
    keys: ['C-l'],
    group: 'The program',
    help: 'Draws the screen anew.',
    run: (state) => withEffect(state, { kind: 'redraw' }),
  },
  {
    keys: ['C-z'],
    group: 'The program',
    help: 'Leaves the terminal to the shell; fg comes back.',
    run: (state) => withEffect(state, { kind: 'suspend' }),
  },
  {
    keys: ['q'],
    group: 'The program',
    help: 'One step back; among the calls of a file it leaves. Of a capture that grows, or came through a pipe, it asks first.',
    bar: { label: 'quit', in: CALLS },
    run: backOrLeave,
  },
  {
    keys: ['Q', 'C-c'],
    group: 'The program',
    help: 'Leaves hookscope at once.',
    bar: { label: 'quit', in: [...FINDINGS, 'detail', 'page'] },
    run: (state) => withEffect(state, { kind: 'quit' }),
  },
];

/** All commands. The keys, the key bar, the help screen and docs/keys.md are made from this table. */
export const COMMANDS: readonly Command[] = [...MOVING, ...LOOKING, ...FINDING, ...TAKING, ...PROGRAM];

function enter(state: State): State {
  if (state.focus === 'detail') return toggleZoom(state);
  if (state.view === 'problems') return toOccurrences(state);
  if (state.view === 'findings') return toFinding(state);
  return state.focus === 'sessions' ? toggleNode(state) : toPane(state, 'detail');
}

function right(state: State): State {
  if (state.focus !== 'sessions') return toPane(state, 'detail');
  const opened = openNode(state);
  return opened === state ? toPane(state, 'rows') : opened;
}

function left(state: State): State {
  if (state.focus === 'detail') return toPane(state, 'rows');
  if (state.view !== 'calls') return state;
  return state.focus === 'rows' ? toPane(state, 'sessions') : closeNode(state);
}
