/** Characters that are written at once: many small writes cost more than the writing. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Joins small pieces of text to pieces worth writing. */
export function* inChunks(pieces: Iterable<string>): Iterable<string> {
  let parts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < CHUNK_CHARACTERS) continue;
    yield parts.join('');
    parts = [];
    length = 0;
  }
  if (length > 0) yield parts.join('');
}
