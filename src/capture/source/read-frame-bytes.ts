import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import { MAX_FRAME_READ_BYTES } from '../../base/limits.ts';

/**
 * Reads `length` bytes at `offset` of a plain file, where both are those of a frame. Gives fewer bytes where the file
 * ends before. Not for compressed files, because the offsets of their frames are in the decompressed data. Rejects with
 * the operating system's error, or with a RangeError beyond MAX_FRAME_READ_BYTES.
 */
export async function readFrameBytes(path: string, offset: number, length: number): Promise<Buffer> {
  if (length < 0 || length > MAX_FRAME_READ_BYTES) throw new RangeError(`no frame has ${length} bytes`);
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}
