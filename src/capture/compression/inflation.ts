import type { Buffer } from 'node:buffer';
import { createInflateRaw } from 'node:zlib';

/** Bytes that zlib hands over at a time. Large ones spare hops between its thread and ours. */
const CHUNK_BYTES = 256 * 1024;
/** Chunks that may wait to be taken. A piece can inflate to a thousand times its size, and zlib is to wait for us. */
const MOST_WAITING_CHUNKS = 4;

/**
 * Raw deflate data (RFC 1951), given piece by piece, taken chunk by chunk. zlib works in a thread of its own: while a
 * chunk is being looked at, the next is made.
 */
export class Inflation {
  /** What zlib says is wrong; nothing follows then. */
  failure: Error | null = null;
  readonly #inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  readonly #chunks: Buffer[] = [];
  #pieceDone = true;
  #wake: () => void = () => undefined;

  constructor() {
    this.#inflate.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      if (this.#chunks.length >= MOST_WAITING_CHUNKS) this.#inflate.pause();
      this.#wake();
    });
    this.#inflate.on('error', (error) => {
      this.failure = error;
      this.#wake();
    });
  }

  /** Bytes of all pieces that zlib took: fewer than were given once the data has ended. */
  get bytesTaken(): number {
    return this.#inflate.bytesWritten;
  }

  /** Gives the next piece; the one before has been worked off. It must not change until then. */
  feed(piece: Buffer): void {
    this.#pieceDone = false;
    this.#inflate.write(piece, () => {
      this.#pieceDone = true;
      this.#wake();
    });
  }

  /** The next chunk of what the piece inflates to; null when it is worked off, or something is wrong. */
  async next(): Promise<Buffer | null> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        if (this.#inflate.isPaused()) this.#inflate.resume();
        return chunk;
      }
      if (this.#pieceDone || this.failure !== null) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#inflate.destroy();
  }
}
