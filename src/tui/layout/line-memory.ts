import type { LineList } from './line-list.ts';

/** What can be scrolled without a cursor, and may have very many lines. */
export type ScrolledContent = 'detail' | 'comparison' | 'help';

interface MadeLines {
  readonly madeOf: readonly unknown[];
  readonly lines: LineList;
}

/**
 * Keeps the lines of each content that were made last, so that scrolling makes nothing anew. One is made with the first
 * state of a terminal session and goes with it.
 */
export class LineMemory {
  readonly #latest = new Map<ScrolledContent, MadeLines>();

  /** The lines of a content. They are made again where anything of `madeOf` is another object or value than before. */
  lines(content: ScrolledContent, madeOf: readonly unknown[], make: () => LineList): LineList {
    const latest = this.#latest.get(content);
    if (latest?.madeOf.every((part, index) => Object.is(part, madeOf[index]))) return latest.lines;
    const lines = make();
    this.#latest.set(content, { madeOf, lines });
    return lines;
  }
}
