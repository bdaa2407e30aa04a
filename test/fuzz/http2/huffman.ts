/**
 * Lengths in bits of HPACK's Huffman codes for the characters from space to `~` (RFC 7541 Appendix B). Codes of one length follow each
 * other in the order of their characters, so that the lengths tell the codes. NUL has 13 bits as well, and comes first.
 */
const LENGTHS = [
  6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5,
  6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13,
] as const;
const FIRST = 0x20;
/** A backslash has a longer code, which others that are not written here stand before. */
const LONGEST = 15;

const CODES = codes();

/** The text in Huffman code; null where it has characters whose codes are not known here. */
export function huffman(text: string): Buffer | null {
  let bits = '';
  for (const character of text) {
    const code = CODES.get(character);
    if (code === undefined) return null;
    bits += code;
  }
  // The rest of the last byte is ones: the beginning of the code that ends a text (RFC 7541 §5.2).
  const whole = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  return Buffer.from(whole.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}

function codes(): ReadonlyMap<string, string> {
  const sorted = [
    { character: '\0', length: 13 },
    ...LENGTHS.map((length, index) => ({ character: String.fromCharCode(FIRST + index), length })),
  ]
    .filter(({ length }) => length <= LONGEST)
    .sort((one, other) => one.length - other.length);
  const made = new Map<string, string>();
  let code = 0;
  let before = 0;
  for (const { character, length } of sorted) {
    code = before === 0 ? 0 : (code + 1) * 2 ** (length - before);
    before = length;
    made.set(character, code.toString(2).padStart(length, '0'));
  }
  return made;
}
