import type { Piece } from '../../src/report/index.ts';

/** The text of a report. */
export function textOf(pieces: Iterable<Piece>): string {
  // Copies: the bytes of a piece are written over when further ones are made.
  return Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece))).toString();
}
