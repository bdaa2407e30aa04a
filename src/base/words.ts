/** Bytes of a word. */
export const WORD = 4;
/** Fewer bytes are copied one by one: that takes less time than to make an array over them. */
const SHORTEST_ARRAY = 32;

/** A view of a buffer's memory, through which words are read wherever they stand: the same indexes. */
export function newView({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

let lastBytes: Buffer = Buffer.alloc(0);
let lastView = newView(lastBytes);

/** The same for a buffer that is asked for again and again, as that in which frames stand: the view made last is remembered. */
export function viewOf(bytes: Buffer): DataView {
  if (bytes !== lastBytes) {
    lastView = newView(bytes);
    lastBytes = bytes;
  }
  return lastView;
}

/**
 * Copies the bytes from `start` to `end` to the index `at` of other memory, which has room for them and does not overlap.
 * An array over them that is thrown away at once costs less than a loop over words, and less than `Buffer.copy`, which makes one too.
 */
export function copyBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
): void {
  const length = end - start;
  if (length >= SHORTEST_ARRAY) {
    target.set(new Uint8Array(bytes.buffer, bytes.byteOffset + start, length), at);
    return;
  }
  for (let index = 0; index < length; index++) target[at + index] = bytes[start + index];
}

/** Whether the `length` bytes at `place` of one view are those at `at` of another one, which must have as many there. */
export function isSameAt(one: DataView, place: number, other: DataView, at: number, length: number): boolean {
  const last = length - WORD;
  if (last < 0) {
    for (let index = 0; index < length; index++) {
      if (one.getUint8(place + index) !== other.getUint8(at + index)) return false;
    }
    return true;
  }
  for (let index = 0; index < last; index += WORD) {
    if (one.getInt32(place + index, true) !== other.getInt32(at + index, true)) return false;
  }
  // The last word may share bytes with the one before.
  return one.getInt32(place + last, true) === other.getInt32(at + last, true);
}
