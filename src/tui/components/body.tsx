import { Box } from 'ink';
import type { ReactElement } from 'react';
import type { State } from '../state/state.ts';
import { comparisonOf } from '../view/comparison.ts';
import { helpLines } from '../view/help.ts';
import type { Layout } from '../view/layout.ts';
import { span } from '../view/line.ts';
import { windowed } from '../view/line-list.ts';
import { Lines } from './lines.tsx';
import { Pane } from './pane.tsx';
import { Detail, Rows, SessionTree } from './panes.tsx';

interface BodyProps {
  readonly state: State;
  readonly layout: Layout;
}

/** What is between header and key bar. */
export function Body({ state, layout }: BodyProps): ReactElement {
  const { tree, main, detail, page, detailIs } = layout;
  if (page !== null) {
    const list = state.view === 'help' ? helpLines(page.width) : comparisonOf(state, page.width);
    const title = state.view === 'help' ? 'Help' : 'Comparison';
    return <Pane title={title} focused area={page} lines={windowed(list, state.pageTop, page.height)} />;
  }
  const lists = (
    <Box>
      {tree === null ? null : <SessionTree state={state} area={tree} />}
      {tree !== null && main !== null ? <Separator height={main.height + 1} /> : null}
      {main === null ? null : <Rows state={state} area={main} />}
    </Box>
  );
  if (detail === null) return lists;
  const detailPane = <Detail state={state} area={detail} />;
  if (tree === null && main === null) return detailPane;
  if (detailIs === 'below') {
    return (
      <Box flexDirection="column">
        {lists}
        {detailPane}
      </Box>
    );
  }
  return (
    <Box>
      {lists}
      <Separator height={detail.height + 1} />
      {detailPane}
    </Box>
  );
}

function Separator({ height }: { readonly height: number }): ReactElement {
  const lines = Array.from({ length: height }, () => ({ spans: [span('dim', '│')] }));
  return <Lines lines={lines} width={1} height={height} />;
}
