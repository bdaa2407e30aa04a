import type { ReactElement } from 'react';
import type { Area } from '../layout/layout.ts';
import type { Line } from '../layout/line.ts';
import { detailPane, pagePane, rowsPane, SEPARATOR, treePane } from '../screen/panes.ts';
import type { State } from '../state/state.ts';
import { Lines } from './lines.tsx';

interface PaneProps {
  readonly state: State;
  readonly area: Area;
}

/** The lines of a pane: its title and its area. */
function Pane({ lines, area }: { readonly lines: readonly Line[]; readonly area: Area }): ReactElement {
  return <Lines lines={lines} width={area.width} height={area.height + 1} />;
}

export function SessionTree({ state, area }: PaneProps): ReactElement {
  return <Pane lines={treePane(state, area)} area={area} />;
}

export function Rows({ state, area }: PaneProps): ReactElement {
  return <Pane lines={rowsPane(state, area)} area={area} />;
}

export function Detail({ state, area }: PaneProps): ReactElement {
  return <Pane lines={detailPane(state, area)} area={area} />;
}

/** Help and comparison. */
export function Page({ state, area }: PaneProps): ReactElement {
  return <Pane lines={pagePane(state, area)} area={area} />;
}

export function Separator({ height }: { readonly height: number }): ReactElement {
  return <Lines lines={Array.from({ length: height }, () => SEPARATOR)} width={1} height={height} />;
}
