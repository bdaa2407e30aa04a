import type { Markup } from './markup.ts';

/** The bytes that a part of the page may still take. What does not fit is left out, and who leaves it out says so. */
export class Space {
  #left: number;

  /** `bytes`: of UTF-8; Infinity where nothing is to be left out. */
  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** True where this fits: it then has its place. */
  takes({ text }: Markup): boolean {
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}
