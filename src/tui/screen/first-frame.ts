import { keyBarLine } from '../commands/key-bar.ts';
import { type Area, HEADER_LINES, layoutOf } from '../layout/layout.ts';
import { EMPTY_LINE, fitted, type Line, line } from '../layout/line.ts';
import { paintLine } from '../layout/paint.ts';
import type { State } from '../state/state.ts';
import { headerLines } from '../view/header.ts';
import { detailPane, pagePane, rowsPane, SEPARATOR, summaryPane, treePane } from './panes.ts';

/**
 * The lines of the screen as text, as the components draw them. They are painted as soon as the state changes: ink takes most of a second to be
 * loaded, and then twenty times as long for a frame. They are one less than the terminal has.
 */
export function paintedLines(state: State, color: boolean): readonly string[] {
  return screenLines(state).map((each) => paintLine(each, color));
}

/** All lines of the screen, each as wide as the terminal. */
export function screenLines(state: State): readonly Line[] {
  const { columns, rows } = state.size;
  const layout = layoutOf(state);
  if (layout.tooSmall) return [fitted(tooSmallLine(state), columns)];
  const { tree, summary, main, detail, page, detailIs, treeIs } = layout;
  const header = block(headerLines(state, columns), columns, HEADER_LINES);
  const shown = (
    area: Area | null,
    lines: (state: State, area: Area) => readonly Line[],
  ): readonly Line[][] => (area === null ? [] : [block(lines(state, area), area.width, area.height + 1)]);
  const sessions = shown(tree, treePane);
  const calls = [...shown(summary, summaryPane), ...shown(main, rowsPane)].flat();
  const details = shown(detail, detailPane);
  const lists =
    treeIs === 'above' ? [[...sessions, calls].flat()] : [...sessions, ...(main === null ? [] : [calls])];
  const body = [
    ...(detailIs === 'beside' ? besides([...lists, ...details]) : [...besides(lists), ...details.flat()]),
    ...shown(page, pagePane).flat(),
  ];
  const bar = fitted(keyBarLine(state, columns), columns);
  return [...header, ...body, bar].slice(0, Math.max(1, rows - 1));
}

export function tooSmallLine({ size }: State): Line {
  return line(`Too small: ${size.columns}×${size.rows}`);
}

function block(lines: readonly Line[], width: number, height: number): Line[] {
  return Array.from({ length: height }, (_, index) => fitted(lines[index] ?? EMPTY_LINE, width));
}

/** Joins blocks side by side. The selection of a line stays within its own block. */
function besides(blocks: readonly Line[][]): readonly Line[] {
  const [first, ...others] = blocks;
  if (first === undefined) return [];
  if (others.length === 0) return first;
  return first.map((left, index) => ({
    spans: [left, ...others.flatMap((each) => [SEPARATOR, each[index] ?? EMPTY_LINE])].flatMap(spansOf),
  }));
}

/** The spans of a line, each with the line's selection. */
function spansOf({ spans, selected }: Line): Line['spans'] {
  return selected === undefined ? spans : spans.map((each) => ({ ...each, selected }));
}
