import {
  askForCopy,
  askForExport,
  askForFilter,
  back,
  nextTimeMode,
  toComparison,
  toggleMark,
  toggleSecrets,
  toggleView,
  toggleZoom,
  toTab,
  withEffect,
} from '../state/actions.ts';
import {
  closeNode,
  cyclePane,
  move,
  openNode,
  toFault,
  toFinding,
  toggleNode,
  toMatch,
  toPane,
} from '../state/moves.ts';
import { type State, TABS, type Tab } from '../state/state.ts';
import type { Command, KeyContext } from './command.ts';

const LISTS: readonly KeyContext[] = ['sessions', 'rows', 'findings'];
const EVERYWHERE: readonly KeyContext[] = ['sessions', 'rows', 'findings', 'detail', 'page'];

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
    bar: { label: 'pane', in: ['sessions', 'rows', 'findings', 'detail'] },
    run: (state) => cyclePane(state, 1),
  },
  { keys: ['S-tab'], group: 'Moving', help: 'To the pane before.', run: (state) => cyclePane(state, -1) },
  {
    keys: ['enter'],
    group: 'Moving',
    help: 'Into what is selected: a session, a call, the call of a finding.',
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
    keys: ['escape', 'q'],
    group: 'Moving',
    help: 'One step back: out of a view, a pane, a filter, the marks.',
    bar: { label: 'back', in: ['detail', 'page', 'findings'] },
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
    keys: ['f'],
    group: 'Looking',
    help: 'All findings by rule; Enter goes to the call of one.',
    bar: { label: 'findings', in: ['sessions', 'rows'] },
    run: (state) => toggleView(state, 'findings'),
  },
  {
    keys: ['x'],
    group: 'Looking',
    help: 'The calls as a ladder: client, call server, backend.',
    bar: { label: 'ladder', in: ['sessions', 'rows'] },
    run: (state) => toggleView(state, 'ladder'),
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
    help: 'To the next call with an error or a warning.',
    bar: { label: 'fault', in: ['rows', 'detail'] },
    run: (state) => toFault(state, 1),
  },
  { keys: ['['], group: 'Finding', help: 'To the one before.', run: (state) => toFault(state, -1) },
  {
    keys: ['/'],
    group: 'Finding',
    help: 'Shows only the rows that match a filter.',
    bar: { label: 'filter', in: ['sessions', 'rows'] },
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
    help: "Copies a display filter (again y), the payload (p) or the report (r) to the terminal's clipboard (OSC 52).",
    bar: { label: 'copy', in: ['rows', 'findings', 'detail'] },
    run: (state) => askForCopy(state, 'clipboard'),
  },
  {
    keys: ['Y'],
    group: 'Taking along',
    help: 'The same into a file, for terminals that take no OSC 52.',
    run: (state) => askForCopy(state, 'file'),
  },
  {
    keys: ['e'],
    group: 'Taking along',
    help: 'Exports a report, or the frames of the marked or selected calls.',
    bar: { label: 'export', in: ['sessions', 'rows', 'findings'] },
    run: askForExport,
  },
];

const PROGRAM: readonly Command[] = [
  {
    keys: ['?'],
    group: 'The program',
    help: 'This list.',
    bar: { label: 'help', in: ['sessions', 'rows', 'findings', 'detail'] },
    run: (state) => toggleView(state, 'help'),
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
    keys: ['Q', 'C-c'],
    group: 'The program',
    help: 'Leaves hookscope.',
    bar: { label: 'quit', in: EVERYWHERE },
    run: (state) => withEffect(state, { kind: 'quit' }),
  },
];

/** All commands. The keys, the key bar, the help screen and docs/keys.md are made from this table. */
export const COMMANDS: readonly Command[] = [...MOVING, ...LOOKING, ...FINDING, ...TAKING, ...PROGRAM];

function enter(state: State): State {
  if (state.focus === 'detail') return toggleZoom(state);
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
