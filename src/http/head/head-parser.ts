import { HTTPParser, methods } from 'http-parser-js';
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS } from '../../base/limits.ts';
import { type Framing, frame } from '../body/framing.ts';
import type { HeaderList, ProblemKind } from '../exchange.ts';
import { RememberedHeads } from './remembered-heads.ts';

// Octets, not characters: the library's default would lose the high bit (RFC 9110 §5.5 allows obs-text).
HTTPParser.encoding = 'latin1';
// The wrapper bounds the head itself; the library counts the bytes of a whole chunk.
HTTPParser.maxHeaderSize = 2 * MAX_HEADER_BYTES;

/** RFC 9110 §5.6.2. */
export const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Method names the library knows. */
export const KNOWN_METHODS: ReadonlySet<string> = new Set(methods);

const SPACE_BEFORE_COLON = /^([^\s:]+)[ \t]+:(.*)$/;
/** Returned from the headers callback: the message is over for the library, and `execute` returns at once. */
const STOP_AFTER_HEAD = 2;
/** Bytes looked at first; nearly every head ends within them. */
const USUAL_HEAD_BYTES = 1024;
const SYNTHETIC = { REQUEST: 'GET / HTTP/1.1\r\n', RESPONSE: 'HTTP/1.1 200 OK\r\n' } as const;
/** Spares building the usual strings. */
const VERSIONS: readonly (readonly string[])[] = [[], ['1.0', '1.1']];
/** By character code: 1 where a character may stand in a field name. */
const TOKEN_CHARACTER = Uint8Array.from({ length: 256 }, (_, code) =>
  TOKEN.test(String.fromCharCode(code)) ? 1 : 0,
);
const COLON = 0x3a;

/** A request line or a status line. Of the other kind's parts: '' and 0. */
export interface StartLine {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly reason: string;
  /** Without `HTTP/`; '' where there is none. */
  readonly version: string;
  readonly faults: readonly ProblemKind[];
}

export const NO_FAULTS: readonly ProblemKind[] = [];

/** The field lines of a head, or trailers. */
export interface FieldLines {
  /** Name and value in turn, obs-fold undone (RFC 9112 §5.2). */
  readonly list: HeaderList;
  /** Lines that are no field lines. Those of them that can be understood are in the list all the same. */
  readonly malformed: readonly string[];
  /** There were more fields than are kept. */
  readonly tooMany: boolean;
}

/** A parsed head. */
export interface Head {
  /** Bytes it has, its empty line included. */
  readonly length: number;
  readonly line: StartLine;
  readonly fields: FieldLines;
  readonly framing: Framing;
}

/**
 * What the library is given to read: it takes a chunk's bytes by index and its lines by `toString(encoding,
 * from, to)`. Decoding the head once and cutting the lines out of that text spares a call per line.
 */
class HeadChunk {
  readonly bytes: Buffer = Buffer.allocUnsafeSlow(MAX_HEADER_BYTES);
  text = '';
  /** Where the line that the library asked for last begins. */
  lineStart = 0;

  constructor() {
    this.bytes.toString = (_encoding, from = 0, to = 0) => {
      this.lineStart = from;
      return this.text.slice(from, to);
    };
  }

  fill(source: Buffer, start: number, end: number): void {
    source.copy(this.bytes, 0, start, end);
    this.text = source.toString('latin1', start, end);
  }

  fillWith(text: string): void {
    this.bytes.write(text, 'latin1');
    this.text = text;
  }
}

const chunk = new HeadChunk();

interface HeadInfo {
  readonly versionMajor: number;
  readonly versionMinor: number;
  readonly method: number;
  readonly url: string;
  readonly statusCode: number;
  readonly statusMessage: string;
}

/**
 * http-parser-js as a parser of heads: start line and field lines, given in one piece. Bodies are framed by
 * this folder, because the library cannot skip bytes that the capture lacks, takes chunk sizes that are none
 * and loses `gzip, chunked`. It is not shown the fields either (`parseHeader` keeps them), so that its own
 * idea of framing, which throws at some and takes over upgrades, has nothing to work on.
 */
class HeadParser extends HTTPParser {
  readonly #kind: 'REQUEST' | 'RESPONSE';
  readonly #remembered = new RememberedHeads();
  #list: string[] = [];
  #malformed: string[] = [];
  #tooMany = false;
  #found: HeadInfo | null = null;
  #fresh = true;

  override [HTTPParser.kOnHeadersComplete] = (info: HeadInfo): number => {
    this.#found = info;
    return STOP_AFTER_HEAD;
  };

  constructor(kind: 'REQUEST' | 'RESPONSE') {
    super(kind);
    this.#kind = kind;
  }

  /**
   * Reads a head that begins at `start`. `incomplete`: it does not end before `end` or within
   * `MAX_HEADER_BYTES`. `refused`: the library does not take its start line.
   */
  read(bytes: Buffer, start: number, end: number): Head | 'incomplete' | 'refused' {
    const text = bytes.toString('latin1', start, Math.min(end, start + USUAL_HEAD_BYTES));
    const emptyLine = text.indexOf('\r\n\r\n');
    if (emptyLine === -1) return this.#parse(bytes, start, Math.min(end, start + MAX_HEADER_BYTES));
    const length = emptyLine + 4;
    const known = this.#remembered.find(text, length);
    if (known !== null) return known;
    const head = this.#parse(bytes, start, start + length);
    // The library may have seen the head end before that empty line.
    if (typeof head !== 'string' && head.length === length) this.#remembered.keep(chunk.text, head);
    return head;
  }

  /**
   * Reads only field lines, up to and with an empty line, if there is one: behind a start line that the library
   * refuses, or of a head whose end is missing, or trailer fields.
   */
  readFields(bytes: Buffer, start: number, end: number): FieldLines {
    this.#begin();
    for (const piece of [SYNTHETIC[this.#kind], bytes, '\r\n\r\n']) {
      if (this.#found !== null) break;
      if (typeof piece === 'string') {
        chunk.fillWith(piece);
        this.#run(piece.length);
      } else if (end > start) {
        const stop = Math.min(end, start + MAX_HEADER_BYTES);
        chunk.fill(bytes, start, stop);
        this.#run(stop - start);
      }
    }
    return this.#fields();
  }

  #parse(bytes: Buffer, start: number, end: number): Head | 'incomplete' | 'refused' {
    chunk.fill(bytes, start, end);
    this.#begin();
    const used = this.#run(end - start);
    if (typeof used !== 'number') return 'refused';
    const found = this.#found;
    if (found === null) return 'incomplete';
    const { versionMajor, versionMinor } = found;
    const request = this.#kind === 'REQUEST';
    const version = VERSIONS[versionMajor]?.[versionMinor] ?? `${versionMajor}.${versionMinor}`;
    const line: StartLine = {
      method: request ? methods[found.method] : '',
      target: request ? found.url : '',
      status: request ? 0 : found.statusCode,
      reason: request ? '' : found.statusMessage,
      version,
      faults: NO_FAULTS,
    };
    const framing = frame(this.#list, version, request ? 'request' : 'response');
    return { length: used, line, fields: this.#fields(), framing };
  }

  #fields(): FieldLines {
    return { list: this.#list, malformed: this.#malformed, tooMany: this.#tooMany };
  }

  #begin(): void {
    if (!this.#fresh) this.initialize(this.#kind);
    this.#found = null;
    this.#list = [];
    this.#malformed = [];
    this.#tooMany = false;
  }

  #run(length: number): number | Error {
    const used = this.execute(chunk.bytes, 0, length);
    // The library has reinitialized itself behind a complete head.
    this.#fresh = this.#found !== null;
    return used;
  }

  override parseHeader(line: string): void {
    const { bytes, lineStart } = chunk;
    const end = lineStart + line.length;
    let colon = lineStart;
    while (colon < end && TOKEN_CHARACTER[bytes[colon]] === 1) colon += 1;
    const odd = colon === lineStart || colon === end || bytes[colon] !== COLON;
    if (odd || this.#list.length >= 2 * MAX_HEADER_FIELDS || line.indexOf('\r') !== -1) {
      this.#parseOddLine(line);
      return;
    }
    // OWS around the value is not part of it (RFC 9110 §5.5).
    let start = colon + 1;
    let stop = end;
    while (start < stop && isSpace(bytes[start])) start += 1;
    while (stop > start && isSpace(bytes[stop - 1])) stop -= 1;
    this.#list.push(chunk.text.slice(lineStart, colon), chunk.text.slice(start, stop));
  }

  #parseOddLine(line: string): void {
    const list = this.#list;
    if (list.length >= 2 * MAX_HEADER_FIELDS) {
      this.#tooMany = true;
      return;
    }
    const withoutReturns = line.indexOf('\r') === -1 ? line : line.replaceAll('\r', ' '); // RFC 9112 §2.2
    const folded = isSpace(line.charCodeAt(0)) && list.length > 0;
    if (!folded || withoutReturns !== line) this.#malformed.push(line);
    const spaced = folded ? null : SPACE_BEFORE_COLON.exec(withoutReturns);
    if (spaced !== null) list.push(spaced[1], spaced[2].trim());
    // Of spaces alone there is nothing to append, and the library's pattern for them is quadratic.
    else if (withoutReturns.trim() !== '') super.parseHeader(withoutReturns, list);
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Heads are given whole, so one parser of each kind serves all connections. */
export const requestHeads = new HeadParser('REQUEST');
export const answerHeads = new HeadParser('RESPONSE');
