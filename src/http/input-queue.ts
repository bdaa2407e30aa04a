const NO_BYTES = Buffer.alloc(0);

/** Bytes to be read: from `position` to `end`. The byte at index 0 has stream offset `base`. */
interface InputPart {
  readonly bytes: Buffer;
  readonly position: number;
  readonly end: number;
  readonly base: number;
}

/**
 * The bytes of one direction, in the order in which they are to be read. Bytes that were gathered before can be
 * put in front of those that came now.
 */
export class InputQueue {
  /** The bytes to be read next go from `position` to `end` in `bytes`. */
  bytes: Buffer = NO_BYTES;
  position = 0;
  end = 0;
  /** Stream offset of the byte at index 0 of `bytes`. */
  base = 0;
  /** What is to be read after that; the last one comes first. Null where there is nothing. */
  #later: InputPart[] | null = null;

  /** Stream offset of the byte to be read next. */
  get offset(): number {
    return this.base + this.position;
  }

  /** Whether there is a byte to be read; it is then the one at `position`. */
  hasBytes(): boolean {
    while (this.position >= this.end) {
      const part = this.#later?.pop();
      if (part === undefined) {
        this.clear();
        return false;
      }
      this.#take(part.bytes, part.position, part.end, part.base);
    }
    return true;
  }

  /** Has these bytes read before those that are still to be read. */
  putFirst(bytes: Buffer, position: number, end: number, base: number): void {
    if (this.position < this.end) {
      this.#later ??= [];
      this.#later.push({ bytes: this.bytes, position: this.position, end: this.end, base: this.base });
    }
    this.#take(bytes, position, end, base);
  }

  /** Drops everything. Must not keep the bytes: the reader of the capture uses their memory again. */
  clear(): void {
    this.bytes = NO_BYTES;
    this.position = 0;
    this.end = 0;
    this.#later = null;
  }

  #take(bytes: Buffer, position: number, end: number, base: number): void {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    this.base = base;
  }
}
