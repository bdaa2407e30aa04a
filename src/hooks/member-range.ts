/** Finds members in the bytes of a JSON object without parsing it. */
import type { Buffer } from 'node:buffer';

/** Where a member stands: from the quotation mark of its name to behind its value. */
export interface MemberRange {
  readonly nameStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACE = 0x7b;

/**
 * The first member of a name in the object that begins at `start`, by the names from there; null where there is none, and where the
 * bytes are no object. A name with escapes in it is not found.
 */
export function memberRange(
  bytes: Buffer,
  start: number,
  end: number,
  path: readonly string[],
): MemberRange | null {
  const [name, ...rest] = path;
  if (name === undefined) return null;
  let at = skipSpace(bytes, start, end);
  if (bytes[at] !== BRACE) return null;
  at = skipSpace(bytes, at + 1, end);
  while (at < end && bytes[at] === QUOTE) {
    const nameStart = at;
    const nameEnd = endOfText(bytes, at, end);
    at = skipSpace(bytes, nameEnd, end);
    if (bytes[at] !== COLON) return null;
    const valueStart = skipSpace(bytes, at + 1, end);
    if (isText(bytes, nameStart + 1, nameEnd - 1, name)) {
      if (rest.length > 0) return memberRange(bytes, valueStart, end, rest);
      return { nameStart, valueStart, valueEnd: endOfValue(bytes, valueStart, end) };
    }
    at = skipSpace(bytes, endOfValue(bytes, valueStart, end), end);
    if (bytes[at] !== COMMA) return null;
    at = skipSpace(bytes, at + 1, end);
  }
  return null;
}

/** Whether bytes are a name; most are told apart by their length. */
function isText(bytes: Buffer, start: number, end: number, name: string): boolean {
  return (
    end - start >= name.length &&
    end - start <= MOST_BYTES * name.length &&
    bytes.toString('utf8', start, end) === name
  );
}

/** Bytes of UTF-8 for one unit of a JavaScript text, at most. */
const MOST_BYTES = 3;

function skipSpace(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] <= 0x20) at += 1;
  return at;
}

/** Behind the quotation mark that ends a text. */
function endOfText(bytes: Buffer, start: number, end: number): number {
  let at = start + 1;
  while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at + 1, end);
}

/** Behind a value: at the comma, the brace or the bracket that follows it, or at white space before that. */
function endOfValue(bytes: Buffer, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; ) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at, end);
      if (depth === 0) return at;
      continue;
    }
    if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || byte <= 0x20)) return at;
    at += 1;
  }
  return end;
}
