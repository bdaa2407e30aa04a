import type { Random } from '../../../samples/builder/index.ts';

/** Far more than the 32 KiB that gzip looks back, so that the captures do not compress better than real ones. */
const POOL_BYTES = 4 * 1024 * 1024;

/**
 * Random bytes. Any stretch of them serves as the payload of a packet. Running sums give the Internet checksum of a stretch
 * (RFC 1071) without reading it.
 */
export class PayloadPool {
  readonly bytes: Buffer;
  /** Sum of the 16-bit words before each word, modulo 0xffff. */
  readonly #sums: Uint16Array;
  #at = 0;

  constructor(random: Random) {
    this.bytes = random.bytes(POOL_BYTES);
    this.#sums = new Uint16Array(POOL_BYTES / 2 + 1);
    let sum = 0;
    for (let word = 0; word < POOL_BYTES / 2; word += 1) {
      sum = (sum + this.bytes.readUInt16BE(word * 2)) % 0xffff;
      this.#sums[word + 1] = sum;
    }
  }

  /** Where the next `length` bytes begin, on an even offset. */
  take(length: number): number {
    if (this.#at + length > POOL_BYTES) this.#at = (this.#at + length) & 0xffe;
    const at = this.#at;
    this.#at += (length + 1) & ~1;
    return at;
  }

  /** Sum of the words of a stretch that begins on an even offset, modulo 0xffff; an odd last byte is padded with zero. */
  sum(start: number, length: number): number {
    const first = this.#sums[start >>> 1] ?? 0;
    const last = this.#sums[(start + length) >>> 1] ?? 0;
    const odd = (length & 1) === 0 ? 0 : (this.bytes[start + length - 1] ?? 0) << 8;
    return (last - first + 0xffff + odd) % 0xffff;
  }
}
