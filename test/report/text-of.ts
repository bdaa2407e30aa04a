import type { Piece } from '../../src/report/index.ts';

/** The text of a report. */
export function textOf(pieces: Iterable<Piece>): string {
  return Buffer.concat(
    Array.from(pieces, (piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
  ).toString();
}
