import { MAX_HEADER_BYTES } from '../../base/limits.ts';
import { ByteStore } from '../body/byte-store.ts';
import { frame, NO_BODY } from '../body/framing.ts';
import { followingLine } from '../resync/find-start.ts';
import { answerHeads, type FieldLines, type Head, requestHeads, type StartLine } from './head-parser.ts';
import { parseCutStartLine, parseRequestLine, parseStatusLine } from './start-line.ts';

/** A head, perhaps one that the library refuses, or only the beginning of one. */
export interface GatheredHead extends Head {
  /** The start line as received; '' where nothing is wrong with it. */
  readonly text: string;
  readonly targetCut: boolean;
}

/** What gathered bytes are. `simple`: an HTTP/0.9 request line. `hopeless`: not the beginning of a message. */
export type Gathered =
  | { readonly kind: 'wait' }
  | { readonly kind: 'hopeless' }
  | { readonly kind: 'head' | 'simple' | 'too-large' | 'cut'; readonly head: GatheredHead };

const WAIT: Gathered = { kind: 'wait' };
const HOPELESS: Gathered = { kind: 'hopeless' };
const NO_FIELDS: FieldLines = { list: [], malformed: [], tooMany: false };
const LF = 0x0a;
const CR = 0x0d;

/**
 * Gathers a head that came in pieces, or that the library does not take as it is. The first byte gathered is
 * the first byte of the message.
 */
export class HeadGatherer {
  readonly store = new ByteStore(MAX_HEADER_BYTES);
  /** Index of the LF that ends the start line, or -1. */
  #lineEnd = -1;
  #line: StartLine | null = null;
  #scanned = 0;

  clear(): void {
    this.store.clear();
    this.#lineEnd = -1;
    this.#line = null;
    this.#scanned = 0;
  }

  /** Takes bytes that came. Of a head that the library refused no more than that head: what stands behind it is read by itself. */
  gather(bytes: Buffer, position: number, end: number, refused: boolean): number {
    return this.store.append(bytes, position, refused ? behindEmptyLine(bytes, position, end) : end);
  }

  /**
   * Looks at what is there. `over`: nothing follows that could be a header of an HTTP/0.9-like line. `first`:
   * the direction has had no message yet, so that the bytes cannot be left over from one.
   */
  examine(side: 'request' | 'response', over: boolean, first: boolean): Gathered {
    const { bytes, length } = this.store;
    if (this.#lineEnd < 0) {
      if (isHopelessBeginning(bytes, length, side)) return HOPELESS;
      this.#lineEnd = indexOf(bytes, LF, this.#scanned, length);
      if (this.#lineEnd < 0) {
        this.#scanned = length;
        return length < MAX_HEADER_BYTES ? WAIT : HOPELESS;
      }
      const text = this.#lineText();
      this.#line = side === 'request' ? parseRequestLine(text, first) : parseStatusLine(text);
      this.#scanned = this.#lineEnd + 1;
    }
    if (this.#line === null) return HOPELESS;
    if (side === 'request' && this.#line.version === '') {
      const following = followingLine(bytes, this.#lineEnd + 1, length);
      const simple = this.#line.method === 'GET' && this.#line.target !== '';
      if (following === 'other') return simple ? this.#simple() : HOPELESS;
      const unsure = following === 'more' || this.#lineEnd + 1 === length;
      if (unsure) {
        if (over && simple) return this.#simple();
        return length < MAX_HEADER_BYTES ? WAIT : HOPELESS;
      }
    }
    const end = this.#headEnd();
    if (end < 0)
      return length < MAX_HEADER_BYTES ? WAIT : { kind: 'too-large', head: this.#headUntil(side, length) };
    return { kind: 'head', head: this.#headUntil(side, end) };
  }

  /** What can be said of a head whose rest will not come; null where that is nothing. */
  cut(side: 'request' | 'response'): GatheredHead | null {
    const { bytes, length } = this.store;
    // A field line without its end is not one yet.
    const lines = bytes.lastIndexOf(LF, length - 1) + 1;
    if (this.#lineEnd >= 0) return this.#line === null ? null : this.#headUntil(side, lines);
    const text = bytes.toString('latin1', 0, length);
    const found = parseCutStartLine(text, side);
    if (found === null) return null;
    const { line, targetCut } = found;
    return { line, text, fields: NO_FIELDS, framing: NO_BODY, length, targetCut };
  }

  /** Index behind the empty line, or -1. */
  #headEnd(): number {
    const { bytes, length } = this.store;
    for (;;) {
      const feed = indexOf(bytes, LF, this.#scanned, length);
      if (feed < 0) return -1;
      const lineStart = this.#scanned;
      this.#scanned = feed + 1;
      if (feed === lineStart || (feed === lineStart + 1 && bytes[lineStart] === CR)) return feed + 1;
    }
  }

  #headUntil(side: 'request' | 'response', end: number): GatheredHead {
    const parser = side === 'request' ? requestHeads : answerHeads;
    const { bytes } = this.store;
    const read = parser.read(bytes, 0, end);
    if (typeof read !== 'string' && read.length === end) return { ...read, text: '', targetCut: false };
    const line = this.#line as StartLine;
    const fields = parser.readFields(bytes, this.#lineEnd + 1, end);
    // A version that is absent makes the line malformed, where header lines follow all the same.
    const faults =
      side === 'request' && line.version === '' && !line.faults.includes('malformed-start-line')
        ? ([...line.faults, 'malformed-start-line'] as const)
        : line.faults;
    const framing = frame(fields.list, line.version, side);
    return {
      line: { ...line, faults },
      text: this.#lineText(),
      fields,
      framing,
      length: end,
      targetCut: false,
    };
  }

  #simple(): Gathered {
    const line: StartLine = { ...(this.#line as StartLine), version: '0.9', faults: ['http-0.9'] };
    const text = this.#lineText();
    return {
      kind: 'simple',
      head: { line, text, fields: NO_FIELDS, framing: NO_BODY, length: this.#lineEnd + 1, targetCut: false },
    };
  }

  #lineText(): string {
    const { bytes } = this.store;
    const end = bytes[this.#lineEnd - 1] === CR ? this.#lineEnd - 1 : this.#lineEnd;
    return bytes.toString('latin1', 0, end);
  }
}

/** Tells garbage from the first bytes, so that it is not waited for the end of a line that will never come. */
function isHopelessBeginning(bytes: Buffer, length: number, side: 'request' | 'response'): boolean {
  const first = bytes[0];
  if (side === 'request') return first < 0x20 || first === 0x7f;
  const word = bytes.toString('latin1', 0, Math.min(length, 4)).toUpperCase();
  return !'HTTP'.startsWith(word) && !'ICY '.startsWith(word);
}

function indexOf(bytes: Buffer, byte: number, from: number, end: number): number {
  return bytes.subarray(0, end).indexOf(byte, from);
}

/** Index behind the first empty line; `end` where there is none. */
function behindEmptyLine(bytes: Buffer, start: number, end: number): number {
  for (let feed = start; ; ) {
    feed = bytes.indexOf(LF, feed) + 1;
    if (feed === 0 || feed >= end) return end;
    if (bytes[feed] === LF) return feed + 1;
    if (bytes[feed] === CR && feed + 1 < end && bytes[feed + 1] === LF) return feed + 2;
  }
}
