/** Characters of one write: many small writes would take longer than the writing itself. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Joins small pieces of text into chunks that are worth a write. */
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

/** The same for pieces that come in portions. A portion does not wait for the next one. */
export async function* portionsInChunks(portions: AsyncIterable<Iterable<string>>): AsyncIterable<string> {
  for await (const pieces of portions) yield* inChunks(pieces);
}
