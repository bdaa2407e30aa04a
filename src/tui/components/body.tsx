import { Box } from 'ink';
import type { ReactElement } from 'react';
import type { Layout } from '../layout/layout.ts';
import type { State } from '../state/state.ts';
import { Detail, Page, Rows, Separator, SessionTree } from './panes.tsx';

interface BodyProps {
  readonly state: State;
  readonly layout: Layout;
}

/** The part between header and key bar. */
export function Body({ state, layout }: BodyProps): ReactElement {
  const { tree, main, detail, page, detailIs } = layout;
  if (page !== null) return <Page state={state} area={page} />;
  return (
    <Box flexDirection={detailIs === 'below' ? 'column' : 'row'}>
      <Box>
        {tree === null ? null : <SessionTree state={state} area={tree} />}
        {tree !== null && main !== null ? <Separator height={main.height + 1} /> : null}
        {main === null ? null : <Rows state={state} area={main} />}
      </Box>
      {detail !== null && main !== null && detailIs === 'beside' ? (
        <Separator height={detail.height + 1} />
      ) : null}
      {detail === null ? null : <Detail state={state} area={detail} />}
    </Box>
  );
}
