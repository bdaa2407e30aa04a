import { Buffer } from 'node:buffer';
import { newView, WORD } from './words.ts';

/** Bytes of a chunk: large enough that writing one costs next to nothing for each line in it. */
const CHUNK_BYTES = 256 * 1024;
/** What is left free of a chunk that is handed over, so that few records make the buffer grow. */
const RESERVE_BYTES = 16 * 1024;
/** Bytes that one UTF-16 code unit takes in UTF-8, at most. */
const BYTES_A_CODE_UNIT = 3;
/** Integers up to here are divided without a detour over floating point. */
const LAST_SMALL = 0x7fffffff;
/** Bytes of a sign, a decimal point, and the digits of two small integers. */
const LONGEST_NUMBER = 24;
/** A decimal number of so many digits reads back the same from the nearest double (IEEE 754 binary64). */
const EXACT_DIGITS = 15;
const EXACT = 10 ** EXACT_DIGITS;
/** JavaScript writes numbers below a millionth with an exponent. */
const PARTS_WITHOUT_EXPONENT = 1e6;
const POWERS: readonly number[] = Array.from({ length: 10 }, (_, places) => 10 ** places);
const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
/** Bytes up to which a loop is quicker than a call into the runtime. */
const LONGEST_LOOP = 48;
/** The two digits of each number below 100, as one number of two bytes. */
const PAIRS = Uint16Array.from({ length: 100 }, (_, value) => {
  return (ZERO + Math.floor(value / 10)) * 256 + ZERO + (value % 10);
});

/** The bytes of a constant text, made once to be written often. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text));
}

/**
 * Writes text as bytes of UTF-8, in chunks. Nothing is allocated for what is written. What was written
 * since the last chunk can be read and taken back, so that a record can be begun before it is known whether it will do.
 */
export class ByteWriter {
  #buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  /** A view of the same memory. */
  #view = newView(this.#buffer);
  /** The chunk before, which may still be being written to a file. */
  #spare = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #spareView = newView(this.#spare);
  #length = 0;

  /** Bytes of the present chunk. */
  get length(): number {
    return this.#length;
  }

  /** The memory of the present chunk, of which {@link length} bytes are written: to be looked at, not to be kept. */
  get memory(): Uint8Array {
    return this.#buffer;
  }

  /** Whether the present chunk should be handed over before the next record. */
  get isFull(): boolean {
    return this.#length > CHUNK_BYTES - RESERVE_BYTES;
  }

  /**
   * The present chunk; the next one begins. There are two buffers in turn, because a new one for each chunk would keep the
   * garbage collector busy: the chunk is valid until the next one is taken and a further one is begun.
   */
  take(): Uint8Array {
    const chunk = this.#buffer.subarray(0, this.#length);
    [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
    [this.#view, this.#spareView] = [this.#spareView, this.#view];
    this.#length = 0;
    return chunk;
  }

  /** A copy of the bytes of the present chunk from `start` on. */
  copyFrom(start: number): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#buffer, start, this.#length);
  }

  /** Takes back what was written after the present chunk had so many bytes. */
  cutBack(length: number): void {
    this.#length = length;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length] = value;
    this.#length += 1;
  }

  bytes(source: Uint8Array): void {
    const { length } = source;
    this.#reserve(length);
    const buffer = this.#buffer;
    const start = this.#length;
    if (length > LONGEST_LOOP) buffer.set(source, start);
    else for (let index = 0; index < length; index++) buffer[start + index] = source[index];
    this.#length = start + length;
  }

  /**
   * The bytes of other memory from `start` to before `end`; `view` is a view of it. They are copied by words, so that it has to have
   * room for {@link WORD} bytes behind them, whatever stands there.
   */
  words(view: DataView, start: number, end: number): void {
    this.#reserve(end - start + WORD);
    const own = this.#view;
    let to = this.#length;
    for (let from = start; from < end; from += WORD) {
      own.setInt32(to, view.getInt32(from, true), true);
      to += WORD;
    }
    this.#length += end - start;
  }

  /** The bytes of `source` from `start` to before `end`. */
  part(source: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    this.#length += source.copy(this.#buffer, this.#length, start, end);
  }

  text(text: string): void {
    this.#reserve(text.length * BYTES_A_CODE_UNIT);
    this.#length += this.#buffer.write(text, this.#length);
  }

  /**
   * Writes a text all of whose characters are allowed. Gives false, and writes nothing, where one is not. `allowed`: for
   * each character of ASCII 1, or 0 where it is not allowed; others never are.
   */
  textOf(text: string, allowed: Uint8Array): boolean {
    const { length } = text;
    this.#reserve(length);
    const buffer = this.#buffer;
    const start = this.#length;
    for (let index = 0; index < length; index++) {
      const character = text.charCodeAt(index);
      if (allowed[character] !== 1) return false;
      buffer[start + index] = character;
    }
    this.#length = start + length;
    return true;
  }

  /** An integer as `String` writes it. */
  integer(value: number): void {
    if (value >= 0 && value <= LAST_SMALL) this.#digits(value, digitsOf(value));
    else this.text(String(value));
  }

  /** An integer from 0 on with zeros before it, so that it has `count` digits; it has not more. */
  padded(value: number, count: number): void {
    this.#digits(value, count);
  }

  /**
   * The number `value / 10 ** places` as `String` writes it. `value` is an integer, `places` are 9 at most. Up to 15 digits
   * are written as they are: no shorter text reads back as the same number, and it is these digits that `String` gives.
   */
  decimal(value: number, places: number): void {
    const power = POWERS[places];
    const size = Math.abs(value);
    const whole = Math.floor(size / power);
    const isOrdinary =
      size < EXACT &&
      whole <= LAST_SMALL &&
      (whole > 0 || size === 0 || size * PARTS_WITHOUT_EXPONENT >= power);
    if (!isOrdinary) {
      this.text(String(value / power));
      return;
    }
    if (value < 0) this.byte(MINUS);
    this.#digits(whole, digitsOf(whole));
    let rest = (size - whole * power) | 0;
    if (rest === 0) return;
    let count = places;
    for (let above = (rest / 10) | 0; above * 10 === rest; above = (rest / 10) | 0) {
      rest = above;
      count -= 1;
    }
    this.byte(POINT);
    this.#digits(rest, count);
  }

  #digits(value: number, count: number): void {
    this.#reserve(LONGEST_NUMBER);
    const view = this.#view;
    const start = this.#length;
    let left = value | 0;
    let at = start + count;
    while (at - start >= 2) {
      const above = (left / 100) | 0;
      at -= 2;
      view.setUint16(at, PAIRS[left - above * 100]);
      left = above;
    }
    if (at > start) view.setUint8(start, ZERO + left);
    this.#length = start + count;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes > this.#buffer.length) this.#grow(this.#length + bytes);
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, this.#buffer.length * 2));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
    this.#view = newView(larger);
  }
}

/** Of a small integer from 0 on. */
function digitsOf(value: number): number {
  if (value < 1e5) {
    if (value < 100) return value < 10 ? 1 : 2;
    if (value < 1e4) return value < 1000 ? 3 : 4;
    return 5;
  }
  if (value < 1e7) return value < 1e6 ? 6 : 7;
  if (value < 1e8) return 8;
  return value < 1e9 ? 9 : 10;
}
