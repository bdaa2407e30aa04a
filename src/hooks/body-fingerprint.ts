import { newView, WORD } from '../base/words.ts';

const FNV_PRIME = 0x01000193;

/** A 32-bit word that equal bodies share (FNV-1a over four bytes at a time): to find repeated calls without keeping bodies. */
export function fingerprintOfBody(bytes: Buffer): number {
  return fingerprintOfRange(newView(bytes), 0, bytes.length);
}

/** The fingerprint of the bytes from `start` to `end`. */
export function fingerprintOfRange(view: DataView, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  let at = start;
  for (; at + WORD <= end; at += WORD) hash = Math.imul(hash ^ view.getInt32(at, true), FNV_PRIME);
  for (; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), FNV_PRIME);
  return hash >>> 0;
}

/** That of a body without a byte: it says nothing, so that two of them prove nothing. */
export const EMPTY_FINGERPRINT = fingerprintOfBody(Buffer.alloc(0));
