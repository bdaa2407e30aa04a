import type { Buffer } from 'node:buffer';

/** Bytes of one setting: its number and its value (RFC 9113 §6.5.1). */
const SETTING_BYTES = 6;
const HEADER_TABLE_SIZE = 1;

/** The size of HPACK's dynamic table that a frame of settings announces; null where it says nothing of it. The last value counts. */
export function readTableSize(payload: Buffer): number | null {
  let size: number | null = null;
  for (let at = 0; at + SETTING_BYTES <= payload.length; at += SETTING_BYTES) {
    if (payload.readUInt16BE(at) === HEADER_TABLE_SIZE) size = payload.readUInt32BE(at + 2);
  }
  return size;
}
