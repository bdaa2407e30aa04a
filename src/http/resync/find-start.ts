import { MAX_SEARCHED_LINE_BYTES } from '../../base/limits.ts';
import { KNOWN_METHODS } from '../head/head-parser.ts';
import { parseRequestLine, parseStatusLine, STATUS_LINE } from '../head/start-line.ts';

/** What a direction carries, as far as is known. */
export type Role = 'unknown' | 'request' | 'response';

/** Where a message begins; or from where on the bytes are to be kept until more is there. */
export type StartFound =
  | { readonly found: true; readonly index: number; readonly role: 'request' | 'response' }
  | { readonly found: false; readonly keepFrom: number };

const LF = 0x0a;
const CR = 0x0d;
const STATUS_LINE_BYTE = 0x48;
const MARK = 'HTTP/';
/** More than a status line needs up to its reason. */
const LOOKED_AT_BYTES = 64;
const VERSION_END = /^HTTP\/\d\.\d[ \t]*\r?\n/;
/** What may become one of both. */
const UNFINISHED = /^HTTP\/(?:\d(?:\.(?:\d(?: \d{0,3}|[ \t]*\r?)?)?)?)?$/;
const METHOD_NAMES = [...KNOWN_METHODS].sort((a, b) => b.length - a.length).join('|');
const FIELD_LINE = /^(?:\r?\n|[!#$%&'*+\-.^_`|~0-9A-Za-z]+:)/;
const FIELD_LINE_BEGINNING = /^(?:\r?|[!#$%&'*+\-.^_`|~0-9A-Za-z]+)$/;
/** A known method need not begin a line, because a body may end right before it. */
const KNOWN_METHOD_AT_END = new RegExp(`(?:${METHOD_NAMES})$`);
const OTHER_METHOD_AT_END = /(?:^|(?<=[\r\n]))[A-Za-z_-]{3,20}$/;
/** Longer than any method that is found, so that what is found begins within it. */
const LONGEST_METHOD = 24;

/**
 * Searches for the next request or status line, wherever it stands. A line counts only if the next one is a
 * field line or empty; `final` says that no more bytes come, so that what is there must do.
 */
export function findStart(bytes: Buffer, from: number, end: number, role: Role, final: boolean): StartFound {
  const view = end === bytes.length ? bytes : bytes.subarray(0, end);
  let at = from;
  for (;;) {
    const mark = view.indexOf(MARK, at, 'latin1');
    if (mark === -1) break;
    at = mark + MARK.length;
    const here = view.toString('latin1', mark, Math.min(end, mark + LOOKED_AT_BYTES));
    if (!final && UNFINISHED.test(here)) return { found: false, keepFrom: lineStart(view, from, mark) };
    let index = -1;
    let kind: 'request' | 'response' = 'response';
    if (role !== 'request' && STATUS_LINE.test(here)) {
      index = mark;
    } else if (role !== 'response' && VERSION_END.test(here)) {
      const begin = lineStart(view, from, mark);
      const before = requestBeginning(view.toString('latin1', begin, mark));
      if (before === -1) continue;
      index = begin + before;
      kind = 'request';
    } else {
      continue;
    }
    const verdict = nextLine(view, mark, end, final);
    // What the reader of heads would not take must not be found, or it would be searched for over and over.
    if (verdict === 'field' && !isStartLine(view, index, mark, kind)) continue;
    if (verdict === 'field') return { found: true, index, role: kind };
    if (verdict === 'more') return { found: false, keepFrom: index };
  }
  return { found: false, keepFrom: lineStart(view, Math.max(from, at), end) };
}

/** Whether a whole status line and a field line begin at `position`. */
export function beginsAnswer(bytes: Buffer, position: number, end: number): boolean {
  if (bytes[position] !== STATUS_LINE_BYTE) return false;
  const found = findStart(bytes, position, end, 'response', false);
  return found.found && found.index === position;
}

/** Where a method, and perhaps a target, begins that goes up to the space at the end of `text`; -1 where none does. */
function requestBeginning(text: string): number {
  if (!text.endsWith(' ')) return -1;
  const methodEnd = text.lastIndexOf(' ', text.length - 2);
  const withTarget = methodEnd === -1 ? -1 : methodBeginning(text, methodEnd);
  return withTarget === -1 ? methodBeginning(text, text.length - 1) : withTarget;
}

function methodBeginning(text: string, end: number): number {
  const start = Math.max(0, end - LONGEST_METHOD);
  const piece = text.slice(start, end);
  const known = piece.search(KNOWN_METHOD_AT_END);
  if (known !== -1) return start + known;
  const other = piece.search(OTHER_METHOD_AT_END);
  return other === -1 ? -1 : start + other;
}

/** Whether the line in which `mark` is can be read as what it was found as; one without its end can be. */
function isStartLine(view: Buffer, index: number, mark: number, kind: 'request' | 'response'): boolean {
  const feed = view.indexOf(LF, mark);
  if (feed === -1) return true;
  const line = view.toString('latin1', index, view[feed - 1] === CR ? feed - 1 : feed);
  return (kind === 'request' ? parseRequestLine(line) : parseStatusLine(line)) !== null;
}

/** What stands behind the line in which `mark` is. */
function nextLine(view: Buffer, mark: number, end: number, final: boolean): 'field' | 'other' | 'more' {
  const lineEnd = view.indexOf(LF, mark);
  if (lineEnd === -1) return final ? 'field' : end - mark > MAX_SEARCHED_LINE_BYTES ? 'other' : 'more';
  const kind = followingLine(view, lineEnd + 1, end);
  return kind === 'more' && final ? 'field' : kind;
}

/** Whether a field line or the empty line begins at `start`. */
export function followingLine(bytes: Buffer, start: number, end: number): 'field' | 'other' | 'more' {
  const text = bytes.toString('latin1', start, Math.min(end, start + 256));
  if (FIELD_LINE.test(text)) return 'field';
  return text.length < 256 && FIELD_LINE_BEGINNING.test(text) ? 'more' : 'other';
}

/** Where the line that goes up to `end` begins, no more than a bound before it. */
function lineStart(view: Buffer, from: number, end: number): number {
  const lowest = Math.max(from, end - MAX_SEARCHED_LINE_BYTES);
  let at = end;
  while (at > lowest && view[at - 1] !== LF && view[at - 1] !== CR) at -= 1;
  return at;
}
