import { isUtf8 } from 'node:buffer';

/** How the text of a body is written. JSON has to be UTF-8 (RFC 8259 §8.1). */
export type TextEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'ISO-8859-1';

/** What is unusual about the text of a body. */
export interface TextOddity {
  readonly encoding: TextEncoding;
  /** It begins with U+FEFF; `text` is given without it. */
  readonly byteOrderMark: boolean;
}

/** A body as text. `oddity` null: UTF-8 without a byte order mark. */
export interface DecodedText {
  readonly text: string;
  readonly oddity: TextOddity | null;
}

const BYTE_ORDER_MARK = 0xfeff;
/** A decoder puts it where bytes are no UTF-8; a sound text may have it as well. */
const REPLACEMENT = '\ufffd';

/**
 * Reads the first `length` bytes of a body as text. `complete`: it is the whole body, so that bytes that are no UTF-8 are
 * its sender's and do not come of a cut.
 */
export function decodeText(bytes: Buffer, length: number, complete: boolean): DecodedText {
  if (isUtf16(bytes, length)) return decodeUtf16(bytes, length);
  const text = bytes.toString('utf8', 0, length);
  const byteOrderMark = text.charCodeAt(0) === BYTE_ORDER_MARK;
  if (complete && text.includes(REPLACEMENT) && !isUtf8(bytes.subarray(0, length))) {
    return {
      text: bytes.toString('latin1', 0, length),
      oddity: { encoding: 'ISO-8859-1', byteOrderMark: false },
    };
  }
  if (!byteOrderMark) return { text, oddity: null };
  return { text: text.slice(1), oddity: { encoding: 'UTF-8', byteOrderMark } };
}

/** Whether a body is UTF-16: it begins with its mark, or with an ASCII character of two bytes, as JSON does (RFC 4627 §3). */
export function isUtf16(bytes: Buffer, length = bytes.length): boolean {
  if (length < 2) return false;
  const [first, second] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return true;
  return (
    (first === 0) !== (second === 0) &&
    length >= 4 &&
    (bytes[2] === 0) === (first === 0) &&
    (bytes[3] === 0) === (second === 0)
  );
}

function decodeUtf16(bytes: Buffer, length: number): DecodedText {
  const [first] = bytes;
  const isBigEndian = first === 0 || first === 0xfe;
  const own = Buffer.from(bytes.subarray(0, length - (length % 2)));
  const text = (isBigEndian ? own.swap16() : own).toString('utf16le');
  const byteOrderMark = text.charCodeAt(0) === BYTE_ORDER_MARK;
  const encoding = isBigEndian ? 'UTF-16BE' : 'UTF-16LE';
  return { text: byteOrderMark ? text.slice(1) : text, oddity: { encoding, byteOrderMark } };
}
