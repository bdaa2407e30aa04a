import { Buffer } from 'node:buffer';
import type { ByteSource } from './byte-source.ts';

/** Bytes. Larger reads are not faster, and this size stays in the processor's cache. */
export const WINDOW_BYTES = 1024 * 1024;
/** Bytes of the first read after a jump: often little is wanted there. Each read after that takes twice as many. */
const FIRST_PIECE_BYTES = 64 * 1024;

/**
 * The part of a source that is in memory: `bytes` from `start` (inclusive) to `end` (exclusive). One buffer is used
 * over and over: before more is read, the unused bytes move to its front.
 */
export class ByteWindow {
  bytes: Buffer;
  /** A view of the same memory as `bytes`; replaced together with it. */
  view: DataView;
  start = 0;
  end = 0;
  /** Offset in the source of `bytes[0]`. */
  base = 0;
  /**
   * Number of bytes from `start` on that the parser waits for. The window grows to hold them, but only as they arrive.
   */
  needed = 1;
  /** True once no more bytes will come. */
  ended = false;
  /** Bytes that one read takes at most. */
  #piece = Number.POSITIVE_INFINITY;

  constructor(capacity = WINDOW_BYTES) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.view = viewOf(this.bytes);
  }

  get available(): number {
    return this.end - this.start;
  }

  /** Offset in the source of the first byte not yet used. */
  get offset(): number {
    return this.base + this.start;
  }

  /** Passes over what stands before an offset of the source; false where that offset is not in the window. */
  skipTo(offset: number): boolean {
    if (offset < this.offset || offset > this.base + this.end) return false;
    this.start = offset - this.base;
    return true;
  }

  /** What is read next stands at a byte offset of the source; nothing of what was read is kept. */
  restart(offset: number): void {
    this.#piece = FIRST_PIECE_BYTES;
    this.start = 0;
    this.end = 0;
    this.base = offset;
    this.needed = 1;
    this.ended = false;
  }

  /** Reads once and gives the number of bytes that came. 0 means that the source has none now. */
  receive(source: ByteSource): number | Promise<number> {
    this.#makeRoom();
    const count = source.read(this.bytes, this.end, Math.min(this.bytes.length - this.end, this.#piece));
    this.#piece *= 2;
    if (typeof count === 'number') return this.#took(count);
    return count.then((arrived) => this.#took(arrived));
  }

  /** Reads until the window holds `length` bytes. Gives false where the source ends before; then `ended` is set. */
  async ensure(source: ByteSource, length: number): Promise<boolean> {
    this.needed = length;
    while (this.available < length && !this.ended) {
      if ((await this.receive(source)) === 0) this.ended = true;
    }
    return this.available >= length;
  }

  #took(count: number): number {
    this.end += count;
    return count;
  }

  #makeRoom(): void {
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.base += this.start;
      this.end -= this.start;
      this.start = 0;
    }
    // The buffer doubles only as bytes arrive, so a record that claims more than the file holds costs no memory.
    if (this.end === this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length + 1, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.end);
      this.bytes = larger;
      this.view = viewOf(larger);
    }
  }
}

/** A source, and the window that holds what was read from it. */
export interface WindowedSource {
  readonly source: ByteSource;
  readonly window: ByteWindow;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
