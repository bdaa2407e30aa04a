/** PROXY protocol of HAProxy, version 1: a line of text, at most 107 bytes with its end (specification §2.1). */
const LINE = /^PROXY (?:TCP4|TCP6|UNKNOWN)(?: [^\r\n]*)?\r\n/;
const LONGEST_LINE = 107;
/** Version 2 begins with these twelve bytes; at 14 stands the length of what follows the first sixteen (§2.2). */
const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const FIXED_BYTES = 16;
const LENGTH_AT = 14;
const LETTER_P = 0x50;
const CR = 0x0d;

/** A header that a proxy put before the first byte of a connection, to tell from where it was opened. */
export interface ProxyHeader {
  readonly version: 1 | 2;
  /** Bytes. */
  readonly length: number;
  /** The line of version 1, without its end; of version 2 a word for it. */
  readonly text: string;
}

/**
 * The PROXY header that stands at `start`, which is the first byte of a direction; null where there is none, or not the
 * whole of it: it is sent in one segment.
 */
export function proxyHeaderAt(bytes: Buffer, start: number, end: number): ProxyHeader | null {
  const first = bytes[start];
  if (first === LETTER_P) {
    const line = LINE.exec(bytes.toString('latin1', start, Math.min(end, start + LONGEST_LINE)))?.[0];
    return line === undefined ? null : { version: 1, length: line.length, text: line.trimEnd() };
  }
  if (first !== CR || end - start < FIXED_BYTES) return null;
  if (!bytes.subarray(start, start + SIGNATURE.length).equals(SIGNATURE)) return null;
  const length = FIXED_BYTES + bytes.readUInt16BE(start + LENGTH_AT);
  return length > end - start ? null : { version: 2, length, text: 'PROXY v2 (binary)' };
}
