import type { MessageSide, Problem, ProblemKind } from './exchange.ts';

/** What each kind of problem means, in one sentence for the user. */
export const PROBLEM_SENTENCES: Readonly<Record<ProblemKind, string>> = {
  'no-target': 'the request line has no target between method and version (RFC 9112 §3)',
  'lower-case-method': 'the method is not in upper case; methods are case-sensitive (RFC 9110 §9.1)',
  'unknown-method': 'the method is none of the registered ones (RFC 9110 §16.1)',
  'malformed-start-line': 'the request or status line is not as RFC 9112 §3 and §4 demand',
  'malformed-header': 'a header line is not "name: value" (RFC 9112 §5)',
  'header-too-large': 'the header section is longer than hookscope reads',
  'bad-content-length': 'the Content-Length is not a decimal number (RFC 9110 §8.6)',
  'repeated-content-length': 'the same Content-Length is given more than once (RFC 9110 §8.6)',
  'conflicting-content-length':
    'different Content-Length values are given; the first was used (RFC 9112 §6.3)',
  'length-and-chunked': 'Content-Length stands beside Transfer-Encoding, which overrides it (RFC 9112 §6.3)',
  'bad-transfer-encoding': 'the Transfer-Encoding cannot be used as it is given (RFC 9112 §6.1)',
  'bad-chunk-size': 'the chunked coding is broken (RFC 9112 §7.1)',
  'bad-content-encoding': 'the body cannot be decoded as its content coding says (RFC 9110 §8.4)',
  'unknown-content-encoding': 'the body has a content coding that hookscope cannot undo (RFC 9110 §8.4.1)',
  'body-too-large': 'the body is larger than hookscope keeps',
  truncated: 'the message ends before it is complete (RFC 9112 §8)',
  'lost-bytes': 'bytes of it are absent: the capture lacks them, or a bound was reached',
  'cut-bytes': 'the snap length of the capture cut bytes of it',
  'started-before-capture': 'it began before the capture did',
  'http-0.9': 'it is HTTP/0.9, without version and header',
  'bytes-skipped': 'bytes that belong to no message stand beside it',
  'surplus-bytes': 'more bytes follow than it announces (RFC 9112 §6.3)',
  'second-response': 'a second answer to the same request follows (RFC 9112 §9.2)',
  'expect-continue': 'its body was held back in wait for 100 Continue (RFC 9110 §10.1.1)',
  'proxy-header': 'a header of the PROXY protocol stands before it',
  'too-many-waiting': 'too many requests wait for an answer on this connection; the oldest were given up',
  'http2-fields-unknown':
    'its HTTP/2 header refers to fields of before the capture began, or of what it lost: they are not known (RFC 7541 §2.3.2)',
  'http2-error': 'its HTTP/2 frames or fields are not as RFC 9113 and RFC 7541 demand',
  'http2-length': 'its Content-Length is not the number of bytes of its DATA frames (RFC 9113 §8.1.1)',
};

/** The most bytes of the capture that a problem shows. */
const EXCERPT_BYTES = 80;

/** No problems. Shared, so that a message without problems needs no array of its own. */
export const NO_PROBLEMS: readonly Problem[] = [];

/** A problem that shows the bytes from `start` (inclusive) to `end` (exclusive), at most 80 of them. */
export function problemAt(
  kind: ProblemKind,
  side: MessageSide,
  offset: number,
  bytes: Buffer,
  start: number,
  end: number,
): Problem {
  return {
    kind,
    side,
    offset,
    excerpt: bytes.toString('latin1', start, Math.max(start, Math.min(end, start + EXCERPT_BYTES))),
  };
}

/** A problem that shows a text, or nothing. */
export function problemOf(kind: ProblemKind, side: MessageSide, offset: number, excerpt = ''): Problem {
  return { kind, side, offset, excerpt: excerpt.slice(0, EXCERPT_BYTES) };
}
