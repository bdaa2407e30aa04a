import { Box, Text } from 'ink';
import { createContext, type ReactElement, useContext } from 'react';
import { fitted, type Line } from '../layout/line.ts';
import { paintLine } from '../layout/paint.ts';

/** Whether colours are wanted. It is known before the first frame and never changes. */
export const ColorContext = createContext(false);

interface LinesProps {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** Lines in a box of exactly this size. Each line is cut or filled to the width; missing lines are empty. */
export function Lines({ lines, width, height }: LinesProps): ReactElement {
  const color = useContext(ColorContext);
  const rows = Array.from({ length: height }, (_, index) => lines[index] ?? { spans: [] });
  const text = rows.map((row) => paintLine(fitted(row, width), color)).join('\n');
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Text wrap="truncate-end">{text}</Text>
    </Box>
  );
}
