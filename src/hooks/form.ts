import { Buffer } from 'node:buffer';
import { MAX_FORM_MEMBERS } from '../base/limits.ts';
import type { JsonObject } from './payload.ts';

/** A name and its value in a form, decoded, and where they stand in the text. */
export interface FormPair {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  /** Where the value begins; the end of the pair where it has no `=`. */
  readonly valueStart: number;
  readonly end: number;
}

/** How the characters of a text stand for bytes: a body was decoded from UTF-8, a request line is read byte by byte. */
export type FormBytes = 'utf8' | 'latin1';

/** The members of a form. */
export interface FormMembers {
  readonly members: JsonObject;
  /** There are more of them than MAX_FORM_MEMBERS. */
  readonly isOverBound: boolean;
}

/**
 * Reads `application/x-www-form-urlencoded` (WHATWG URL §5.1): pairs between `&`, a name to the first `=`, `+` for a blank, and
 * percent-encoded bytes of UTF-8. What is no escape stays as it is. Of several pairs with one name the first counts.
 * `isWhole` false: the text breaks off, and its last pair may have gone on.
 */
export function readForm(text: string, isWhole: boolean, bytes: FormBytes): FormMembers {
  // Without a prototype, so that `__proto__` and its like are nothing but names.
  const members = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const { name, value, end } of formPairs(text, bytes)) {
    if (!isWhole && end === text.length) break;
    if (Object.hasOwn(members, name)) continue;
    if (count >= MAX_FORM_MEMBERS) return { members, isOverBound: true };
    members[name] = value;
    count += 1;
  }
  return { members, isOverBound: false };
}

/** The pairs of a form in their order, repeated names included. */
export function* formPairs(text: string, bytes: FormBytes): Iterable<FormPair> {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('&', start);
    const end = next < 0 ? text.length : next;
    if (end > start) {
      const pair = text.slice(start, end);
      const sign = pair.indexOf('=');
      const name = sign < 0 ? pair : pair.slice(0, sign);
      const value = sign < 0 ? '' : pair.slice(sign + 1);
      yield {
        name: decoded(name, bytes),
        value: decoded(value, bytes),
        start,
        valueStart: end - value.length,
        end,
      };
    }
    start = end + 1;
  }
}

const PERCENT = 0x25;
const PLUS = 0x2b;
const BLANK = 0x20;
/** A piece of these characters stands for itself. */
const PLAIN = /^[!-$&-*,-~]*$/;

function decoded(piece: string, bytes: FormBytes): string {
  if (PLAIN.test(piece)) return piece;
  const encoded = Buffer.from(piece, bytes);
  let length = 0;
  for (let at = 0; at < encoded.length; at++) {
    let byte = encoded[at];
    if (byte === PLUS) byte = BLANK;
    else if (byte === PERCENT) {
      const high = hexDigit(encoded[at + 1]);
      const low = hexDigit(encoded[at + 2]);
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low;
        at += 2;
      }
    }
    encoded[length] = byte;
    length += 1;
  }
  return encoded.toString('utf8', 0, length);
}

/** The value of a hexadecimal digit; -1 for any other byte, and behind the end. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Characters of a name or value that need no escape in a form (WHATWG URL, application/x-www-form-urlencoded percent-encode set). */
const UNESCAPED = /^[\w*.-]*$/;

/** A name or value as a form writes it. */
export function formEncoded(text: string): string {
  if (UNESCAPED.test(text)) return text;
  return new URLSearchParams({ '': text }).toString().slice(1);
}
