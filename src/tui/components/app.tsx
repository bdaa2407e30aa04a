import { Box, Text } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';

/** What is drawn: the lines of the screen, which change. Each is as wide as the terminal. */
export interface DrawnScreen {
  /** The same array as long as nothing has changed. */
  readonly lines: () => readonly string[];
  readonly subscribe: (listener: () => void) => () => void;
}

interface AppProps {
  readonly screen: DrawnScreen;
}

/** The whole screen except its last line. */
export function App({ screen }: AppProps): ReactElement {
  const lines = useSyncExternalStore(screen.subscribe, screen.lines);
  return (
    <Box height={lines.length} flexShrink={0}>
      <Text wrap="truncate-end">{lines.join('\n')}</Text>
    </Box>
  );
}
