import { MAX_HEADER_BYTES } from '../../base/limits.ts';
import { frame, NO_BODY } from '../body/framing.ts';
import { ByteStore } from '../byte-store.ts';
import type { MessageSide } from '../exchange.ts';
import { followingLine } from './following-line.ts';
import type { FieldLines, GatheredHead, StartLine } from './head.ts';
import { requestHeads, responseHeads } from './head-parser.ts';
import { parseCutStartLine, parseRequestLine, parseStatusLine } from './start-line.ts';

/**
 * What gathered bytes are. `wait`: perhaps the beginning of a head. `hopeless`: not the beginning of a message.
 * `head`: a whole head. `simple`: an HTTP/0.9 request line. `too-large`: the first `MAX_HEADER_BYTES` of a head.
 */
export type Gathered =
  | { readonly kind: 'wait' }
  | { readonly kind: 'hopeless' }
  | { readonly kind: 'head' | 'simple' | 'too-large'; readonly head: GatheredHead };

const WAIT: Gathered = { kind: 'wait' };
const HOPELESS: Gathered = { kind: 'hopeless' };
const NO_FIELDS: FieldLines = { list: [], malformed: [], tooMany: false };
const LF = 0x0a;
const CR = 0x0d;

/**
 * Gathers a head that came in pieces, or whose start line http-parser-js refuses. The first byte gathered is the
 * first byte of the message.
 */
export class HeadGatherer {
  readonly store = new ByteStore(MAX_HEADER_BYTES);
  /** Index of the LF that ends the start line, or -1. */
  #lineEnd = -1;
  /** The start line; null where it has not come yet, or is none. */
  #line: StartLine | null = null;
  /** Bytes of the store that were searched for the next line end. */
  #scanned = 0;

  clear(): void {
    this.store.clear();
    this.#lineEnd = -1;
    this.#line = null;
    this.#scanned = 0;
  }

  /**
   * Takes bytes that came; returns how many. Of a head that the library refused it takes no more than the head, so that
   * what follows is read by itself.
   */
  gather(bytes: Buffer, position: number, end: number, refused: boolean): number {
    return this.store.append(bytes, position, refused ? behindEmptyLine(bytes, position, end) : end);
  }

  /**
   * Tells what the gathered bytes are. `over`: no header lines can follow them any more, so that a line like one of
   * HTTP/0.9 is complete. `first`: the direction has had no message yet, so that the bytes cannot be left over from one.
   */
  examine(side: MessageSide, over: boolean, first: boolean): Gathered {
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
    const line = this.#line;
    if (line === null) return HOPELESS;
    if (side === 'request' && line.version === '') {
      const following = followingLine(bytes, this.#lineEnd + 1, length);
      const simple = line.method === 'GET' && line.target !== '';
      if (following === 'other') return simple ? this.#simple(line) : HOPELESS;
      const unsure = following === 'more' || this.#lineEnd + 1 === length;
      if (unsure) {
        if (over && simple) return this.#simple(line);
        return length < MAX_HEADER_BYTES ? WAIT : HOPELESS;
      }
    }
    const end = this.#headEnd();
    if (end >= 0) return { kind: 'head', head: this.#headUntil(side, line, end) };
    return length < MAX_HEADER_BYTES
      ? WAIT
      : { kind: 'too-large', head: this.#headUntil(side, line, length) };
  }

  /** The head that the gathered bytes are, if no more of it comes. Null where they are no beginning of one. */
  cut(side: MessageSide): GatheredHead | null {
    const { bytes, length } = this.store;
    if (this.#lineEnd >= 0) {
      // A field line counts only with its line end.
      const lines = bytes.lastIndexOf(LF, length - 1) + 1;
      return this.#line === null ? null : this.#headUntil(side, this.#line, lines);
    }
    const text = bytes.toString('latin1', 0, length);
    const found = parseCutStartLine(text, side);
    if (found === null) return null;
    const { line, targetCut } = found;
    return { kind: 'head', length, line, text, fields: NO_FIELDS, framing: NO_BODY, targetCut };
  }

  /** Index behind the empty line that ends the head; -1 where it has not come. */
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

  /** The head that goes up to `end`. */
  #headUntil(side: MessageSide, line: StartLine, end: number): GatheredHead {
    const parser = side === 'request' ? requestHeads : responseHeads;
    const { bytes } = this.store;
    const read = parser.read(bytes, 0, end);
    if (typeof read !== 'string' && read.length === end) return { ...read, targetCut: false };
    const fields = parser.readFields(bytes, this.#lineEnd + 1, end);
    // A request line without a version is malformed where header lines follow it.
    const faults =
      side === 'request' && line.version === '' && !line.faults.includes('malformed-start-line')
        ? ([...line.faults, 'malformed-start-line'] as const)
        : line.faults;
    const framing = frame(fields.list, line.version, side);
    return {
      kind: 'head',
      length: end,
      line: { ...line, faults },
      text: this.#lineText(),
      fields,
      framing,
      targetCut: false,
    };
  }

  #simple(requestLine: StartLine): Gathered {
    const line: StartLine = { ...requestLine, version: '0.9', faults: ['http-0.9'] };
    const length = this.#lineEnd + 1;
    const text = this.#lineText();
    return {
      kind: 'simple',
      head: { kind: 'head', length, line, text, fields: NO_FIELDS, framing: NO_BODY, targetCut: false },
    };
  }

  #lineText(): string {
    const { bytes } = this.store;
    const end = bytes[this.#lineEnd - 1] === CR ? this.#lineEnd - 1 : this.#lineEnd;
    return bytes.toString('latin1', 0, end);
  }
}

/** Whether the first bytes show that this is no start line. Else its end might be waited for in vain. */
function isHopelessBeginning(bytes: Buffer, length: number, side: MessageSide): boolean {
  const first = bytes[0];
  if (side === 'request') return first < 0x20 || first === 0x7f;
  const word = bytes.toString('latin1', 0, Math.min(length, 4)).toUpperCase();
  return !'HTTP'.startsWith(word) && !'ICY '.startsWith(word);
}

function indexOf(bytes: Buffer, byte: number, from: number, end: number): number {
  return bytes.subarray(0, end).indexOf(byte, from);
}

/** Index behind the first empty line; `end` where there is no empty line. */
function behindEmptyLine(bytes: Buffer, start: number, end: number): number {
  for (let feed = start; ; ) {
    feed = bytes.indexOf(LF, feed) + 1;
    if (feed === 0 || feed >= end) return end;
    if (bytes[feed] === LF) return feed + 1;
    if (bytes[feed] === CR && feed + 1 < end && bytes[feed + 1] === LF) return feed + 2;
  }
}
