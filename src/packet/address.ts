/** Text of an IP address given as big-endian words: IPv4 dotted, IPv6 as RFC 5952 writes it. */
export function formatAddress(
  family: number,
  word0: number,
  word1: number,
  word2: number,
  word3: number,
): string {
  if (family === 4) return dotted(word0);
  // RFC 5952 §5: the mapped prefix ::ffff:0:0/96 is known to hold an IPv4 address.
  if (word0 === 0 && word1 === 0 && word2 === 0x0000ffff) return `::ffff:${dotted(word3)}`;
  const groups: number[] = [];
  for (const word of [word0, word1, word2, word3]) groups.push(word >>> 16, word & 0xffff);
  const { start, length } = longestZeros(groups);
  // RFC 5952 §4.2.2: a single zero group is not shortened.
  if (length < 2) return hexadecimal(groups);
  return `${hexadecimal(groups.slice(0, start))}::${hexadecimal(groups.slice(start + length))}`;
}

function dotted(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 0xff}.${(word >>> 8) & 0xff}.${word & 0xff}`;
}

function hexadecimal(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}

/** The longest run of zero groups; the first of several with the same length (RFC 5952 §4.2.3). */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  });
  return best;
}
