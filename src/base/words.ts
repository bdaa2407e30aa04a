/** Bytes of a word. */
export const WORD = 4;
/** Beyond so many bytes a call into the runtime copies faster than a loop, although it makes an object. */
const LONGEST_LOOP = 4096;

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
 * Copies the bytes from `start` to `end` to the index `at` of other memory, of which `view` is a view. It does not overlap, and has
 * room for them.
 */
export function copyBytes(
  bytes: Buffer,
  start: number,
  end: number,
  target: Buffer,
  view: DataView,
  at: number,
): void {
  if (end - start > LONGEST_LOOP) {
    bytes.copy(target, at, start, end);
    return;
  }
  const from = viewOf(bytes);
  const shift = at - start;
  const lastWord = end - WORD;
  let index = start;
  for (; index <= lastWord; index += WORD) view.setInt32(index + shift, from.getInt32(index, true), true);
  for (; index < end; index++) view.setUint8(index + shift, from.getUint8(index));
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
