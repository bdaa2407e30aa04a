import type { Buffer } from 'node:buffer';
import { matches } from '../http/index.ts';

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
/** Kinds of bytes within a text: those below 0x20 are no JSON there (RFC 8259 §7). */
const KIND = { plain: 0, quote: 1, backslash: 2, control: 3, high: 4 } as const;
const KIND_OF_BYTE = new Uint8Array(256);
KIND_OF_BYTE.fill(KIND.control, 0, 0x20);
KIND_OF_BYTE.fill(KIND.high, 0x80);
KIND_OF_BYTE[QUOTE] = KIND.quote;
KIND_OF_BYTE[BACKSLASH] = KIND.backslash;
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
  value(bytes: Buffer, start: number, end: number): number {
    switch (bytes[start]) {
      case QUOTE:
        return this.#text(bytes, start + 1, end);
      case 0x7b:
      case 0x5b:
        this.class = CLASS.nested;
        return this.#nested(bytes, start, end);
      case 0x74:
        this.class = CLASS.boolean;
        return matches(bytes, start, end, 'true') ? start + 4 : -1;
      case 0x66:
        this.class = CLASS.boolean;
        return matches(bytes, start, end, 'false') ? start + 5 : -1;
      case 0x6e:
        this.class = CLASS.null;
        return matches(bytes, start, end, 'null') ? start + 4 : -1;
      default:
        return this.#number(bytes, start, end);
    }
  }

  /** `start`: behind the opening quotation mark. */
  #text(bytes: Buffer, start: number, end: number): number {
    let at = start;
    let isOdd = false;
    while (at < end) {
      const kind = KIND_OF_BYTE[bytes[at]];
      if (kind === KIND.plain) {
        at += 1;
      } else if (kind === KIND.quote) {
        this.class = at === start ? CLASS.emptyText : CLASS.text;
        this.isOdd = isOdd;
        return at + 1;
      } else if (kind === KIND.high) {
        this.hasHighBytes = true;
        isOdd = true;
        at += 1;
      } else if (kind === KIND.backslash) {
        isOdd = true;
        if (ESCAPES[bytes[at + 1]] === 1) at += 2;
        else if (bytes[at + 1] === 0x75 && isHex(bytes, at + 2)) at += 6;
        else return -1;
      } else {
        return -1;
      }
    }
    return -1;
  }

  /** Objects and arrays are only compared with others that were read in full: it is enough to find their end. */
  #nested(bytes: Buffer, start: number, end: number): number {
    let depth = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        at = this.#text(bytes, at + 1, end) - 1;
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

  #number(bytes: Buffer, start: number, end: number): number {
    let at = bytes[start] === 0x2d ? start + 1 : start;
    const first = at;
    while (at < end && isDigit(bytes[at])) at += 1;
    const digits = at - first;
    if (digits === 0 || digits > EXACT_DIGITS || (digits > 1 && bytes[first] === 0x30)) return -1;
    this.class = CLASS.integer;
    if (bytes[at] !== 0x2e) return bytes[at] === 0x65 || bytes[at] === 0x45 ? -1 : at;
    at += 1;
    const point = at;
    let isFraction = false;
    for (; at < end && isDigit(bytes[at]); at++) if (bytes[at] !== 0x30) isFraction = true;
    if (at === point || digits + (at - point) > EXACT_DIGITS) return -1;
    if (bytes[at] === 0x65 || bytes[at] === 0x45) return -1;
    // 1.0 is an integer, as JSON.parse reads it.
    this.class = isFraction ? CLASS.number : CLASS.integer;
    return at;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHex(bytes: Buffer, at: number): boolean {
  return HEX[bytes[at]] + HEX[bytes[at + 1]] + HEX[bytes[at + 2]] + HEX[bytes[at + 3]] === 4;
}
