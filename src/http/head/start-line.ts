import type { MessageSide, ProblemKind } from '../exchange.ts';
import { NO_FAULTS, type StartLine } from './head.ts';
import { KNOWN_METHODS, TOKEN } from './head-parser.ts';

const VERSION_NUMBER = /^\d\.\d$/;
/** A request line as http-parser-js accepts it. */
const STRICT_REQUEST = /^([A-Z-]+) ([^ ]+) HTTP\/\d\.\d$/;
/** The beginning of a status line. */
export const STATUS_LINE = /^HTTP\/\d\.\d \d{3}[ \r\n]/;
const STRICT_STATUS = /^HTTP\/\d\.\d \d{3}(?: |$)/;
/** The longest names come first, so that a method is not found inside a longer one. */
const METHOD_NAMES = [...KNOWN_METHODS].sort((a, b) => b.length - a.length).join('|');
/** A request line behind other bytes, up to its target: a Content-Length that is too small leaves such bytes. */
const EMBEDDED_REQUEST = new RegExp(`(?:${METHOD_NAMES})(?: [^ ]+)?$`);
const LENIENT_STATUS = /^(?:HTTP(?:\/(\S*))?|ICY)[ \t]+(\d{1,4})(?![^ \t])[ \t]*(.*)$/i;
/** Control characters, which no line of text has. Bytes from 0x80 are allowed: such a request is only badly encoded. */
const NOT_TEXT = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * Reads a request line (without its line end) more leniently than RFC 9112 §3: it keeps what is odd as received and
 * names it in `faults`. Null where the line cannot be meant as a request. `anyMethod`: a line without version is
 * also accepted where its method is not a known one; this is right where a server has to take it for a request.
 */
export function parseRequestLine(line: string, anyMethod = false): StartLine | null {
  const text = line.trimEnd();
  const strictMethod = STRICT_REQUEST.exec(text)?.[1];
  if (!KNOWN_METHODS.has(strictMethod ?? '') && NOT_TEXT.test(text)) return null;
  const faults: ProblemKind[] = [];
  let at = text.lastIndexOf(' HTTP/');
  if (at === -1) {
    at = text.toLowerCase().lastIndexOf(' http/');
    if (at !== -1) faults.push('malformed-start-line');
  }
  const version = at === -1 ? '' : text.slice(at + ' HTTP/'.length);
  const before = at === -1 ? text : text.slice(0, at).trimEnd();
  const methodEnd = before.search(/[ \t]/);
  const method = methodEnd === -1 ? before : before.slice(0, methodEnd);
  const target = methodEnd === -1 ? '' : before.slice(methodEnd + 1).trimStart();
  if (method === '' || (at === -1 && !anyMethod && !KNOWN_METHODS.has(method))) return null;
  if (!TOKEN.test(method) && EMBEDDED_REQUEST.test(before)) return null;
  if (target === '') faults.push('no-target');
  if (!KNOWN_METHODS.has(method)) faults.push(faultOfMethod(method));
  const spaced = methodEnd !== -1 && before.length - methodEnd - 1 !== target.length;
  const odd = spaced || /[ \t]/.test(target) || (at !== -1 && !VERSION_NUMBER.test(version));
  if (odd && !faults.includes('malformed-start-line')) faults.push('malformed-start-line');
  return { method, target, status: 0, reason: '', version, faults };
}

function faultOfMethod(method: string): ProblemKind {
  if (KNOWN_METHODS.has(method.toUpperCase())) return 'lower-case-method';
  return TOKEN.test(method) ? 'unknown-method' : 'malformed-start-line';
}

/**
 * Reads a status line (without its line end) more leniently than RFC 9112 §4. Null where the line is no status
 * line.
 */
export function parseStatusLine(line: string): StartLine | null {
  const match = LENIENT_STATUS.exec(line);
  const strict = STRICT_STATUS.test(line);
  if (match === null || (!strict && NOT_TEXT.test(line))) return null;
  const version = match[1] ?? '';
  return {
    method: '',
    target: '',
    status: Number(match[2]),
    reason: match[3],
    version,
    faults: strict ? NO_FAULTS : ['malformed-start-line'],
  };
}

/** Reads a start line whose end is missing. Null where too little of it is there to be sure of it. */
export function parseCutStartLine(
  text: string,
  side: MessageSide,
): { readonly line: StartLine; readonly targetCut: boolean } | null {
  if (side === 'response') {
    const line = /^HTTP\/\d\.\d \d{3}/.test(text) ? parseStatusLine(text.trimEnd()) : null;
    return line === null ? null : { line, targetCut: false };
  }
  if (/ HTTP\/\d\.\d\r?$/.test(text)) {
    const line = parseRequestLine(text);
    return line === null ? null : { line, targetCut: false };
  }
  const match = /^([A-Z-]+) ([^ \r\n]+)(?: (?:H(?:T(?:T(?:P(?:\/(?:\d\.?)?)?)?)?)?)?)?$/.exec(text);
  if (match === null || NOT_TEXT.test(text) || !KNOWN_METHODS.has(match[1])) return null;
  const [, method, target] = match as unknown as [string, string, string];
  const whole = text.length > method.length + 1 + target.length;
  return {
    line: { method, target, status: 0, reason: '', version: '', faults: NO_FAULTS },
    targetCut: !whole,
  };
}

const SPACE = 0x20;
const LONGEST_METHOD = 17;

/**
 * Whether the bytes begin like a request line or a status line. It is asked about every segment of connections that
 * were set aside, so it decides by the first byte wherever it can.
 */
export function looksLikeHttp(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start];
  if (first === 0x48 && matches(bytes, start, end, 'HTTP/1.')) return true;
  if (!isMethodByte(first)) return false;
  let at = start + 1;
  const limit = Math.min(end, start + LONGEST_METHOD);
  while (at < limit && isMethodByte(bytes[at])) at += 1;
  if (at - start < 3 || at + 1 >= end || bytes[at] !== SPACE) return false;
  const next = bytes[at + 1];
  if (next === 0x2f) return true; // origin form
  // Asterisk form; with PRI it is the preface of HTTP/2 (RFC 9113 §3.4).
  if (next === 0x2a) return !matches(bytes, start, end, 'PRI ');
  return (
    matches(bytes, at + 1, end, 'HTTP/1.') ||
    matches(bytes, at + 1, end, 'http') ||
    matches(bytes, start, end, 'CONNECT ')
  );
}

function isMethodByte(byte: number): boolean {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || byte === 0x2d || byte === 0x5f;
}

/** Whether `text` (Latin-1) stands at `start`. */
export function matches(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
