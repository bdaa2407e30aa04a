import { WORD } from '../base/words.ts';
import { bytesBefore, stopsIn } from './byte-words.ts';

/** What a JSON value is, as far as rules about parameters that may have any value tell values apart. */
export const CLASS = {
  emptyText: 0,
  text: 1,
  integer: 2,
  number: 3,
  boolean: 4,
  null: 5,
  /** An object or an array: its bytes decide. */
  nested: 6,
} as const;

/** How many classes there are. */
export const CLASSES = 7;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Characters below this are no JSON within a text (RFC 8259 §7). */
const FIRST_PRINTABLE = 0x20;
const FIRST_BEYOND_ASCII = 0x80;
/** The letters of `true` and `null`, and the first four of `false`, as words. */
const TRUE = 0x65757274;
const FALS = 0x736c6166;
const NULL = 0x6c6c756e;
const LETTER_E = 0x65;
const ZERO = 0x30;
const POINT = 0x2e;
const ESCAPES = new Uint8Array(256);
for (const letter of '"\\/bfnrt') ESCAPES[letter.charCodeAt(0)] = 1;
const HEX = new Uint8Array(256);
for (const digit of '0123456789abcdefABCDEF') HEX[digit.charCodeAt(0)] = 1;
/** Digits of a number that a double keeps exactly, whatever they are. */
const EXACT_DIGITS = 15;

/** Finds where a JSON value ends, and its class. What is not plainly sound JSON it refuses. */
export class ValueScan {
  /** Of the value found last: one of {@link CLASS}. */
  class = 0;
  /** Of the text found last: it has an escape, or a byte beyond ASCII. */
  isOdd = false;
  /** A byte beyond ASCII was met since this was set to false. */
  hasHighBytes = false;

  /**
   * The index behind the value at `start`; -1 where there is none, where it is not sound, and where it is a number that may lose
   * digits or is written with an exponent.
   */
  value(view: DataView, start: number, end: number): number {
    if (start >= end) return -1;
    switch (view.getUint8(start)) {
      case QUOTE:
        return this.#text(view, start + 1, end);
      case 0x7b:
      case 0x5b:
        this.class = CLASS.nested;
        return this.#nested(view, start, end);
      case 0x74:
        this.class = CLASS.boolean;
        return isWord(view, start, end, TRUE) ? start + 4 : -1;
      case 0x66:
        this.class = CLASS.boolean;
        return isWord(view, start, end - 1, FALS) && view.getUint8(start + 4) === LETTER_E ? start + 5 : -1;
      case 0x6e:
        this.class = CLASS.null;
        return isWord(view, start, end, NULL) ? start + 4 : -1;
      default:
        return this.#number(view, start, end);
    }
  }

  /** `start`: behind the opening quotation mark. */
  #text(view: DataView, start: number, end: number): number {
    const lastWord = end - WORD;
    let at = start;
    let isOdd = false;
    for (;;) {
      while (at <= lastWord) {
        const stops = stopsIn(view.getInt32(at, true));
        if (stops !== 0) {
          at += bytesBefore(stops);
          break;
        }
        at += WORD;
      }
      if (at >= end) return -1;
      const byte = view.getUint8(at);
      if (byte === QUOTE) {
        this.class = at === start ? CLASS.emptyText : CLASS.text;
        this.isOdd = isOdd;
        return at + 1;
      }
      if (byte < FIRST_PRINTABLE) return -1;
      if (byte >= FIRST_BEYOND_ASCII) {
        this.hasHighBytes = true;
        isOdd = true;
      } else if (byte === BACKSLASH) {
        isOdd = true;
        const length = escapeLength(view, at, end);
        if (length === 0) return -1;
        at += length - 1;
      }
      at += 1;
    }
  }

  /** Objects and arrays are only compared with others that were read in full: it is enough to find their end. */
  #nested(view: DataView, start: number, end: number): number {
    let depth = 0;
    for (let at = start; at < end; at++) {
      const byte = view.getUint8(at);
      if (byte === QUOTE) {
        at = this.#text(view, at + 1, end) - 1;
        if (at < 0) return -1;
      } else if (byte === 0x7b || byte === 0x5b) {
        depth += 1;
      } else if (byte === 0x7d || byte === 0x5d) {
        depth -= 1;
        if (depth === 0) {
          this.class = CLASS.nested;
          return at + 1;
        }
      }
    }
    return -1;
  }

  #number(view: DataView, start: number, end: number): number {
    const first = view.getUint8(start) === 0x2d ? start + 1 : start;
    let at = digitsEnd(view, first, end);
    const digits = at - first;
    if (digits === 0 || digits > EXACT_DIGITS || (digits > 1 && view.getUint8(first) === ZERO)) return -1;
    this.class = CLASS.integer;
    if (at === end) return at;
    if (view.getUint8(at) !== POINT) return isExponent(view.getUint8(at)) ? -1 : at;
    const point = at + 1;
    at = digitsEnd(view, point, end);
    if (at === point || digits + (at - point) > EXACT_DIGITS) return -1;
    if (at < end && isExponent(view.getUint8(at))) return -1;
    // 1.0 is an integer, as JSON.parse reads it.
    for (let index = point; index < at; index++) {
      if (view.getUint8(index) !== ZERO) this.class = CLASS.number;
    }
    return at;
  }
}

/** The index behind the digits that stand at `start`. */
function digitsEnd(view: DataView, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(view.getUint8(at))) at += 1;
  return at;
}

function isExponent(byte: number): boolean {
  return (byte | 0x20) === LETTER_E;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isWord(view: DataView, at: number, end: number, word: number): boolean {
  return at + WORD <= end && view.getInt32(at, true) === word;
}

/** Bytes of the escape at a backslash; 0 where it is not sound, or not whole. */
function escapeLength(view: DataView, at: number, end: number): number {
  if (at + 2 > end) return 0;
  const letter = view.getUint8(at + 1);
  if (ESCAPES[letter] === 1) return 2;
  if (letter !== 0x75 || at + 6 > end) return 0;
  return HEX[view.getUint8(at + 2)] +
    HEX[view.getUint8(at + 3)] +
    HEX[view.getUint8(at + 4)] +
    HEX[view.getUint8(at + 5)] ===
    4
    ? 6
    : 0;
}
