import { Buffer } from 'node:buffer';
import type { Dialect, Method } from '../../dialects/index.ts';
import { writeJson } from '../escape/json-bytes.ts';
import type { MaskedOutput } from './masked-text.ts';
import { PayloadShapes, type ShapeMember, type ShapePlace } from './payload-shape.ts';

/** Objects and lists within each other; what nests deeper is parsed. */
const MAX_DEPTH = 16;
/** Characters of a name. */
const LONGEST_NAME = 64;
/** Digits of a number that reads back the same, so that it is written as it was. */
const EXACT_DIGITS = 15;
/** A number with more zeros after its point is written with an exponent. */
const MAX_ZEROS_AFTER_POINT = 5;

const QUOTATION_MARK = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;
const NOTHING = Buffer.alloc(0);
const WORDS = ['true', 'false', 'null'].map((word) => [...word].map((letter) => letter.charCodeAt(0)));

/** A value that is not copied as it is: a string, or a number that is to be hidden. */
interface FoundValue {
  /** Where it stands, with quotation marks. */
  readonly start: number;
  readonly end: number;
  /** The value of the string, or the digits of the number. */
  readonly text: string;
  readonly member: ShapeMember;
}

/**
 * Copies payloads into a report, with their secrets masked, without parsing them. What is copied is what
 * `JSON.stringify` would make of the masked value; a payload of which that is not certain is not copied: one with white
 * space between its parts, with characters beyond ASCII, with a name twice, with numbers in an unusual form.
 */
export class PayloadCopier {
  readonly #output: MaskedOutput;
  readonly #shapes: PayloadShapes;
  #bytes: Buffer;
  /** The byte that is looked at. */
  #at = 0;
  /** The values that were found so far and have to be masked, or at least searched. */
  #found: FoundValue[] = [];
  #depth = 0;

  constructor(output: MaskedOutput) {
    this.#output = output;
    this.#shapes = new PayloadShapes(output.masker);
    this.#bytes = NOTHING;
  }

  /** Writes a payload of a method. Gives false, and writes nothing, where it is to be parsed. */
  copy(dialect: Dialect, method: Method | null, bytes: Buffer): boolean {
    if (this.#output.masker.redactsPersonal || bytes[0] !== OPENING_BRACE) return false;
    this.#bytes = bytes;
    this.#at = 0;
    this.#depth = 0;
    const isSound = this.#object(this.#shapes.rootOf(dialect, method)) && this.#at === bytes.length;
    // Marks are numbered as values are masked. So nothing is masked before it is known that all of it is JSON.
    if (isSound) this.#write();
    this.#bytes = NOTHING;
    this.#found = [];
    return isSound;
  }

  #write(): void {
    const { out, masker } = this.#output;
    const bytes = this.#bytes;
    let written = 0;
    for (const { start, end, text, member } of this.#found) {
      const shown = member.treatment === 'hide' ? masker.hidden(text) : masker.memberText(member, text);
      out.part(bytes, written, start);
      writeJson(out, shown);
      written = end;
    }
    out.part(bytes, written, bytes.length);
  }

  #object(first: ShapePlace): boolean {
    const bytes = this.#bytes;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) return false;
    this.#at += 1;
    if (bytes[this.#at] === CLOSING_BRACE) return this.#close();
    for (let place = first; ; ) {
      const member = this.#member(place);
      if (member === null) return false;
      this.#at += member.written.length;
      if (!this.#value(member)) return false;
      if (bytes[this.#at] === CLOSING_BRACE) return this.#close();
      if (bytes[this.#at] !== COMMA) return false;
      this.#at += 1;
      place = member.next;
    }
  }

  #list(member: ShapeMember): boolean {
    const bytes = this.#bytes;
    this.#depth += 1;
    const items = this.#shapes.itemsOf(member);
    if (this.#depth > MAX_DEPTH || items === null) return false;
    this.#at += 1;
    if (bytes[this.#at] === CLOSING_BRACKET) return this.#close();
    for (;;) {
      // A list in a list may be a name and its value.
      if (bytes[this.#at] === OPENING_BRACKET || !this.#value(items)) return false;
      if (bytes[this.#at] === CLOSING_BRACKET) return this.#close();
      if (bytes[this.#at] !== COMMA) return false;
      this.#at += 1;
    }
  }

  /** The object or list ends here. */
  #close(): boolean {
    this.#depth -= 1;
    this.#at += 1;
    return true;
  }

  #value(member: ShapeMember): boolean {
    const first = this.#bytes[this.#at];
    if (first === QUOTATION_MARK) return this.#string(member);
    if (first === MINUS || isDigit(first)) return this.#number(member);
    if (first !== OPENING_BRACE && first !== OPENING_BRACKET) return this.#word();
    // What stands for a hidden object or list is found by its text as a whole.
    if (member.treatment === 'hide') return false;
    return first === OPENING_BRACE ? this.#object(member.inner) : this.#list(member);
  }

  /** The member that begins here; null where the payload is to be parsed. */
  #member(place: ShapePlace): ShapeMember | null {
    for (const member of place.members) if (this.#startsWith(member.written)) return member;
    const bytes = this.#bytes;
    if (bytes[this.#at] !== QUOTATION_MARK) return null;
    const start = this.#at + 1;
    const end = bytes.indexOf(QUOTATION_MARK, start);
    if (end < 0 || end - start > LONGEST_NAME || bytes[end + 1] !== COLON) return null;
    for (let at = start; at < end; at++) if (!isPlain(bytes[at])) return null;
    return this.#shapes.newMember(place, bytes.toString('latin1', start, end));
  }

  #startsWith(text: ArrayLike<number>): boolean {
    const bytes = this.#bytes;
    const start = this.#at;
    for (let index = 0; index < text.length; index++) {
      if (bytes[start + index] !== text[index]) return false;
    }
    return true;
  }

  /** true, false or null: they stay, whatever the name. */
  #word(): boolean {
    for (const word of WORDS) {
      if (!this.#startsWith(word)) continue;
      this.#at += word.length;
      return true;
    }
    return false;
  }

  #string(member: ShapeMember): boolean {
    const { masker } = this.#output;
    const bytes = this.#bytes;
    const start = this.#at;
    let end = start + 1;
    while (end < bytes.length && isPlain(bytes[end])) end += 1;
    const isPlainText = bytes[end] === QUOTATION_MARK;
    if (!isPlainText) end = endOfString(bytes, end);
    if (end < 0) return false;
    this.#at = end + 1;
    if (isPlainText && member.treatment !== 'hide' && masker.leaves(bytes, start + 1, end)) return true;
    const text = isPlainText
      ? bytes.toString('latin1', start + 1, end)
      : parsedString(bytes.toString('latin1', start, end + 1));
    if (text === null) return false;
    this.#found.push({ start, end: end + 1, text, member });
    return true;
  }

  /** A number that is written as it was, or the mark of one that is to be hidden. */
  #number(member: ShapeMember): boolean {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    if (bytes[at] === MINUS) at += 1;
    const whole = at;
    while (isDigit(bytes[at])) at += 1;
    let digits = at - whole;
    const isBelowOne = bytes[whole] === ZERO;
    if (digits === 0 || (isBelowOne && digits > 1)) return false;
    if (bytes[at] === POINT) {
      const fraction = at + 1;
      at = fraction;
      while (isDigit(bytes[at])) at += 1;
      digits += at - fraction;
      if (at === fraction || bytes[at - 1] === ZERO) return false;
      let zeros = 0;
      while (bytes[fraction + zeros] === ZERO) zeros += 1;
      if (isBelowOne && zeros > MAX_ZEROS_AFTER_POINT) return false;
    } else if (isBelowOne && whole > start) return false;
    if (digits > EXACT_DIGITS) return false;
    this.#at = at;
    if (member.treatment === 'hide') {
      this.#found.push({ start, end: at, text: bytes.toString('latin1', start, at), member });
    }
    return true;
  }
}

/** Printable ASCII that is not escaped in a JSON string and does not end it. */
function isPlain(character: number): boolean {
  return (
    character >= FIRST_PRINTABLE &&
    character <= LAST_PRINTABLE &&
    character !== QUOTATION_MARK &&
    character !== BACKSLASH
  );
}

function isDigit(character: number | undefined): boolean {
  return character !== undefined && character >= ZERO && character <= NINE;
}

/** Where a string of printable ASCII ends that has an escape at `at`; -1 where it does not, or has other characters. */
function endOfString(bytes: Buffer, at: number): number {
  for (let index = at; index < bytes.length; index++) {
    const character = bytes[index];
    if (character === QUOTATION_MARK) return index;
    if (character === BACKSLASH) index += 1;
    else if (!isPlain(character)) return -1;
  }
  return -1;
}

/** The value of a JSON string; null where its escapes are none. */
function parsedString(written: string): string | null {
  try {
    return JSON.parse(written) as string;
  } catch {
    return null;
  }
}
