import { EMPTY_LINE, type Line, textOf } from './line.ts';

/** Lines that are made when they are shown: a dump may have a million of them. */
export interface LineList {
  readonly length: number;
  at(index: number): Line;
}

export function lineListOf(lines: readonly Line[]): LineList {
  return { length: lines.length, at: (index) => lines[index] ?? EMPTY_LINE };
}

export function joined(...lists: readonly LineList[]): LineList {
  return {
    length: lists.reduce((sum, { length }) => sum + length, 0),
    at: (index) => {
      let rest = index;
      for (const list of lists) {
        if (rest < list.length) return list.at(rest);
        rest -= list.length;
      }
      return EMPTY_LINE;
    },
  };
}

/** As many lines as fit, from `top` on; as far down as there are lines. */
export function windowed(list: LineList, top: number, height: number): readonly Line[] {
  const begin = Math.max(0, Math.min(top, list.length - height));
  const end = Math.min(list.length, begin + height);
  return Array.from({ length: end - begin }, (_, index) => list.at(begin + index));
}

/** The text of lines, for copying. */
export function plainText(list: LineList): string {
  return Array.from({ length: list.length }, (_, index) => textOf(list.at(index)).trimEnd()).join('\n');
}
