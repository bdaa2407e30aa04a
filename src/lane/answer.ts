import type { Buffer } from 'node:buffer';
import { WORD } from '../base/words.ts';
import { stopsIn, type ViewedBytes } from './byte-words.ts';

/**
 * How an answer gives back the request's body. `same`: byte by byte. `rewritten`: the same values in the same order, written in
 * another way, as by a program that read and wrote it. `own`: it does not; its bytes decide.
 */
export type Answer = 'same' | 'rewritten' | 'own';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
/** What the letters behind a backslash stand for (RFC 8259 §7); 0 for others. */
const ESCAPED = new Uint8Array(256);
for (const pair of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t']) {
  ESCAPED[pair.charCodeAt(0)] = pair.charCodeAt(1);
}
const IS_SPACE = new Uint8Array(256);
for (const space of ' \t\r\n') IS_SPACE[space.charCodeAt(0)] = 1;
/** Beside these, white space means nothing. */
const IS_STRUCTURE = new Uint8Array(256);
for (const mark of '{}[]:,') IS_STRUCTURE[mark.charCodeAt(0)] = 1;

/** A part of some bytes. */
export interface ByteRange extends ViewedBytes {
  readonly start: number;
  readonly end: number;
}

/** How an answer gives back a request's body, which is sound JSON. */
export function answerOf(asked: ByteRange, answered: ByteRange): Answer {
  const length = asked.end - asked.start;
  const isSame =
    length === answered.end - answered.start &&
    asked.bytes.compare(answered.bytes, answered.start, answered.end, asked.start, asked.end) === 0;
  if (isSame) return 'same';
  // A text that is much shorter or longer has not the same values.
  const isNear = Math.abs(answered.end - answered.start - length) <= length;
  return isNear && isRewritten(asked, answered) ? 'rewritten' : 'own';
}

/**
 * Whether a text has the same values in the same order as a sound JSON text, and is JSON too: the same but for white space and
 * for the way in which characters are escaped. What may be the same all the same (characters beyond ASCII, numbers written in
 * another way) it denies.
 */
export function isRewritten(sound: ByteRange, other: ByteRange): boolean {
  const one = sound.bytes;
  const two = other.bytes;
  const { view } = sound;
  const lastWord = sound.end - WORD;
  const lastOther = other.end - WORD;
  let at = sound.start;
  let to = other.start;
  /** The byte before, where that was no text. */
  let before = 0x2c;
  for (;;) {
    const ones = at;
    const twos = to;
    while (at < sound.end && IS_SPACE[one[at]] === 1) at += 1;
    while (to < other.end && IS_SPACE[two[to]] === 1) to += 1;
    if (at === sound.end || to === other.end) return at === sound.end && to === other.end;
    const byte = one[at];
    if (byte !== two[to]) return false;
    const isSpaced = at > ones || to > twos;
    if (isSpaced && IS_STRUCTURE[byte] === 0 && IS_STRUCTURE[before] === 0) return false;
    at += 1;
    to += 1;
    before = byte;
    if (byte !== QUOTE) continue;
    // A text: character by character, but for what is plainly the same.
    for (;;) {
      while (at <= lastWord && to <= lastOther) {
        const word = view.getInt32(at, true);
        if (word !== other.view.getInt32(to, true) || stopsIn(word) !== 0) break;
        at += WORD;
        to += WORD;
      }
      if (at >= sound.end || to >= other.end) return false;
      const first = one[at];
      const second = two[to];
      if (first === QUOTE || second === QUOTE) {
        if (first !== second) return false;
        at += 1;
        to += 1;
        break;
      }
      if (first !== BACKSLASH && second !== BACKSLASH) {
        if (first !== second) return false;
        at += 1;
        to += 1;
        continue;
      }
      const meant = characterAt(one, at, sound.end);
      if (meant < 0 || meant !== characterAt(two, to, other.end)) return false;
      at += lengthAt(one, at);
      to += lengthAt(two, to);
    }
  }
}

/** The ASCII character at an index of a text, its escape resolved; -1 for any other, and for no sound one. */
function characterAt(bytes: Buffer, at: number, end: number): number {
  const byte = bytes[at];
  if (byte !== BACKSLASH) return byte >= 0x20 && byte < 0x80 ? byte : -1;
  if (at + 1 >= end) return -1;
  const letter = bytes[at + 1];
  if (letter !== LETTER_U) return ESCAPED[letter] === 0 ? -1 : ESCAPED[letter];
  if (at + 6 > end) return -1;
  const digits = bytes.toString('latin1', at + 2, at + 6);
  const code = /^00[0-7][0-9A-Fa-f]$/.test(digits) ? Number.parseInt(digits, 16) : -1;
  return code;
}

/** How many bytes such a character takes. */
function lengthAt(bytes: Buffer, at: number): number {
  if (bytes[at] !== BACKSLASH) return 1;
  return bytes[at + 1] === LETTER_U ? 6 : 2;
}
