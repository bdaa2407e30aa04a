import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { fitted, type Line } from '../view/line.ts';
import { paintLine } from '../view/paint.ts';
import { useColor } from './color.ts';

interface LinesProps {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** Lines in a box of exactly this size: each is cut or filled to its width, absent ones are empty. */
export function Lines({ lines, width, height }: LinesProps): ReactElement {
  const color = useColor();
  const rows = Array.from({ length: height }, (_, index) => lines[index] ?? { spans: [] });
  const text = rows.map((row) => paintLine(fitted(row, width), color)).join('\n');
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Text wrap="truncate-end">{text}</Text>
    </Box>
  );
}
