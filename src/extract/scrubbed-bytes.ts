import type { Buffer } from 'node:buffer';
import { firstIndex } from '../base/first-index.ts';
import { BLANK, type Fillers } from './scrub/fillers.ts';
import type { CompressedBody } from './scrub/message.ts';

/** Bytes that may be written, from a position on. */
interface ScrubbedPiece {
  readonly from: number;
  readonly bytes: Buffer;
  readonly compressed: CompressedBody | null;
}

/** What may be written of one direction of a connection, by position: everything else of it is blank. */
export class ScrubbedBytes {
  readonly #pieces: ScrubbedPiece[] = [];

  add(piece: ScrubbedPiece): void {
    if (piece.bytes.length > 0) this.#pieces.push(piece);
  }

  /**
   * There is no more to add. What turned out to be secret in one place is now replaced in all places; a compressed body
   * that holds such a secret is blanked. Gives how many bodies were blanked.
   */
  finish(fillers: Fillers): number {
    let blanked = 0;
    for (const { bytes, compressed } of this.#pieces) {
      if (compressed !== null && fillers.holdsKnown(compressed.decoded)) {
        for (const part of compressed.parts) part.fill(BLANK);
        blanked += 1;
      }
      fillers.fillKnown(bytes);
    }
    this.#pieces.sort((one, other) => one.from - other.from);
    return blanked;
  }

  /** Writes into `into` what may be written from a position on; false where some of it belongs to no message that was read. */
  read(position: number, into: Buffer): boolean {
    let covered = 0;
    into.fill(BLANK);
    const end = position + into.length;
    for (let index = this.#lastBefore(end); index >= 0; index -= 1) {
      const piece = this.#pieces[index];
      if (piece === undefined || piece.from + piece.bytes.length <= position) break;
      const start = Math.max(position, piece.from);
      covered += piece.bytes.copy(into, start - position, start - piece.from, end - piece.from);
    }
    return covered >= into.length;
  }

  /** Index of the last piece that begins before a position; -1 where there is none. */
  #lastBefore(end: number): number {
    const pieces = this.#pieces;
    return firstIndex(pieces.length, (index) => pieces[index].from >= end) - 1;
  }
}
