const FIRST_BYTES = 256;
const EMPTY = Buffer.alloc(0);

/** Gathers bytes up to a limit. */
export class ByteStore {
  length = 0;
  /** The bytes gathered; only the first `length` of them count. */
  bytes: Buffer = EMPTY;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Begins again with no bytes. `expected`: how many will come, so that room for them is made at once; 0: not
   * known.
   */
  clear(expected = 0): void {
    this.length = 0;
    // A new buffer: whoever was given the old one may still use it.
    this.bytes = expected > 0 ? Buffer.allocUnsafe(Math.min(expected, this.#limit)) : EMPTY;
  }

  /** Appends the bytes from `start` to `end`, as many as the limit allows; returns how many those were. */
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

  /** The bytes gathered. They stay valid after the next `clear`. */
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
