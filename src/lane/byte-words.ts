import { Buffer } from 'node:buffer';
import { isSameAt, newView } from '../base/words.ts';

/** Bytes, and a view of the same memory through which four of them are read at once. */
export interface ViewedBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/** As many times each byte of a word. */
const EACH = 0x01010101;
const HIGH_BITS = 0x80808080 | 0;
const FIRST_PRINTABLE = 0x20 * EACH;
const QUOTES = 0x22 * EACH;
const BACKSLASHES = 0x5c * EACH;

/**
 * The bytes of a word at which the plain run of a JSON text ends: a quotation mark, a backslash, a control character, or a byte
 * beyond ASCII. A bit of the lowest such byte is set, and none of a byte below; 0 where there is none. (A subtraction borrows
 * from a higher byte only where the lower one is such a byte itself.)
 */
export function stopsIn(word: number): number {
  return (
    ((word - FIRST_PRINTABLE) | ((word ^ QUOTES) - EACH) | ((word ^ BACKSLASHES) - EACH) | word) & HIGH_BITS
  );
}

/** How many bytes of a word stand before the lowest one that has a bit set in `stops`, which is not 0. */
export function bytesBefore(stops: number): number {
  return (31 - Math.clz32(stops & -stops)) >> 3;
}

const FIRST_ARENA_BYTES = 16_384;

/** Texts side by side in one piece of memory, to be compared with others. */
export class ByteArena {
  #bytes = Buffer.allocUnsafeSlow(FIRST_ARENA_BYTES);
  #view = newView(this.#bytes);
  #length = 0;

  /** Keeps a copy of the bytes from `start` to `end`; gives its place. */
  add(bytes: Buffer, start: number, end: number): number {
    const place = this.#length;
    this.#length += end - start;
    if (this.#length > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(this.#length * 2);
      this.#bytes.copy(grown, 0, 0, place);
      this.#bytes = grown;
      this.#view = newView(grown);
    }
    bytes.copy(this.#bytes, place, start, end);
    return place;
  }

  /** Bytes of all texts. */
  get length(): number {
    return this.#length;
  }

  /** Forgets what was added since there were so many bytes. */
  cutTo(length: number): void {
    this.#length = length;
  }

  /** Whether the `length` bytes at a place stand at `at` of other bytes, which must have as many there. */
  isAt(place: number, length: number, other: DataView, at: number): boolean {
    return isSameAt(this.#view, place, other, at, length);
  }
}
