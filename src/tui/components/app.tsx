import { Box } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import { keyBarLine } from '../commands/key-bar.ts';
import { HEADER_LINES, layoutOf } from '../layout/layout.ts';
import { tooSmallLine } from '../screen/first-frame.ts';
import type { Store } from '../store/store.ts';
import { headerLines } from '../view/header.ts';
import { Body } from './body.tsx';
import { ColorContext, Lines } from './lines.tsx';

interface AppProps {
  readonly store: Store;
  readonly color: boolean;
}

/** The whole screen except its last line. */
export function App({ store, color }: AppProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const layout = layoutOf(state);
  const { columns, rows } = state.size;
  return (
    <ColorContext.Provider value={color}>
      {layout.tooSmall ? (
        <Lines lines={[tooSmallLine(state)]} width={columns} height={Math.max(1, rows - 1)} />
      ) : (
        <Box flexDirection="column">
          <Lines lines={headerLines(state, columns)} width={columns} height={HEADER_LINES} />
          <Body state={state} layout={layout} />
          <Lines lines={[keyBarLine(state, columns)]} width={columns} height={1} />
        </Box>
      )}
    </ColorContext.Provider>
  );
}
