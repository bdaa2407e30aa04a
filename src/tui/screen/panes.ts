import { displayWidth, truncate } from '../../report/layout/index.ts';
import { helpOf } from '../commands/help.ts';
import type { Area } from '../layout/layout.ts';
import { type Line, span } from '../layout/line.ts';
import { windowed } from '../layout/line-list.ts';
import { type State, TABS } from '../state/state.ts';
import { comparisonOf } from '../view/comparison.ts';
import { detailOf } from '../view/detail/index.ts';
import { findingRowLines, findingsTitle } from '../view/finding-rows.ts';
import { ladderLines } from '../view/ladder.ts';
import { problemRowLines, problemsTitle } from '../view/problem-rows.ts';
import { summaryLines, summaryTitle } from '../view/summary.ts';
import { timelineLines, timelinePlace, timelineTitle } from '../view/timeline.ts';
import { treeLines, treeTitle } from '../view/tree.ts';

/** Makes the lines of a pane: its title, then its content, which may be shorter than the area. */
export type PaneLines = (state: State, area: Area) => readonly Line[];

export const treePane: PaneLines = (state, area) => [
  titleLine(treeTitle(state, area.width), state.focus === 'sessions', area.width),
  ...treeLines(state, area),
];

/** What is told of the selected session, or of all calls. */
export const summaryPane: PaneLines = (state, area) => [
  titleLine(summaryTitle(state), false, area.width),
  ...summaryLines(state, area),
];

/** The rows in the form of the view: as a timeline, as a ladder or as findings. */
export const rowsPane: PaneLines = (state, area) => {
  const [title, lines] = rowsOf(state, area);
  return [titleLine(title, state.focus === 'rows', area.width), ...lines];
};

function rowsOf(state: State, area: Area): readonly [string, readonly Line[]] {
  if (state.view === 'problems') return [problemsTitle(state, area.width), problemRowLines(state, area)];
  if (state.view === 'findings') return [findingsTitle(state), findingRowLines(state, area)];
  if (state.view === 'ladder') return [`Ladder ${timelinePlace(state)}`, ladderLines(state, area)];
  return [timelineTitle(state, area.width), timelineLines(state, area)];
}

export const detailPane: PaneLines = (state, area) => {
  const list = detailOf(state, area.width);
  const more = list.length > area.height ? ` ${placeText(state.detailTop, area.height, list.length)}` : '';
  const title = titleLine(`${tabsText(state, area.width)}${more}`, state.focus === 'detail', area.width);
  return [title, ...windowed(list, state.detailTop, area.height)];
};

/** Help and comparison. */
export const pagePane: PaneLines = (state, area) => {
  const isHelp = state.view === 'help';
  const list = isHelp ? helpOf(state, area.width) : comparisonOf(state, area.width);
  const title = titleLine(isHelp ? 'Help' : 'Comparison', true, area.width);
  return [title, ...windowed(list, state.pageTop, area.height)];
};

/** The line between two panes side by side. */
export const SEPARATOR: Line = { spans: [span('dim', '│')] };

const FOCUS = '»';

/** The title of a pane. A sign before it and a double rule after it show the focus without colours. */
function titleLine(title: string, focused: boolean, width: number): Line {
  const text = truncate(`${focused ? FOCUS : ' '}${title.trimEnd()}`, width);
  const room = width - displayWidth(text) - 1;
  const rule = room > 0 ? ` ${(focused ? '═' : '─').repeat(room)}` : '';
  return { spans: [span(focused ? 'focused-title' : 'title', `${text}${rule}`)] };
}

/** With a smaller width, tabs that are not shown have only their numbers. */
const TAB_NAMES_FROM = 64;

/** `1 findings [2 payload] 3 answer …`. */
function tabsText({ tab }: State, width: number): string {
  const names = TABS.map((each, index) => {
    const name = each === tab || width >= TAB_NAMES_FROM ? `${index + 1} ${each}` : String(index + 1);
    return each === tab ? `[${name}]` : ` ${name} `;
  });
  return names.join('');
}

function placeText(top: number, height: number, length: number): string {
  if (top === 0) return 'top';
  return top + height >= length ? 'end' : `${Math.floor((top / (length - height)) * 100)} %`;
}
