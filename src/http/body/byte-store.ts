const FIRST_BYTES = 256;
const EMPTY = Buffer.alloc(0);

/** Bytes gathered piece by piece, up to a bound. */
export class ByteStore {
  length = 0;
  /** Only the first `length` bytes mean anything. */
  bytes: Buffer = EMPTY;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Starts anew. `expected`: bytes to come, where known: room for them is made at once. */
  clear(expected = 0): void {
    this.length = 0;
    // What was gathered may have been handed out: it is left to its owner, not written over.
    this.bytes = expected > 0 ? Buffer.allocUnsafe(Math.min(expected, this.#limit)) : EMPTY;
  }

  /** Takes what fits of the bytes from `start` to `end`; returns how many it took. */
  append(source: Buffer, start: number, end: number): number {
    const count = Math.min(end - start, this.#limit - this.length);
    if (count <= 0) return 0;
    const needed = this.length + count;
    if (needed > this.bytes.length) this.#grow(needed);
    source.copy(this.bytes, this.length, start, start + count);
    this.length = needed;
    return count;
  }

  /** Drops the first `count` bytes. */
  drop(count: number): void {
    this.bytes = this.bytes.subarray(count);
    this.length -= count;
  }

  /** The bytes gathered; valid beyond the next `clear`. */
  taken(): Buffer {
    return this.length === this.bytes.length ? this.bytes : this.bytes.subarray(0, this.length);
  }

  #grow(needed: number): void {
    const room = Math.min(this.#limit, Math.max(needed, this.bytes.length * 2, FIRST_BYTES));
    const larger = Buffer.allocUnsafe(room);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
