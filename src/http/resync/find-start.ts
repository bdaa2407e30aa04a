import { MAX_SEARCHED_LINE_BYTES } from '../../base/limits.ts';
import type { MessageSide } from '../exchange.ts';
import { followingLine } from '../head/following-line.ts';
import { KNOWN_METHODS } from '../head/head-parser.ts';
import { parseRequestLine, parseStatusLine, STATUS_LINE } from '../head/start-line.ts';

/** What a direction carries: requests or responses, or not known yet. */
export type Role = 'unknown' | MessageSide;

/** Where a message begins, or from which index on the bytes must be kept because one may begin there. */
export type StartSearchResult =
  | { readonly found: true; readonly index: number; readonly role: MessageSide }
  | { readonly found: false; readonly keepFrom: number };

const LF = 0x0a;
const CR = 0x0d;
const STATUS_LINE_BYTE = 0x48; // 'H'
/** Every start line that is found has this in it. */
const MARK = 'HTTP/';
/** Bytes from the mark on that tell a status line: more than it has up to its reason. */
const LOOKED_AT_BYTES = 64;
const VERSION_END = /^HTTP\/\d\.\d[ \t]*\r?\n/;
/** What may become a status line, or the end of a request line, when more bytes come. */
const UNFINISHED = /^HTTP\/(?:\d(?:\.(?:\d(?: \d{0,3}|[ \t]*\r?)?)?)?)?$/;
const METHOD_NAMES = [...KNOWN_METHODS].sort((a, b) => b.length - a.length).join('|');
/** A known method need not stand at the beginning of a line: the body of the message before may end right before it. */
const KNOWN_METHOD_AT_END = new RegExp(`(?:${METHOD_NAMES})$`);
const OTHER_METHOD_AT_END = /(?:^|(?<=[\r\n]))[A-Za-z_-]{3,20}$/;
/** Characters looked at for a method: more than any method that is found has. */
const LONGEST_METHOD = 24;

/**
 * Searches for the next request or status line, wherever in a line it begins. It counts only where a field line or
 * the empty line follows. `final`: no more bytes come, so that this need not be shown to the end.
 */
export function findStart(
  bytes: Buffer,
  from: number,
  end: number,
  role: Role,
  final: boolean,
): StartSearchResult {
  const view = end === bytes.length ? bytes : bytes.subarray(0, end);
  let at = from;
  for (;;) {
    const mark = view.indexOf(MARK, at, 'latin1');
    if (mark === -1) break;
    at = mark + MARK.length;
    const here = view.toString('latin1', mark, Math.min(end, mark + LOOKED_AT_BYTES));
    if (!final && UNFINISHED.test(here)) return { found: false, keepFrom: lineStart(view, from, mark) };
    let index = -1;
    let kind: MessageSide = 'response';
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
    // A line that the parser of heads would refuse must not be found: the search would find it again and again.
    if (verdict === 'field' && !isStartLine(view, index, mark, kind)) continue;
    if (verdict === 'field') return { found: true, index, role: kind };
    if (verdict === 'more') return { found: false, keepFrom: index };
  }
  return { found: false, keepFrom: lineStart(view, Math.max(from, at), end) };
}

/** Whether a whole status line and a field line begin at `position`. */
export function beginsResponse(bytes: Buffer, position: number, end: number): boolean {
  if (bytes[position] !== STATUS_LINE_BYTE) return false;
  const found = findStart(bytes, position, end, 'response', false);
  return found.found && found.index === position;
}

/** Where the method begins in a text that ends with a method, perhaps a target, and a space; -1 where it does not. */
function requestBeginning(text: string): number {
  if (!text.endsWith(' ')) return -1;
  const methodEnd = text.lastIndexOf(' ', text.length - 2);
  const withTarget = methodEnd === -1 ? -1 : methodBeginning(text, methodEnd);
  return withTarget === -1 ? methodBeginning(text, text.length - 1) : withTarget;
}

/** Where a method begins that ends at index `end`; -1 where none does. */
function methodBeginning(text: string, end: number): number {
  const start = Math.max(0, end - LONGEST_METHOD);
  const piece = text.slice(start, end);
  const known = piece.search(KNOWN_METHOD_AT_END);
  if (known !== -1) return start + known;
  const other = piece.search(OTHER_METHOD_AT_END);
  return other === -1 ? -1 : start + other;
}

/** Whether the line with `mark` in it is a start line of this kind; a line without its end may become one. */
function isStartLine(view: Buffer, index: number, mark: number, kind: MessageSide): boolean {
  const feed = view.indexOf(LF, mark);
  if (feed === -1) return true;
  const line = view.toString('latin1', index, view[feed - 1] === CR ? feed - 1 : feed);
  return (kind === 'request' ? parseRequestLine(line) : parseStatusLine(line)) !== null;
}

/** What follows the line with `mark` in it. */
function nextLine(view: Buffer, mark: number, end: number, final: boolean): 'field' | 'other' | 'more' {
  const lineEnd = view.indexOf(LF, mark);
  if (lineEnd === -1) return final ? 'field' : end - mark > MAX_SEARCHED_LINE_BYTES ? 'other' : 'more';
  const kind = followingLine(view, lineEnd + 1, end);
  return kind === 'more' && final ? 'field' : kind;
}

/** Where the line that goes up to `end` begins, but at most `MAX_SEARCHED_LINE_BYTES` before it. */
function lineStart(view: Buffer, from: number, end: number): number {
  const lowest = Math.max(from, end - MAX_SEARCHED_LINE_BYTES);
  let at = end;
  while (at > lowest && view[at - 1] !== LF && view[at - 1] !== CR) at -= 1;
  return at;
}
