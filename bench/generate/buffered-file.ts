import { closeSync, openSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** A file that is written from front to back in large pieces. Bytes are put into its buffer in place, without a copy. */
export class BufferedFile {
  /** The bytes that were not written yet; `reserve` makes room in it. */
  readonly buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  readonly #descriptor: number;
  #used = 0;
  #flushed = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#flushed + this.#used;
  }

  /** Makes room for the next bytes, at most 4 MiB, and returns their offset in `buffer`. They have to be filled in before the next call. */
  reserve(length: number): number {
    if (this.#used + length > CHUNK_BYTES) this.#flush();
    const at = this.#used;
    this.#used += length;
    return at;
  }

  append(bytes: Buffer): void {
    const at = this.reserve(bytes.length);
    bytes.copy(this.buffer, at);
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    for (let at = 0; at < this.#used; ) at += writeSync(this.#descriptor, this.buffer, at, this.#used - at);
    this.#flushed += this.#used;
    this.#used = 0;
  }
}
