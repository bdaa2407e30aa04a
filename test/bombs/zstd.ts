const MAGIC = Buffer.from('28b52ffd', 'hex');
/** A window of 2 MiB, nothing else. */
const FRAME_HEADER = Buffer.from([0, 0x58]);
const MOST_BLOCK_BYTES = 128 * 1024;
const RAW = 0;
const RUN = 1;

/** RFC 8878 section 3.1.1.2: a block's header. */
function blockHead(size: number, type: number, last: boolean): Buffer {
  const value = (size << 3) | (type << 1) | (last ? 1 : 0);
  return Buffer.from([value & 0xff, (value >> 8) & 0xff, value >> 16]);
}

/** A zstd frame that begins with bytes and goes on with `count` runs of 128 KiB of one byte, at four bytes each. */
export function zstdRuns(beginning: Buffer, byte: number, count: number): Buffer {
  const run = Buffer.concat([blockHead(MOST_BLOCK_BYTES, RUN, false), Buffer.from([byte])]);
  return Buffer.concat([
    MAGIC,
    FRAME_HEADER,
    blockHead(beginning.length, RAW, false),
    beginning,
    ...Array.from({ length: count }, () => run),
    blockHead(0, RAW, true),
  ]);
}
