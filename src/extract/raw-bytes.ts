import { Buffer } from 'node:buffer';
import type { RawMessage } from './scrub/message.ts';

/** How many bytes may still be held, by all that share it. */
export interface ByteAllowance {
  left: number;
}

/** Bytes that were delivered together, and the stream offset of the first. */
interface RawPiece {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** The bytes of one direction, as they were delivered, until the message they belong to is known. */
export class RawBytes {
  readonly #allowance: ByteAllowance;
  #pieces: RawPiece[] = [];

  constructor(allowance: ByteAllowance) {
    this.#allowance = allowance;
  }

  /** Takes a copy of the bytes from `start` to `end` at an offset, where the allowance permits. */
  add(offset: number, bytes: Buffer, start: number, end: number): void {
    if (end - start > this.#allowance.left) return;
    this.#allowance.left -= end - start;
    this.#pieces.push({ offset, bytes: Buffer.from(bytes.subarray(start, end)) });
  }

  /** What is held between two offsets; bytes that are not held are 0. */
  read(from: number, to: number): RawMessage {
    const bytes = Buffer.alloc(Math.max(0, to - from));
    let whole = 0;
    for (const { offset, bytes: held } of this.#pieces) {
      const start = Math.max(from, offset);
      const end = Math.min(to, offset + held.length);
      if (end <= start) continue;
      held.copy(bytes, start - from, start - offset, end - offset);
      if (start - from === whole) whole = end - from;
    }
    return { bytes, whole };
  }

  /** Gives back what stands before an offset. */
  release(offset: number): void {
    let kept = 0;
    while (kept < this.#pieces.length) {
      const piece = this.#pieces[kept];
      if (piece === undefined || piece.offset + piece.bytes.length > offset) break;
      this.#allowance.left += piece.bytes.length;
      kept += 1;
    }
    if (kept > 0) this.#pieces = this.#pieces.slice(kept);
  }
}
