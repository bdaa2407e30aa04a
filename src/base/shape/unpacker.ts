import type { Buffer } from 'node:buffer';
import { MAX_PACKED_VALUES } from '../limits.ts';

/** Bits of a number that are read by shifting. */
const SMALL_BITS = 28;

/**
 * The bytes are not what a shape says. It is thrown from deep within and caught in one place, `unpack`: nothing else of the program
 * sees it.
 */
export class Malformed extends Error {}

/**
 * Takes values from bytes that anybody may have written: nothing beyond the bytes is read, and no more memory is taken than they
 * account for.
 */
export class Unpacker {
  readonly #bytes: Buffer;
  #at: number;
  #values = 0;
  readonly #shared = new Map<object, object[]>();

  constructor(bytes: Buffer, from = 0) {
    this.#bytes = bytes;
    this.#at = from;
  }

  /** Where the next value stands. */
  get at(): number {
    return this.#at;
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** The bytes are not as they should be. */
  fail(what: string): never {
    throw new Malformed(`${what}, at byte ${this.#at}`);
  }

  byte(): number {
    if (this.left < 1) this.fail('the data end early');
    return this.#bytes[this.#at++];
  }

  whole(): number {
    let value = 0;
    let factor = 1;
    for (let bits = 0; ; bits += 7) {
      const next = this.byte();
      if (bits < SMALL_BITS) value |= (next & 127) << bits;
      else value += (next & 127) * factor;
      factor *= 128;
      if (next < 128) break;
      if (bits >= 49) this.fail('a number is too long');
    }
    return Number.isSafeInteger(value) ? value : this.fail('a number is too large');
  }

  float(): number {
    if (this.left < 8) this.fail('the data end early');
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  /** The next bytes. Not a copy. */
  bytes(length: number): Buffer {
    if (length > this.left) this.fail('the data end early');
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }

  text(): string {
    const size = this.whole();
    const isNarrow = size % 2 === 0;
    const characters = Math.floor(size / 2);
    return this.bytes(isNarrow ? characters : characters * 2).toString(isNarrow ? 'latin1' : 'utf16le');
  }

  /** How many of something follow, each of which takes a byte at least. */
  count(most = Number.POSITIVE_INFINITY): number {
    const count = this.whole();
    if (count > this.left) this.fail('a list is longer than the data');
    if (count > most) this.fail(`a list has ${count} items, more than ${most}`);
    return count;
  }

  /** Notes that an object is made: of a few bytes it may be large. */
  note(): void {
    this.#values += 1;
    if (this.#values > MAX_PACKED_VALUES) this.fail(`there are more than ${MAX_PACKED_VALUES} objects`);
  }

  /** The objects that were read with a shape so far, by their numbers; see `Packer.sharedNumber`. */
  sharedOf(shape: object): object[] {
    let values = this.#shared.get(shape);
    if (values === undefined) {
      values = [];
      this.#shared.set(shape, values);
    }
    return values;
  }
}
