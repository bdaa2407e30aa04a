import { MAX_OPENING_BYTES } from '../../base/limits.ts';
import type { MessageSide, Protocol } from '../exchange.ts';
import { matches } from '../head/start-line.ts';

/**
 * What the first bytes of a direction are. `simple-request`: an HTTP/0.9 request line, unless header lines follow.
 * `doubtful`: a line of text that is no request or status line, but that a server may have taken for a request.
 * `wait`: there are too few bytes to tell.
 */
export type Opening = MessageSide | 'simple-request' | 'doubtful' | 'wait' | Protocol;

const LF = 0x0a;
const STATUS_BEGINNING = 'HTTP/';
const PREFACE = 'PRI * HTTP/2.0\r\n'; // RFC 9113 §3.4
/** The end of a request line. */
const REQUEST_LINE = / HTTP\/\S*\s*$/;
const SIMPLE_REQUEST = /^GET +[/h]\S*\s*$/;
/** A start line of SIP or RTSP, which look like HTTP. */
const NEIGHBOUR = /^(?:SIP|RTSP)\/\d|(?:SIP|RTSP)\/\d\.\d\s*$/;

/** Judges the bytes from `start`, which is the first byte of a direction. */
export function judgeOpening(bytes: Buffer, start: number, end: number): Opening {
  const first = bytes[start];
  if (first >= 0x14 && first <= 0x17) {
    // TLS record: type, major version 3 (RFC 8446 §5.1)
    if (end - start < 2) return 'wait';
    return bytes[start + 1] === 3 ? 'tls' : 'other';
  }
  if (beginsWith(bytes, start, end, STATUS_BEGINNING)) {
    if (end - start <= STATUS_BEGINNING.length) return 'wait';
    const digit = bytes[start + STATUS_BEGINNING.length];
    return digit >= 0x30 && digit <= 0x39 ? 'response' : 'doubtful';
  }
  if (end - start >= 4 && matches(bytes, start, end, 'SSH-')) return 'other';
  if (matches(bytes, start, end, PREFACE)) return 'http2';
  const limit = Math.min(end, start + MAX_OPENING_BYTES);
  let at = start;
  while (at < limit && bytes[at] !== LF) {
    if (isBinary(bytes[at])) return 'other';
    at += 1;
  }
  if (at === limit) return end - start >= MAX_OPENING_BYTES ? 'other' : 'wait';
  const line = bytes.toString('latin1', start, at);
  if (NEIGHBOUR.test(line)) return 'other';
  if (REQUEST_LINE.test(line)) return 'request';
  return SIMPLE_REQUEST.test(line) ? 'simple-request' : 'doubtful';
}

/** Whether the bytes are `text`, or the beginning of it where there are fewer. */
function beginsWith(bytes: Buffer, start: number, end: number, text: string): boolean {
  return matches(bytes, start, end, text.slice(0, Math.max(1, end - start)));
}

/** Whether this is a control character that no line of text has. */
function isBinary(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0d) || byte === 0x7f;
}

/** Whether a TLS record begins at `start`. Asked about connections that began before the capture. */
export function looksLikeTls(bytes: Buffer, start: number, end: number): boolean {
  const type = bytes[start];
  return end - start >= 3 && type >= 0x14 && type <= 0x17 && bytes[start + 1] === 3 && bytes[start + 2] <= 4;
}
