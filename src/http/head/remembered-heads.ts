import { MAX_REMEMBERED_HEADS } from '../../base/limits.ts';
import type { Head } from './head.ts';

/**
 * The two lines whose values change from message to message, while the rest of a head mostly stays the same. Their text
 * includes the line break before them, so that it is found only where a line begins.
 */
const LENGTH = { name: 'Content-Length', text: '\r\nContent-Length: ' } as const;
const DATE = { name: 'Date', text: '\r\nDate: ' } as const;
/** A number of so many decimal digits is exact as a double. */
const MAX_DIGITS = 15;
/** Longer than any date. */
const MAX_DATE_LENGTH = 64;

const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/** A head that was seen, without its changing values. */
interface HeadShape {
  readonly head: Head;
  /** The texts before, between and behind the changing values; '' for those that do not exist. */
  readonly texts: readonly [string, string, string];
  /** Index of each changing value in the list of fields; -1 where the head has no such line. */
  readonly lengthIndex: number;
  readonly dateIndex: number;
}

/**
 * Heads that were parsed before. A client and a server repeat few different heads, so most heads need not be
 * parsed again. Heads that differ only in length and date count as one. It is a hash table with one head a slot: a head
 * replaces the one that was in its slot.
 */
export class RememberedHeads {
  readonly #shapes: (HeadShape | null)[] = new Array<HeadShape | null>(MAX_REMEMBERED_HEADS).fill(null);
  // Where the changing values of the head that was looked at last begin and end; a start of -1: there is no such value.
  #lengthStart = -1;
  #lengthEnd = -1;
  #dateStart = -1;
  #dateEnd = -1;
  #slot = 0;

  /**
   * Finds the head whose text is the first `length` characters of `text`, with its empty line. Null where its
   * shape is not known.
   */
  find(text: string, length: number): Head | null {
    this.#lookAt(text, length);
    const shape = this.#shapes[this.#slot];
    if (shape === null || !this.#fits(shape, text, length)) return null;
    const { head, lengthIndex, dateIndex } = shape;
    if (lengthIndex === -1 && dateIndex === -1) return head;
    const list = head.fields.list.slice();
    let { framing } = head;
    if (dateIndex !== -1) list[dateIndex] = text.slice(this.#dateStart, this.#dateEnd);
    if (lengthIndex !== -1) {
      const digits = text.slice(this.#lengthStart, this.#lengthEnd);
      const bytes = Number(digits);
      list[lengthIndex] = digits;
      if (bytes !== framing.length) {
        const { codings, faults, upgrade, expectsContinue } = framing;
        const kind = bytes > 0 ? 'sized' : 'none';
        framing = { kind, length: bytes, codings, faults, upgrade, expectsContinue };
      }
    }
    const fields = { list, malformed: NONE, tooMany: false };
    return { kind: 'head', length, line: head.line, text: '', fields, framing };
  }

  /** Remembers the head of the text that `find` was called with last. */
  keep(text: string, head: Head): void {
    const { list, malformed, tooMany } = head.fields;
    const isPlain = malformed.length === 0 && !tooMany && head.framing.faults.length === 0;
    const lengthIndex = isPlain && this.#lengthStart !== -1 ? list.indexOf(LENGTH.name) + 1 : 0;
    const dateIndex = isPlain && this.#dateStart !== -1 ? list.indexOf(DATE.name) + 1 : 0;
    // The changing values of a head with oddities may not be what they seem to be: such a head is not remembered.
    if (!isPlain && (this.#lengthStart !== -1 || this.#dateStart !== -1)) return;
    if (lengthIndex > 0 && list[lengthIndex] !== text.slice(this.#lengthStart, this.#lengthEnd)) return;
    if (dateIndex > 0 && list[dateIndex] !== text.slice(this.#dateStart, this.#dateEnd)) return;
    this.#shapes[this.#slot] = {
      head,
      texts: this.#textsOf(text),
      lengthIndex: lengthIndex === 0 ? -1 : lengthIndex,
      dateIndex: dateIndex === 0 ? -1 : dateIndex,
    };
  }

  #lookAt(text: string, length: number): void {
    this.#lengthStart = -1;
    this.#dateStart = -1;
    const lengthLine = text.indexOf(LENGTH.text);
    if (lengthLine !== -1 && lengthLine < length) {
      const start = lengthLine + LENGTH.text.length;
      const end = digitsEnd(text, start);
      if (end !== -1) {
        this.#lengthStart = start;
        this.#lengthEnd = end;
      }
    }
    const dateLine = text.indexOf(DATE.text);
    if (dateLine !== -1 && dateLine < length) {
      const start = dateLine + DATE.text.length;
      const end = valueEnd(text, start);
      if (end !== -1) {
        this.#dateStart = start;
        this.#dateEnd = end;
      }
    }
    this.#slot = this.#slotOf(text, length);
  }

  #fits(shape: HeadShape, text: string, length: number): boolean {
    if ((shape.lengthIndex === -1) !== (this.#lengthStart === -1)) return false;
    if ((shape.dateIndex === -1) !== (this.#dateStart === -1)) return false;
    const [before, between, behind] = shape.texts;
    const { start, end, nextStart, nextEnd } = this.#bounds(length);
    return (
      text.slice(0, start) === before &&
      text.slice(end, nextStart) === between &&
      text.slice(nextEnd, length) === behind
    );
  }

  #textsOf(text: string): readonly [string, string, string] {
    const { start, end, nextStart, nextEnd } = this.#bounds(text.length);
    return [text.slice(0, start), text.slice(end, nextStart), text.slice(nextEnd)];
  }

  /** Where the first and the second changing value begin and end; the head's length for a value that does not exist. */
  #bounds(length: number): { start: number; end: number; nextStart: number; nextEnd: number } {
    const lengthStart = this.#lengthStart;
    const lengthEnd = this.#lengthEnd;
    const dateStart = this.#dateStart;
    const dateEnd = this.#dateEnd;
    if (lengthStart === -1 && dateStart === -1)
      return { start: length, end: length, nextStart: length, nextEnd: length };
    if (dateStart === -1) return { start: lengthStart, end: lengthEnd, nextStart: length, nextEnd: length };
    if (lengthStart === -1) return { start: dateStart, end: dateEnd, nextStart: length, nextEnd: length };
    return lengthStart < dateStart
      ? { start: lengthStart, end: lengthEnd, nextStart: dateStart, nextEnd: dateEnd }
      : { start: dateStart, end: dateEnd, nextStart: lengthStart, nextEnd: lengthEnd };
  }

  /**
   * Hashes every eighth and the last sixteen characters before the first changing value, and how many characters
   * never change.
   */
  #slotOf(text: string, length: number): number {
    const { start, end, nextStart, nextEnd } = this.#bounds(length);
    let hash = start + nextStart - end + length - nextEnd;
    for (let at = start - 1; at > start - 17 && at > 0; at -= 1) hash = (hash * 31 + text.charCodeAt(at)) | 0;
    for (let at = 0; at < start; at += 8) hash = (hash * 31 + text.charCodeAt(at)) | 0;
    return (hash ^ (hash >>> 16)) & (MAX_REMEMBERED_HEADS - 1);
  }
}

const NONE: readonly string[] = [];

/** Where a decimal number ends that fills the rest of its line; -1 where something else stands there. */
function digitsEnd(text: string, start: number): number {
  let end = start;
  while (text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end += 1;
  const isNumber = end > start && end - start <= MAX_DIGITS && text.charCodeAt(end) === CR;
  return isNumber ? end : -1;
}

/** Where a value ends that fills the rest of its line; -1 where it is empty, too long, or has white space around it. */
function valueEnd(text: string, start: number): number {
  const end = text.indexOf('\r\n', start);
  if (end <= start || end - start > MAX_DATE_LENGTH) return -1;
  return isSpace(text.charCodeAt(start)) || isSpace(text.charCodeAt(end - 1)) ? -1 : end;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}
