/** A 32-bit word that equal bodies share (FNV-1a over four bytes at a time): to find repeated calls without keeping bodies. */
export function fingerprintOfBody(bytes: Buffer): number {
  // Words can only be looked at where they are aligned, as new buffers are.
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(bytes);
  const words = new Int32Array(buffer, byteOffset, length >>> 2);
  let hash = 0x811c9dc5 ^ length;
  for (let index = 0; index < words.length; index++) {
    hash = Math.imul(hash ^ words[index], 0x01000193);
  }
  for (let index = length & ~3; index < length; index++) {
    hash = Math.imul(hash ^ bytes[index], 0x01000193);
  }
  return hash >>> 0;
}

/** Holds what is fingerprinted where its words can be looked at. */
let aligned = Buffer.alloc(4096);

/** The fingerprint of the bytes from `start` to `end`. */
export function fingerprintOfRange(bytes: Buffer, start: number, end: number): number {
  if (end - start > aligned.length) aligned = Buffer.alloc((end - start) * 2);
  bytes.copy(aligned, 0, start, end);
  return fingerprintOfBody(aligned.subarray(0, end - start));
}

/** That of a body without a byte: it says nothing, so that two of them prove nothing. */
export const EMPTY_FINGERPRINT = fingerprintOfBody(Buffer.alloc(0));
