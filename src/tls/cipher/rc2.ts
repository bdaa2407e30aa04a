import { Buffer } from 'node:buffer';
import type { BlockDecryption } from './block-chain.ts';

/** Digits of pi (RFC 2268 §2). */
const PI = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);
const EXPANDED_BYTES = 128;

/** 64 words made of a key of 16 bytes, all of whose bits count (RFC 2268 §2). */
function expandedKey(key: Buffer): Uint16Array {
  const bytes = Buffer.alloc(EXPANDED_BYTES);
  key.copy(bytes);
  for (let at = key.length; at < EXPANDED_BYTES; at += 1)
    bytes[at] = PI[(bytes[at - 1] + bytes[at - key.length]) & 0xff];
  bytes[EXPANDED_BYTES - key.length] = PI[bytes[EXPANDED_BYTES - key.length]];
  for (let at = EXPANDED_BYTES - key.length - 1; at >= 0; at -= 1)
    bytes[at] = PI[bytes[at + 1] ^ bytes[at + key.length]];
  return Uint16Array.from({ length: EXPANDED_BYTES / 2 }, (_word, index) => bytes.readUInt16LE(index * 2));
}

/** Bits that the words are turned by in a round. */
const TURNS = [1, 2, 3, 5];

/** Decryption with RC2 (RFC 2268 §4), which OpenSSL 3 has in no default build. `key`: 16 bytes. */
export function rc2Decryption(key: Buffer): BlockDecryption {
  const keys = expandedKey(key);
  const words = new Uint16Array(4);
  const mix = (from: number): void => {
    for (let index = 3; index >= 0; index -= 1) {
      const turn = TURNS[index];
      const turned = (words[index] >>> turn) | (words[index] << (16 - turn));
      const [one, two, three] = [words[(index + 3) & 3], words[(index + 2) & 3], words[(index + 1) & 3]];
      words[index] = turned - keys[from + index] - (one & two) - (~one & three);
    }
  };
  const mash = (): void => {
    for (let index = 3; index >= 0; index -= 1) words[index] -= keys[words[(index + 3) & 3] & 63];
  };
  return (bytes, at, out) => {
    for (let index = 0; index < 4; index += 1) words[index] = bytes.readUInt16LE(at + index * 2);
    for (let round = 15; round >= 0; round -= 1) {
      mix(round * 4);
      if (round === 11 || round === 5) mash();
    }
    for (let index = 0; index < 4; index += 1) out.writeUInt16LE(words[index], index * 2);
  };
}
