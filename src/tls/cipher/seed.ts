import type { Buffer } from 'node:buffer';
import type { BlockDecryption } from './block-chain.ts';

/** The S-boxes (RFC 4269 appendix A.1, A.2). */
const S1 = [
  169, 133, 214, 211, 84, 29, 172, 37, 93, 67, 24, 30, 81, 252, 202, 99, 40, 68, 32, 157, 224, 226, 200, 23,
  165, 143, 3, 123, 187, 19, 210, 238, 112, 140, 63, 168, 50, 221, 246, 116, 236, 149, 11, 87, 92, 91, 189, 1,
  36, 28, 115, 152, 16, 204, 242, 217, 44, 231, 114, 131, 155, 209, 134, 201, 96, 80, 163, 235, 13, 182, 158,
  79, 183, 90, 198, 120, 166, 18, 175, 213, 97, 195, 180, 65, 82, 125, 141, 8, 31, 153, 0, 25, 4, 83, 247,
  225, 253, 118, 47, 39, 176, 139, 14, 171, 162, 110, 147, 77, 105, 124, 9, 10, 191, 239, 243, 197, 135, 20,
  254, 100, 222, 46, 75, 26, 6, 33, 107, 102, 2, 245, 146, 138, 12, 179, 126, 208, 122, 71, 150, 229, 38, 128,
  173, 223, 161, 48, 55, 174, 54, 21, 34, 56, 244, 167, 69, 76, 129, 233, 132, 151, 53, 203, 206, 60, 113, 17,
  199, 137, 117, 251, 218, 248, 148, 89, 130, 196, 255, 73, 57, 103, 192, 207, 215, 184, 15, 142, 66, 35, 145,
  108, 219, 164, 52, 241, 72, 194, 111, 61, 45, 64, 190, 62, 188, 193, 170, 186, 78, 85, 59, 220, 104, 127,
  156, 216, 74, 86, 119, 160, 237, 70, 181, 43, 101, 250, 227, 185, 177, 159, 94, 249, 230, 178, 49, 234, 109,
  95, 228, 240, 205, 136, 22, 58, 88, 212, 98, 41, 7, 51, 232, 27, 5, 121, 144, 106, 42, 154,
];
const S2 = [
  56, 232, 45, 166, 207, 222, 179, 184, 175, 96, 85, 199, 68, 111, 107, 91, 195, 98, 51, 181, 41, 160, 226,
  167, 211, 145, 17, 6, 28, 188, 54, 75, 239, 136, 108, 168, 23, 196, 22, 244, 194, 69, 225, 214, 63, 61, 142,
  152, 40, 78, 246, 62, 165, 249, 13, 223, 216, 43, 102, 122, 39, 47, 241, 114, 66, 212, 65, 192, 115, 103,
  172, 139, 247, 173, 128, 31, 202, 44, 170, 52, 210, 11, 238, 233, 93, 148, 24, 248, 87, 174, 8, 197, 19,
  205, 134, 185, 255, 125, 193, 49, 245, 138, 106, 177, 209, 32, 215, 2, 34, 4, 104, 113, 7, 219, 157, 153,
  97, 190, 230, 89, 221, 81, 144, 220, 154, 163, 171, 208, 129, 15, 71, 26, 227, 236, 141, 191, 150, 123, 92,
  162, 161, 99, 35, 77, 200, 158, 156, 58, 12, 46, 186, 110, 159, 90, 242, 146, 243, 73, 120, 204, 21, 251,
  112, 117, 127, 53, 16, 3, 100, 109, 198, 116, 213, 180, 234, 9, 118, 25, 254, 64, 18, 224, 189, 5, 250, 1,
  240, 42, 94, 169, 86, 67, 133, 20, 137, 155, 176, 229, 72, 121, 151, 252, 30, 130, 33, 140, 27, 95, 119, 84,
  178, 29, 37, 79, 0, 70, 237, 88, 82, 235, 126, 218, 201, 253, 48, 149, 101, 60, 182, 228, 187, 124, 14, 80,
  57, 38, 50, 132, 105, 147, 55, 231, 36, 164, 203, 83, 10, 135, 217, 76, 131, 143, 206, 59, 74, 183,
];
const ROUNDS = 16;
const GOLDEN_RATIO = 0x9e3779b9;

/** The function G (RFC 4269 §2.2): bytes through the S-boxes, mixed with masks. */
function mixed(word: number): number {
  const y0 = S1[word & 0xff];
  const y1 = S2[(word >>> 8) & 0xff];
  const y2 = S1[(word >>> 16) & 0xff];
  const y3 = S2[word >>> 24];
  const z0 = (y0 & 0xfc) ^ (y1 & 0xf3) ^ (y2 & 0xcf) ^ (y3 & 0x3f);
  const z1 = (y0 & 0xf3) ^ (y1 & 0xcf) ^ (y2 & 0x3f) ^ (y3 & 0xfc);
  const z2 = (y0 & 0xcf) ^ (y1 & 0x3f) ^ (y2 & 0xfc) ^ (y3 & 0xf3);
  const z3 = (y0 & 0x3f) ^ (y1 & 0xfc) ^ (y2 & 0xf3) ^ (y3 & 0xcf);
  return ((z3 << 24) | (z2 << 16) | (z1 << 8) | z0) >>> 0;
}

const sum = (one: number, other: number): number => (one + other) >>> 0;

/** Two words for each round (RFC 4269 §2.3). */
function roundKeys(key: Buffer): readonly (readonly [number, number])[] {
  let [a, b, c, d] = [0, 4, 8, 12].map((place) => key.readUInt32BE(place));
  const keys: [number, number][] = [];
  let constant = GOLDEN_RATIO;
  for (let round = 1; round <= ROUNDS; round += 1) {
    keys.push([mixed(sum(sum(a, c), -constant)), mixed(sum(sum(b, -d), constant))]);
    if (round % 2 === 1) [a, b] = [(a >>> 8) | ((b & 0xff) << 24), (b >>> 8) | ((a & 0xff) << 24)];
    else [c, d] = [(c << 8) | (d >>> 24), (d << 8) | (c >>> 24)];
    [a, b, c, d] = [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
    constant = ((constant << 1) | (constant >>> 31)) >>> 0;
  }
  return keys;
}

/** Decryption with SEED (RFC 4269), which OpenSSL 3 has in no default build. `key`: 16 bytes. */
export function seedDecryption(key: Buffer): BlockDecryption {
  const keys = roundKeys(key).toReversed();
  return (bytes, at, out) => {
    let [l0, l1, r0, r1] = [0, 4, 8, 12].map((place) => bytes.readUInt32BE(at + place));
    for (const [k0, k1] of keys) {
      const c = (r0 ^ k0) >>> 0;
      const first = mixed((c ^ r1 ^ k1) >>> 0);
      const second = mixed(sum(first, c));
      const third = mixed(sum(second, first));
      [l0, l1, r0, r1] = [r0, r1, (l0 ^ sum(third, second)) >>> 0, (l1 ^ third) >>> 0];
    }
    // The halves are not exchanged after the last round.
    for (const [index, word] of [r0, r1, l0, l1].entries()) out.writeUInt32BE(word, index * 4);
  };
}
