import type { Buffer } from 'node:buffer';
import { readHuffman } from './huffman.ts';

/** Why a header block cannot be read on. `cut`: it ends too early. */
export type ReadingFault = 'cut' | 'broken';

/** Bytes of an integer behind its prefix: four give 28 bits, far more than any length or index (RFC 7541 §5.1). */
const MAX_INTEGER_BYTES = 4;

/** Reads the primitives of a header block (RFC 7541 §5) one after the other. */
export class FieldReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;
  fault: ReadingFault | null = null;

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  get isOver(): boolean {
    return this.#at >= this.#end;
  }

  /** The byte that comes next, which is left there. */
  get next(): number {
    return this.#bytes[this.#at];
  }

  /** An integer whose first `prefix` bits stand at the end of the next byte; -1 with a `fault` where there is none. */
  integer(prefix: number): number {
    if (this.isOver) return this.#fail('cut');
    const most = (1 << prefix) - 1;
    let value = this.#bytes[this.#at] & most;
    this.#at += 1;
    if (value < most) return value;
    for (let count = 0; count < MAX_INTEGER_BYTES; count += 1) {
      if (this.isOver) return this.#fail('cut');
      const byte = this.#bytes[this.#at];
      this.#at += 1;
      value += (byte & 0x7f) * 2 ** (7 * count);
      if (byte < 0x80) return value;
    }
    return this.#fail('broken');
  }

  /** A string literal as Latin-1 (RFC 7541 §5.2); '' with a `fault` where there is none. */
  text(): string {
    const isCoded = !this.isOver && this.next >= 0x80;
    const length = this.integer(7);
    if (length < 0) return '';
    const start = this.#at;
    const end = start + length;
    if (end > this.#end) {
      this.#fail('cut');
      return '';
    }
    this.#at = end;
    if (!isCoded) return this.#bytes.toString('latin1', start, end);
    const text = readHuffman(this.#bytes, start, end);
    if (text === null) this.#fail('broken');
    return text ?? '';
  }

  #fail(fault: ReadingFault): -1 {
    this.fault ??= fault;
    this.#at = this.#end;
    return -1;
  }
}
