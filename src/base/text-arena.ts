import { Buffer } from 'node:buffer';
import { isSameAt, newView, WORD } from './words.ts';

/**
 * Where a text stands, as numbers side by side: page and offset of its first byte, its bytes, and its hash. The lowest bit of the
 * size says that they are UTF-16.
 */
const TEXT = { page: 0, offset: 1, size: 2, hash: 3 } as const;
const TEXT_WORDS = 4;
/** Texts whose numbers stand in one array. A power of two. */
const TEXTS_A_PAGE = 4096;
const TEXT_PAGE_BITS = 12;

/** Texts that the first array has room for at first. */
const FIRST_TEXTS = 64;

const PAGE_BYTES = 64 * 1024;
/** The first page is smaller: of many short readings each has an arena of its own. */
const FIRST_PAGE_BYTES = 2048;
const FIRST_SLOTS = 256;
/** The most texts that are remembered as such, to be found by name and by number without looking at bytes. A power of two. */
const RECENT_TEXTS = 4096;
/** Characters of such a text. */
const LONGEST_RECENT_TEXT = 256;
/** The highest character that one byte holds (Latin-1). */
const LAST_NARROW = 0xff;
/** Bytes up to which a loop is quicker than a call into the runtime. */
const LONGEST_LOOP = 64;

/**
 * Texts that identify something, by number: each stands there once, as bytes in pages that the garbage collector need not
 * look into. Texts are added and never taken out, so that a number means the same in every snapshot. 0 stands for null.
 */
export class TextArena {
  readonly #pages: Buffer[] = [];
  /** A view of each page. */
  readonly #views: DataView[] = [];
  /** Bytes of the last page that are taken. */
  #used = 0;
  readonly #texts: Int32Array[] = [];
  #count = 0;
  /** Open addressing: the number of a text, 0 where there is none. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** The bits of all characters of the text that was hashed last: above {@link LAST_NARROW} where one byte does not hold each. */
  #highest = 0;
  /** Numbers of the texts that came last: the calls of a session carry the same few again and again. */
  readonly #recentNumbers = new Map<string, number>();
  /** Texts that were asked for last, each in the slot that its number falls on; as many slots as there are texts, or fewer. */
  #recentTexts: string[] = [];
  #recentTextNumbers = new Int32Array(0);

  constructor() {
    // Number 0 is taken by null.
    this.#addText();
  }

  /** One more than the highest number. */
  get count(): number {
    return this.#count;
  }

  /** The number of a text; a new one where it is new. Equal texts have equal numbers. */
  numberOf(text: string | null): number {
    if (text === null) return 0;
    const recent = this.#recentNumbers.get(text);
    if (recent !== undefined) return recent;
    const number = this.#find(text);
    if (this.#recentNumbers.size >= RECENT_TEXTS) this.#recentNumbers.clear();
    if (text.length <= LONGEST_RECENT_TEXT) this.#recentNumbers.set(text, number);
    return number;
  }

  /**
   * The same of a text whose characters are the bytes from `start` to `end` of a view, which are ASCII: no text is made of one
   * that is known.
   */
  numberOfAscii(view: DataView, start: number, end: number): number {
    const hash = hashOfBytes(view, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot];
      if (number === 0) return this.#find(textOfBytes(view, start, end));
      if (this.#isAscii(number, hash, view, start, end)) return number;
    }
  }

  #isAscii(number: number, hash: number, view: DataView, start: number, end: number): boolean {
    const row = this.#texts[number >>> TEXT_PAGE_BITS];
    const at = placeOf(number);
    if (row[at + TEXT.hash] !== hash || row[at + TEXT.size] !== (end - start) << 1) return false;
    return isSameAt(this.#views[row[at + TEXT.page]], row[at + TEXT.offset], view, start, end - start);
  }

  #find(text: string): number {
    const hash = this.#hashOf(text);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const number = this.#slots[slot];
      if (number === 0) return this.#add(text, hash, slot);
      if (this.#isText(number, text, hash)) return number;
      slot = (slot + 1) & mask;
    }
  }

  /** Adds a text under the next number, also where it is there already. */
  append(text: string): void {
    const hash = this.#hashOf(text);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#add(text, hash, slot);
  }

  /** The text of a number; null for 0. */
  text(number: number): string | null {
    if (number === 0) return null;
    if (this.#recentTexts.length < RECENT_TEXTS && this.#recentTexts.length < this.#count) this.#growRecent();
    const recent = number & (this.#recentTexts.length - 1);
    if (this.#recentTextNumbers[recent] === number) return this.#recentTexts[recent];
    const row = this.#texts[number >>> TEXT_PAGE_BITS];
    const at = placeOf(number);
    const start = row[at + TEXT.offset];
    const size = row[at + TEXT.size];
    const end = start + (size >>> 1);
    const text = this.#pages[row[at + TEXT.page]].toString(
      (size & 1) === 0 ? 'latin1' : 'utf16le',
      start,
      end,
    );
    if (text.length <= LONGEST_RECENT_TEXT) {
      this.#recentTextNumbers[recent] = number;
      this.#recentTexts[recent] = text;
    }
    return text;
  }

  /** See {@link hashOfBytes}; notes the bits of all characters. */
  #hashOf(text: string): number {
    const { length } = text;
    const lastWord = length - WORD;
    let hash = FIRST_HASH ^ length;
    let all = 0;
    let index = 0;
    for (; index <= lastWord; index += WORD) {
      const first = text.charCodeAt(index);
      const second = text.charCodeAt(index + 1);
      const third = text.charCodeAt(index + 2);
      const fourth = text.charCodeAt(index + 3);
      all |= first | second | third | fourth;
      hash = hashWith(hash, first ^ (second << 8) ^ (third << 16) ^ (fourth << 24));
    }
    for (; index < length; index++) {
      const character = text.charCodeAt(index);
      all |= character;
      hash = hashWith(hash, character);
    }
    this.#highest = all;
    return finishedHash(hash);
  }

  #isText(number: number, text: string, hash: number): boolean {
    const row = this.#texts[number >>> TEXT_PAGE_BITS];
    const at = placeOf(number);
    if (row[at + TEXT.hash] !== hash) return false;
    const size = row[at + TEXT.size];
    const bytes = this.#pages[row[at + TEXT.page]];
    const start = row[at + TEXT.offset];
    if ((size & 1) === 1) return bytes.toString('utf16le', start, start + (size >>> 1)) === text;
    if (size >>> 1 !== text.length) return false;
    for (let index = 0; index < text.length; index++) {
      if (bytes[start + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  #add(text: string, hash: number, slot: number): number {
    const isNarrow = this.#highest <= LAST_NARROW;
    const length = isNarrow ? text.length : text.length * 2;
    const last = this.#pages.at(-1);
    if (last === undefined || this.#used + length > last.length) {
      const bytes = last === undefined ? FIRST_PAGE_BYTES : PAGE_BYTES;
      const added = Buffer.allocUnsafeSlow(Math.max(bytes, length));
      this.#pages.push(added);
      this.#views.push(newView(added));
      this.#used = 0;
    }
    const page = this.#pages.length - 1;
    if (isNarrow && length <= LONGEST_LOOP) writeNarrow(text, this.#pages[page], this.#used);
    else this.#pages[page].write(text, this.#used, isNarrow ? 'latin1' : 'utf16le');
    const number = this.#addText();
    const row = this.#texts[number >>> TEXT_PAGE_BITS];
    const at = placeOf(number);
    row[at + TEXT.page] = page;
    row[at + TEXT.offset] = this.#used;
    row[at + TEXT.size] = (length << 1) | (isNarrow ? 0 : 1);
    row[at + TEXT.hash] = hash;
    this.#used += length;
    this.#slots[slot] = number;
    if (number * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** Makes room for one text more; gives its number. */
  #addText(): number {
    const number = this.#count;
    this.#count += 1;
    if (number === 0) {
      this.#texts.push(newTexts(FIRST_TEXTS));
    } else if (number === FIRST_TEXTS) {
      const [first] = this.#texts;
      this.#texts[0] = newTexts(TEXTS_A_PAGE);
      this.#texts[0].set(first);
    } else if (number >>> TEXT_PAGE_BITS === this.#texts.length) {
      this.#texts.push(newTexts(TEXTS_A_PAGE));
    }
    return number;
  }

  /** Slots for as many texts as there are, or a power of two above that. */
  #growRecent(): void {
    const slots = Math.min(RECENT_TEXTS, 2 ** Math.ceil(Math.log2(this.#count)));
    this.#recentTexts = new Array<string>(slots).fill('');
    this.#recentTextNumbers = new Int32Array(slots);
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 1; number < this.#count; number++) {
      let slot = this.#texts[number >>> TEXT_PAGE_BITS][placeOf(number) + TEXT.hash] & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

function writeNarrow(text: string, page: Buffer, offset: number): void {
  for (let index = 0; index < text.length; index++) page[offset + index] = text.charCodeAt(index);
}

/** Room for what is noted of so many texts. */
function newTexts(count: number): Int32Array {
  return new Int32Array(count * TEXT_WORDS);
}

/** Where the numbers of a text begin in their page. */
function placeOf(number: number): number {
  return (number & (TEXTS_A_PAGE - 1)) * TEXT_WORDS;
}

const FIRST_HASH = 0x811c9dc5;

/**
 * FNV-1a over four characters at a time and over the rest one by one, as a number of 32 bits with a sign: the same for a text and
 * for its bytes, where each character is one.
 */
function hashOfBytes(view: DataView, start: number, end: number): number {
  const lastWord = end - WORD;
  let hash = FIRST_HASH ^ (end - start);
  let at = start;
  for (; at <= lastWord; at += WORD) hash = hashWith(hash, view.getInt32(at, true));
  for (; at < end; at++) hash = hashWith(hash, view.getUint8(at));
  return finishedHash(hash);
}

function hashWith(hash: number, word: number): number {
  return Math.imul(hash ^ word, 0x01000193);
}

/** Lets the upper bytes of the words decide the lower bits too, by which slots are found. */
function finishedHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

function textOfBytes({ buffer, byteOffset }: DataView, start: number, end: number): string {
  return Buffer.from(buffer, byteOffset + start, end - start).toString('latin1');
}
