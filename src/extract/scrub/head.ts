import type { Buffer } from 'node:buffer';
import type { Dialect } from '../../dialects/index.ts';
import { secretRangesOfField, secretRangesOfStartLine, secretRangesOfText } from '../../privacy/index.ts';
import { fillRanges } from './fill-ranges.ts';
import type { Fillers } from './fillers.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** A field's name, and its value without the space around it (RFC 9112 §5.1). */
const FIELD = /^([^\s:]+)[ \t]*:\s*/;
const FOLDED = /\n[ \t]/;

/** Where a message's body begins: behind its first empty line (bare LF counts as a line end); -1 where there is none. */
export function endOfHead(bytes: Buffer): number {
  let lineStart = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
    const isEmpty = at === lineStart || (at === lineStart + 1 && bytes[lineStart] === CARRIAGE_RETURN);
    // Empty lines before the start line are passed over (RFC 9112 §2.2).
    if (isEmpty && lineStart > 0 && hasText(bytes, lineStart)) return at + 1;
    lineStart = at + 1;
  }
  return -1;
}

/**
 * Replaces the secrets of start lines and header fields, the last of which may break off. `dialect`: the one whose hook the message
 * may be; null where that is not known, and for trailers.
 */
export function scrubHead(bytes: Buffer, fillers: Fillers, dialect: Dialect | null = null): void {
  for (const [start, end] of logicalLines(bytes)) {
    const line = bytes.subarray(start, end);
    const text = matchable(line);
    const [lead, name] = FIELD.exec(text) ?? [];
    if (lead === undefined || name === undefined) {
      const ranges = dialect === null ? secretRangesOfText(text) : secretRangesOfStartLine(text, dialect);
      fillRanges(line, text, 'latin1', ranges, fillers);
      continue;
    }
    const value = text.slice(lead.length).trimEnd();
    // A secret in a value that is folded over several lines may lie across line ends.
    const ranges = FOLDED.test(value) ? wholeIfSecret(name, value) : secretRangesOfField(name, value);
    fillRanges(line.subarray(lead.length), value, 'latin1', ranges, fillers);
  }
}

/** Bytes as characters. A no-break space (A0) becomes another character: it would pass for white space, which ends a secret. */
export function matchable(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\u00a0', '\u00ff');
}

function wholeIfSecret(name: string, value: string): ReturnType<typeof secretRangesOfField> {
  const unfolded = value.replace(/\r?\n[ \t]+/g, ' ');
  return secretRangesOfField(name, unfolded).length === 0 ? [] : [{ start: 0, end: value.length }];
}

function hasText(bytes: Buffer, end: number): boolean {
  for (let at = 0; at < end; at += 1)
    if (bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) return true;
  return false;
}

/** Lines without their ends. A line that is continued by one that begins with white space (RFC 9112 §5.2) is one with it. */
function* logicalLines(bytes: Buffer): Iterable<readonly [start: number, end: number]> {
  let start = 0;
  while (start < bytes.length) {
    let feed = bytes.indexOf(LINE_FEED, start);
    while (feed >= 0 && isFoldingSpace(bytes[feed + 1])) feed = bytes.indexOf(LINE_FEED, feed + 1);
    const end = feed < 0 ? bytes.length : feed;
    yield [start, end];
    start = end + 1;
  }
}

function isFoldingSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
