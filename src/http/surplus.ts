import type { MessageSide, Problem, Surplus } from './exchange.ts';
import { KNOWN_METHODS } from './head/head-parser.ts';
import { problemOf } from './problems.ts';

const CR = 0x0d;
const LF = 0x0a;
const EXCERPT_BYTES = 80;
/** Bytes looked at for the beginning of a start line. */
const LOOKED_AT_BYTES = 256;
/** As lenient as the reader of status lines. */
const STATUS_BEGINNINGS = ['HTTP', 'ICY '];
const TOKEN_BEGINNING = /^[A-Za-z_-]*/;

/**
 * Whether bytes behind a complete message are not the beginning of another one. Empty lines are passed over (RFC 9112
 * §2.2); where nothing else has come yet, or too little to tell, the answer is no.
 */
export function isSurplus(bytes: Buffer, start: number, end: number, side: MessageSide): boolean {
  let at = start;
  while (at < end && (bytes[at] === CR || bytes[at] === LF)) at += 1;
  if (at === end) return false;
  const text = bytes.toString('latin1', at, Math.min(end, at + LOOKED_AT_BYTES));
  if (side === 'response') {
    const beginning = text.slice(0, 4).toUpperCase();
    return !STATUS_BEGINNINGS.some((word) => word.startsWith(beginning) || beginning.startsWith(word));
  }
  const method = TOKEN_BEGINNING.exec(text)?.[0] ?? '';
  const upper = method.toUpperCase();
  // A method that nobody registered is still written in capitals.
  if (method.length === text.length) return method !== upper && !knowsMethodBeginning(upper);
  if (method === '' || !/[ \t]/.test(text[method.length] ?? '')) return true;
  if (KNOWN_METHODS.has(upper)) return false;
  const lineEnd = text.indexOf('\n');
  // The rest of a line with a method that nobody registered may still be to come.
  if (lineEnd < 0) return method !== upper;
  return !/ HTTP\//i.test(text.slice(0, lineEnd));
}

function knowsMethodBeginning(text: string): boolean {
  for (const method of KNOWN_METHODS) if (method.startsWith(text)) return true;
  return false;
}

/** Characters of a UTF-8 text, counted byte by byte, so that the text may come in pieces. */
interface CharacterCounts {
  bytes: number;
  codePoints: number;
  utf16Units: number;
}

/** Counts the bytes behind a message that are no message, and their characters. */
export class SurplusCounter {
  /** Stream offset of the first of them. */
  offset = 0;
  /** They were told: once for a message. */
  isTold = false;
  #framing: Surplus['framing'] = 'none';
  #announced = 0;
  #excerpt = '';
  /** The body is at hand, so that its characters were counted. */
  #countsBody = false;
  readonly #counts: CharacterCounts = { bytes: 0, codePoints: 0, utf16Units: 0 };

  /**
   * Begins to count at a stream offset. `body`: the body of the message before, as it was on the wire; null where it is
   * not at hand.
   */
  begin(framing: Surplus['framing'], announced: number, body: Buffer | null, offset: number): void {
    this.offset = offset;
    this.isTold = false;
    this.#framing = framing;
    this.#announced = announced;
    this.#excerpt = '';
    const counts = this.#counts;
    counts.bytes = 0;
    counts.codePoints = 0;
    counts.utf16Units = 0;
    this.#countsBody = framing === 'sized' && body !== null && body.length === announced;
    if (this.#countsBody && body !== null) count(counts, body, 0, body.length);
    counts.bytes = 0;
  }

  /** Takes bytes that came; those of the next start line may be among the last of them. */
  pass(bytes: Buffer, start: number, end: number): void {
    const missing = EXCERPT_BYTES - this.#excerpt.length;
    if (missing > 0) this.#excerpt += bytes.toString('latin1', start, Math.min(end, start + missing));
    if (this.#countsBody) count(this.#counts, bytes, start, end);
  }

  /** Tells of the bytes up to stream offset `to`. */
  problem(side: MessageSide, to: number): Problem {
    this.isTold = true;
    const bytes = to - this.offset;
    const surplus: Surplus = {
      framing: this.#framing,
      announced: this.#announced,
      bytes,
      countsCharacters: this.#countsBody && this.#areCharacters(bytes),
    };
    return { ...problemOf('surplus-bytes', side, this.offset, this.#excerpt.slice(0, bytes)), surplus };
  }

  /** A start line that was counted as well is ASCII: each byte of it is one character. */
  #areCharacters(bytes: number): boolean {
    const beyond = this.#counts.bytes - bytes;
    const { codePoints, utf16Units } = this.#counts;
    return this.#announced === codePoints - beyond || this.#announced === utf16Units - beyond;
  }
}

function count(counts: CharacterCounts, bytes: Buffer, start: number, end: number): void {
  counts.bytes += end - start;
  for (let index = start; index < end; index++) {
    const byte = bytes[index];
    // A character begins with a byte that is no continuation; one of four bytes takes two units in UTF-16.
    if ((byte & 0xc0) === 0x80) continue;
    counts.codePoints += 1;
    counts.utf16Units += byte >= 0xf0 ? 2 : 1;
  }
}
