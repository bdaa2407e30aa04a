import { HTTPParser, methods } from 'http-parser-js';
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS } from '../../base/limits.ts';
import { frame } from '../body/framing.ts';
import { type FieldLines, type Head, NO_FAULTS, type StartLine } from './head.ts';
import { RememberedHeads } from './remembered-heads.ts';

// The library's default, ASCII, would lose the high bit of bytes from 0x80, which values may have (obs-text, RFC
// 9110 §5.5).
HTTPParser.encoding = 'latin1';
// `HeadParser` bounds the head. The library's own bound counts all bytes that it is given at once, so it must be
// larger.
HTTPParser.maxHeaderSize = 2 * MAX_HEADER_BYTES;

/** A token (RFC 9110 §5.6.2), as methods and field names are. */
export const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** The method names that http-parser-js knows. */
export const KNOWN_METHODS: ReadonlySet<string> = new Set(methods);

const SPACE_BEFORE_COLON = /^([^\s:]+)[ \t]+:(.*)$/;
/** The headers callback returns this so that `execute` returns at once, as if the message had no body. */
const STOP_AFTER_HEAD = 2;
/** Bytes looked at first. Nearly every head is shorter. */
const USUAL_HEAD_BYTES = 1024;
/** Start lines that are put before field lines which have none that the library takes. */
const SYNTHETIC = { REQUEST: 'GET / HTTP/1.1\r\n', RESPONSE: 'HTTP/1.1 200 OK\r\n' } as const;
/** The usual versions by major and minor number, so that their strings are not built anew for each head. */
const VERSIONS: readonly (readonly string[])[] = [[], ['1.0', '1.1']];
/** 1 at the code of each character that may stand in a field name. */
const TOKEN_CHARACTER = Uint8Array.from({ length: 256 }, (_, code) =>
  TOKEN.test(String.fromCharCode(code)) ? 1 : 0,
);
const COLON = 0x3a;

/**
 * The chunk that the library is given to read. The library takes bytes by index and lines by
 * `toString(encoding, from, to)`. This chunk decodes the head once and cuts the lines out of that text: faster
 * than to decode every line by itself.
 */
class HeadChunk {
  readonly bytes: Buffer = Buffer.allocUnsafeSlow(MAX_HEADER_BYTES);
  text = '';
  /** Index at which the line begins that the library asked for last. */
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
 * http-parser-js as a parser of heads that are given in one piece. It reads no bodies: it cannot skip bytes that
 * the capture lacks, it accepts chunk sizes that are none, and it loses `gzip, chunked`; `body/` does that. Nor
 * does it see the fields: `parseHeader` is overridden and keeps them, because the library would throw at some
 * fields that frame a body, and would take over the connection at an upgrade.
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
   * Reads the head that begins at `start`. `incomplete`: it does not end before `end`, or is longer than
   * `MAX_HEADER_BYTES`. `refused`: the library does not accept its start line.
   */
  read(bytes: Buffer, start: number, end: number): Head | 'incomplete' | 'refused' {
    const text = bytes.toString('latin1', start, Math.min(end, start + USUAL_HEAD_BYTES));
    const emptyLine = text.indexOf('\r\n\r\n');
    if (emptyLine === -1) return this.#parse(bytes, start, Math.min(end, start + MAX_HEADER_BYTES));
    const length = emptyLine + 4;
    const known = this.#remembered.find(text, length);
    if (known !== null) return known;
    const head = this.#parse(bytes, start, start + length);
    // The head may end earlier: the library also accepts an empty line that ends in a bare LF.
    if (typeof head !== 'string' && head.length === length) this.#remembered.keep(chunk.text, head);
    return head;
  }

  /**
   * Reads field lines alone, up to the empty line, or up to `end` where there is none. For trailers, for a head
   * whose end is missing, and for the lines behind a start line that the library refuses.
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
    return { kind: 'head', length: used, line, text: '', fields: this.#fields(), framing };
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
    // Behind a complete head the library has initialized itself anew.
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
    // White space around the value is not part of it (RFC 9110 §5.5).
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
    // A line of spaces has nothing to append, and the library takes quadratic time for it.
    else if (withoutReturns.trim() !== '') super.parseHeader(withoutReturns, list);
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** A parser keeps nothing from head to head but the heads it remembers, so one of each kind serves all connections. */
export const requestHeads = new HeadParser('REQUEST');
export const responseHeads = new HeadParser('RESPONSE');
