import { EMPTY_LINE, type Line, textOf } from './line.ts';

/** A list whose lines are made when they are shown: a dump may have a million of them. */
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

/** The lines from `top` on that fit into `height`. Near the end it begins earlier, so that the height is filled. */
export function windowed(list: LineList, top: number, height: number): readonly Line[] {
  const begin = Math.max(0, Math.min(top, list.length - height));
  const end = Math.min(list.length, begin + height);
  return Array.from({ length: end - begin }, (_, index) => list.at(begin + index));
}

/** The text of lines, for copying. */
export function plainText(list: LineList): string {
  return Array.from({ length: list.length }, (_, index) => textOf(list.at(index)).trimEnd()).join('\n');
}
