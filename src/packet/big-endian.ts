import type { Buffer } from 'node:buffer';

/** Unsigned 16 bits in network order. The caller has checked that the bytes are there. */
export function readUint16(bytes: Buffer, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

/** Unsigned 32 bits in network order. The caller has checked that the bytes are there. */
export function readUint32(bytes: Buffer, at: number): number {
  return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
}
