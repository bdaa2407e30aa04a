import { Buffer } from 'node:buffer';
import { MAX_RECORD_LENGTH, RECORD } from './record.ts';

const SMALL_BYTES = 2048;
const LARGE_BYTES = RECORD.headLength + MAX_RECORD_LENGTH;
/** Large buffers that are kept for the next record that needs one. */
const KEPT_LARGE = 16;
const large: Buffer[] = [];

/**
 * Bytes of one record that came in pieces. The room grows with what comes, not with what a header announces; large rooms go from one
 * connection to the next.
 */
export class HeldBytes {
  length = 0;
  #bytes: Buffer | null = null;

  /** The bytes; what stands behind `length` means nothing. The next call of `copy` may move them. */
  get bytes(): Buffer {
    this.#bytes ??= Buffer.allocUnsafeSlow(SMALL_BYTES);
    return this.#bytes;
  }

  /** Copies bytes behind those held; `length` stays, so that the caller can take them back. */
  copy(source: Buffer, start: number, end: number): void {
    this.#makeRoom(this.length + end - start);
    source.copy(this.bytes, this.length, start, end);
  }

  /** Forgets all bytes, and leaves the room to whoever has them in hand. */
  leave(): void {
    this.length = 0;
    this.#bytes = null;
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    if (count === 0) return;
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }

  clear(): void {
    this.length = 0;
    if (this.#bytes !== null && this.#bytes.length > SMALL_BYTES) {
      if (this.#bytes.length === LARGE_BYTES && large.length < KEPT_LARGE) large.push(this.#bytes);
      this.#bytes = null;
    }
  }

  #makeRoom(length: number): void {
    const before = this.bytes;
    if (length <= before.length) return;
    // Beyond one record: where records are searched for, a segment is held as a whole.
    const room =
      length > LARGE_BYTES
        ? Buffer.allocUnsafeSlow(2 * length)
        : (large.pop() ?? Buffer.allocUnsafeSlow(LARGE_BYTES));
    before.copy(room, 0, 0, this.length);
    this.#bytes = room;
  }
}
