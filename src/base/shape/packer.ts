import { Buffer } from 'node:buffer';

const CHUNK_BYTES = 256 * 1024;
/** Bytes of the longest number written by {@link Packer.whole}: seven bits in each. */
const LONGEST_WHOLE = 8;
const LAST_SMALL = 0x7fffffff;
/** The highest character that one byte holds (Latin-1). */
const NARROW = /^[\0-\xff]*$/;

/** Puts values behind each other as bytes, in chunks. */
export class Packer {
  readonly #chunks: Buffer[] = [];
  #chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #used = 0;
  #before = 0;
  readonly #shared = new Map<object, Map<object, number>>();

  /** Bytes so far. */
  get length(): number {
    return this.#before + this.#used;
  }

  /** What was written, in order. Nothing may be written behind it. */
  chunks(): readonly Buffer[] {
    return [...this.#chunks, this.#chunk.subarray(0, this.#used)];
  }

  byte(value: number): void {
    this.#room(1);
    this.#chunk[this.#used++] = value;
  }

  /** An integer from 0 to 2^53 - 1, in as few bytes as it needs. */
  whole(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} is no integer from 0 on`);
    this.#room(LONGEST_WHOLE);
    let rest = value;
    while (rest > LAST_SMALL) {
      this.#chunk[this.#used++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.#chunk[this.#used++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#chunk[this.#used++] = rest;
  }

  /** Any number, also one that is infinite or NaN. */
  float(value: number): void {
    this.#room(8);
    this.#used = this.#chunk.writeDoubleLE(value, this.#used);
  }

  /** The bytes alone: whoever reads them has to know how many there are. */
  bytes(bytes: Uint8Array): void {
    if (bytes.length <= CHUNK_BYTES) {
      this.#room(bytes.length);
      this.#chunk.set(bytes, this.#used);
      this.#used += bytes.length;
      return;
    }
    this.#turn();
    this.#chunks.push(Buffer.from(bytes));
    this.#before += bytes.length;
  }

  /** Any text: in one byte a character where that does, else as UTF-16, which half of a surrogate pair can be written in too. */
  text(text: string): void {
    const isNarrow = NARROW.test(text);
    this.whole(text.length * 2 + (isNarrow ? 0 : 1));
    const length = isNarrow ? text.length : text.length * 2;
    const encoding = isNarrow ? 'latin1' : 'utf16le';
    if (length > CHUNK_BYTES) {
      this.bytes(Buffer.from(text, encoding));
      return;
    }
    this.#room(length);
    this.#used += this.#chunk.write(text, this.#used, encoding);
  }

  /**
   * The number of an object among those that were written with one shape, from 0; null for one that is new: it gets the next
   * number.
   */
  sharedNumber(shape: object, value: object): number | null {
    let numbers = this.#shared.get(shape);
    if (numbers === undefined) {
      numbers = new Map();
      this.#shared.set(shape, numbers);
    }
    const known = numbers.get(value);
    if (known === undefined) numbers.set(value, numbers.size);
    return known ?? null;
  }

  #room(bytes: number): void {
    if (this.#used + bytes > this.#chunk.length) this.#turn();
  }

  #turn(): void {
    this.#chunks.push(this.#chunk.subarray(0, this.#used));
    this.#before += this.#used;
    this.#chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    this.#used = 0;
  }
}
