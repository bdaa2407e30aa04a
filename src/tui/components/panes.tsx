import type { ReactElement } from 'react';
import { type State, TABS } from '../state/state.ts';
import { detailOf } from '../view/detail/index.ts';
import { findingRowLines, findingsTitle } from '../view/finding-rows.ts';
import { ladderLines } from '../view/ladder.ts';
import type { Area } from '../view/layout.ts';
import { windowed } from '../view/line-list.ts';
import { timelineLines, timelinePlace, timelineTitle } from '../view/timeline.ts';
import { treeLines, treeTitle } from '../view/tree.ts';
import { Pane } from './pane.tsx';

export interface PaneOfState {
  readonly state: State;
  readonly area: Area;
}

export function SessionTree({ state, area }: PaneOfState): ReactElement {
  const focused = state.focus === 'sessions';
  return <Pane title={treeTitle(state)} focused={focused} area={area} lines={treeLines(state, area)} />;
}

/** The rows in the form of the view: as a timeline, a ladder, or as findings. */
export function Rows({ state, area }: PaneOfState): ReactElement {
  const { view } = state;
  const focused = state.focus === 'rows';
  if (view === 'findings')
    return (
      <Pane title={findingsTitle(state)} focused={focused} area={area} lines={findingRowLines(state, area)} />
    );
  const title = timelineTitle(state, area.width);
  if (view === 'ladder')
    return (
      <Pane
        title={`Ladder ${timelinePlace(state)}`}
        focused={focused}
        area={area}
        lines={ladderLines(state, area)}
      />
    );
  return <Pane title={title} focused={focused} area={area} lines={timelineLines(state, area)} />;
}

export function Detail({ state, area }: PaneOfState): ReactElement {
  const focused = state.focus === 'detail';
  const list = detailOf(state, area.width);
  const lines = windowed(list, state.detailTop, area.height);
  const more = list.length > area.height ? ` ${place(state.detailTop, area.height, list.length)}` : '';
  return <Pane title={`${tabsText(state, area.width)}${more}`} focused={focused} area={area} lines={lines} />;
}

/** `1 Findings  [2 Payload]  3 Answer …`; only numbers where there is little room. */
function tabsText({ tab }: State, width: number): string {
  const roomy = width >= 64;
  const names = TABS.map((each, index) => {
    const name = each === tab || roomy ? `${index + 1} ${each}` : String(index + 1);
    return each === tab ? `[${name}]` : ` ${name} `;
  });
  return names.join('');
}

function place(top: number, height: number, length: number): string {
  if (top === 0) return 'top';
  return top + height >= length ? 'end' : `${Math.floor((top / (length - height)) * 100)} %`;
}
