import { Buffer } from 'node:buffer';
import type { SecretRange } from '../../privacy/index.ts';
import type { Fillers } from './fillers.ts';

/** Writes fillers over the secret parts of a text. `bytes` are the text in its encoding; the ranges are in order and count characters. */
export function fillRanges(
  bytes: Buffer,
  text: string,
  encoding: 'utf8' | 'latin1',
  ranges: readonly SecretRange[],
  fillers: Fillers,
): void {
  let character = 0;
  let byte = 0;
  for (const { start, end } of ranges) {
    byte += lengthOf(text.slice(character, start), encoding);
    const secret = text.slice(start, end);
    const length = lengthOf(secret, encoding);
    fillers.fill(secret, bytes.subarray(byte, byte + length));
    byte += length;
    character = end;
  }
}

function lengthOf(text: string, encoding: 'utf8' | 'latin1'): number {
  return encoding === 'latin1' ? text.length : Buffer.byteLength(text);
}
