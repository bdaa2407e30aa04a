import { Box } from 'ink';
import type { ReactElement } from 'react';
import { displayWidth, truncate } from '../../report/layout/index.ts';
import type { Area } from '../view/layout.ts';
import { type Line, span } from '../view/line.ts';
import { Lines } from './lines.tsx';

interface PaneProps {
  readonly title: string;
  readonly focused: boolean;
  readonly area: Area;
  readonly lines: readonly Line[];
}

/** A title line and the content beneath it. The pane with the focus has its title in another look. */
export function Pane({ title, focused, area, lines }: PaneProps): ReactElement {
  return (
    <Box flexDirection="column" width={area.width} flexShrink={0}>
      <Lines lines={[titleLine(title, focused, area.width)]} width={area.width} height={1} />
      <Lines lines={lines} width={area.width} height={area.height} />
    </Box>
  );
}

const FOCUS = '»';

/** A sign before the title and a double rule behind it tell the focus without colours too. */
function titleLine(title: string, focused: boolean, width: number): Line {
  const text = truncate(`${focused ? FOCUS : ' '}${title.trimEnd()}`, width);
  const room = width - displayWidth(text) - 1;
  const rule = room > 0 ? ` ${(focused ? '═' : '─').repeat(room)}` : '';
  return { spans: [span(focused ? 'focused-title' : 'title', `${text}${rule}`)] };
}
