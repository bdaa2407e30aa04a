import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import { stringifyJson, stringifyText } from './json.ts';

const CHARACTERS = 128;
const QUOTATION_MARK = 0x22;
const NULL = bytesOf('null');
/** By character of ASCII: 1 where JSON strings have it as it is, on a terminal as well. */
const UNESCAPED = new Uint8Array(CHARACTERS);
for (let character = 0x20; character < 0x7f; character++) UNESCAPED[character] = 1;
for (const sign of '"\\') UNESCAPED[sign.charCodeAt(0)] = 0;

/** Writes what {@link stringifyText} makes of a text or null. */
export function writeText(out: ByteWriter, text: string | null): void {
  if (!writePlainText(out, text)) out.text(stringifyText(text));
}

/** The same for null and for a text in which nothing is escaped; false for others, of which nothing is written. */
export function writePlainText(out: ByteWriter, text: string | null): boolean {
  if (text === null) {
    out.bytes(NULL);
    return true;
  }
  const start = out.length;
  out.byte(QUOTATION_MARK);
  if (out.textOf(text, UNESCAPED)) {
    out.byte(QUOTATION_MARK);
    return true;
  }
  out.cutBack(start);
  return false;
}

/** Writes a number or null as JSON. NaN and infinity, which JSON does not have, become null, as with `JSON.stringify`. */
export function writeNumber(out: ByteWriter, value: number | null): void {
  if (value === null || !Number.isFinite(value)) out.bytes(NULL);
  else if (Number.isInteger(value)) out.integer(value);
  else out.text(String(value));
}

/** The number `value / 10 ** places`; `value` is an integer, or NaN or infinite. */
export function writeDecimal(out: ByteWriter, value: number, places: number): void {
  if (Number.isFinite(value)) out.decimal(value, places);
  else out.bytes(NULL);
}

/** Writes what {@link stringifyJson} makes of a value. */
export function writeJson(out: ByteWriter, value: unknown): void {
  out.text(stringifyJson(value));
}

/** The same for an object, without its braces. It has one member at least. */
export function writeMembers(out: ByteWriter, value: object): void {
  out.text(stringifyJson(value).slice(1, -1));
}
