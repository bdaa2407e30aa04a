import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, readSync, type Stats } from 'node:fs';

/** A source of bytes in order. The consumer asks for each read. */
export interface ByteSource {
  /**
   * Writes at most `length` (above 0) bytes into `into` at `offset` and gives their number. 0: there are no more bytes
   * now.
   */
  read(into: Buffer, offset: number, length: number): number | Promise<number>;
  close(): void;
}

/** A source that reads from outside the program and counts what it has read. */
export interface RawSource extends ByteSource {
  /** Bytes read so far. */
  readonly position: number;
  /** Size in bytes; null where it is not known (a pipe). */
  readonly size: number | null;
  /** Reads on at a byte offset. Absent: it can be read in order only. */
  seek?(position: number): void;
}

/** A plain file that is read in order with synchronous calls: for a file in the page cache that is the fastest way. */
export class FileSource implements RawSource {
  readonly size: number;
  position = 0;
  #descriptor: number;

  constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor;
    this.size = size;
  }

  read(into: Buffer, offset: number, length: number): number {
    if (this.#descriptor < 0) return 0;
    const count = readSync(this.#descriptor, into, offset, length, this.position);
    this.position += count;
    return count;
  }

  seek(position: number): void {
    this.position = position;
  }

  /** What the operating system knows of the opened file, whatever its path leads to by now. */
  stat(): Stats {
    return fstatSync(this.#descriptor);
  }

  /** At most `length` bytes from the beginning of the file, whatever was read of it. */
  head(length: number): Buffer {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(this.#descriptor, head, 0, length, 0));
  }

  close(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor);
    this.#descriptor = -1;
  }
}

/** Bytes that are already in memory. */
export class MemorySource implements RawSource {
  readonly size: number;
  position = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  read(into: Buffer, offset: number, length: number): number {
    const count = this.#bytes.copy(into, offset, this.position, this.position + length);
    this.position += count;
    return count;
  }

  close(): void {
    this.position = this.size;
  }
}

const NOTHING = Buffer.alloc(0);

/**
 * A stream or generator of pieces. It asks for the next piece when the last is used up, so the producer never runs
 * ahead.
 */
export class PieceSource implements RawSource {
  readonly size = null;
  position = 0;
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = NOTHING;
  #used = 0;
  #ended = false;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  read(into: Buffer, offset: number, length: number): number | Promise<number> {
    if (this.#used < this.#piece.length) return this.#take(into, offset, length);
    return this.#pull().then(() => this.#take(into, offset, length));
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#piece = NOTHING;
    this.#used = 0;
    // Errors of the producer while it ends are ignored: the capture is closed.
    this.#pieces.return?.().then(undefined, () => undefined);
  }

  async #pull(): Promise<void> {
    this.#piece = NOTHING;
    this.#used = 0;
    while (!this.#ended && this.#piece.length === 0) {
      const step = await this.#pieces.next();
      if (step.done === true) this.#ended = true;
      else this.#piece = step.value;
    }
  }

  #take(into: Buffer, offset: number, length: number): number {
    const count = Math.min(length, this.#piece.length - this.#used);
    into.set(this.#piece.subarray(this.#used, this.#used + count), offset);
    this.#used += count;
    this.position += count;
    return count;
  }
}
