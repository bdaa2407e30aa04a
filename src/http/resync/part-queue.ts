/** Bytes to be read on: from `position` to `end`; the one at index 0 has stream offset `base`. */
export interface Part {
  readonly bytes: Buffer;
  readonly position: number;
  readonly end: number;
  readonly base: number;
}

/** Reads on in the bytes at hand. */
export interface PartReader {
  /** Returns the position up to which it came; STOPPED: nothing is to be read any more. */
  readOn(bytes: Buffer, position: number, end: number): number;
}

export const STOPPED = -1;

/**
 * The bytes of a direction in the order in which they are read: while some are, it may turn out that others, which were
 * gathered before, come first. A loop, not calls within calls: a peer that sends a thousand broken heads must not exhaust
 * the stack.
 */
export class PartQueue {
  /** Stream offset of index 0 of the bytes at hand. */
  base = 0;
  readonly #reader: PartReader;
  #before: Part | null = null;

  constructor(reader: PartReader) {
    this.#reader = reader;
  }

  /** Has bytes read before those at hand go on. */
  putBefore(part: Part): void {
    this.#before = part;
  }

  /** Reads bytes that came now; `base` is theirs. */
  read(bytes: Buffer, position: number, end: number): void {
    let waiting: Part[] | null = null;
    for (;;) {
      while (position < end) {
        position = this.#reader.readOn(bytes, position, end);
        if (position === STOPPED) return;
        if (this.#before === null) continue;
        waiting ??= [];
        if (position < end) waiting.push({ bytes, position, end, base: this.base });
        ({ bytes, position, end, base: this.base } = this.#before);
        this.#before = null;
      }
      const next = waiting?.pop();
      if (next === undefined) return;
      ({ bytes, position, end, base: this.base } = next);
    }
  }

  /** Reads what was put before, where nothing is at hand. */
  readBefore(): void {
    const before = this.#before;
    if (before === null) return;
    this.#before = null;
    this.base = before.base;
    this.read(before.bytes, before.position, before.end);
  }
}
