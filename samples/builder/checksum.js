/** Adds up 16-bit big-endian words (an odd last byte is padded with zero) onto `sum`, without folding (RFC 1071). */
export function addWords(bytes, sum = 0) {
  const even = bytes.length & ~1;
  for (let index = 0; index < even; index += 2) sum += ((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0);
  if (even < bytes.length) sum += (bytes[even] ?? 0) << 8;
  return sum;
}
/** Folds the carries in and complements: the Internet checksum of what `addWords` added up (RFC 1071). */
export function foldChecksum(sum) {
  // The sum of a datagram stays below 2^32, so two folds are enough.
  sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
/** The Internet checksum of some bytes. */
export function internetChecksum(bytes) {
  return foldChecksum(addWords(bytes));
}
