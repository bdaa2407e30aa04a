import type { Buffer } from 'node:buffer';
import { createInflateRaw } from 'node:zlib';

/** Bytes of one output chunk of zlib. Large chunks need fewer switches between its thread and the main thread. */
const CHUNK_BYTES = 256 * 1024;
/**
 * Chunks that may wait for the consumer. A piece can inflate to a thousand times its size, so zlib is paused beyond
 * this.
 */
const MOST_WAITING_CHUNKS = 4;

/**
 * Inflates raw deflate data (RFC 1951): it is fed piece by piece and read chunk by chunk. zlib works in its own thread,
 * so the next chunk is made while the consumer handles the current one.
 */
export class Inflation {
  /** The error that zlib reported; no chunk follows it. null while there is none. */
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

  /** Bytes that zlib took from all pieces: fewer than were fed once the deflate data have ended. */
  get bytesTaken(): number {
    return this.#inflate.bytesWritten;
  }

  /** Feeds the next piece. The piece before must be used up, and this one must not change until it is. */
  feed(piece: Buffer): void {
    this.#pieceDone = false;
    this.#inflate.write(piece, () => {
      this.#pieceDone = true;
      this.#wake();
    });
  }

  /** The next chunk that the piece inflates to; null when the piece is used up or an error occurred. */
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
