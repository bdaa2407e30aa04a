import type { Piece } from './format.ts';

/** Characters of one write: many small writes would take longer than the writing itself. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Joins small pieces of text into chunks that are worth a write. Bytes are such a chunk already. */
export function* inChunks(pieces: Iterable<Piece>): Iterable<Piece> {
  let parts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    const isText = typeof piece === 'string';
    if (isText) {
      parts.push(piece);
      length += piece.length;
      if (length < CHUNK_CHARACTERS) continue;
    }
    if (length > 0) yield parts.join('');
    parts = [];
    length = 0;
    if (!isText) yield piece;
  }
  if (length > 0) yield parts.join('');
}

/** The same for pieces that come in portions. A portion does not wait for the next one. */
export async function* portionsInChunks(portions: AsyncIterable<Iterable<Piece>>): AsyncIterable<Piece> {
  for await (const pieces of portions) yield* inChunks(pieces);
}
