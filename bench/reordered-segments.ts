import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 4 * 1024 * 1024;
const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
/** Linux cooked header, then IPv4. */
const LINK_HEADER_BYTES = 16;
const PROTOCOL_TCP = 6;
const SYN = 2;

/**
 * Counts the TCP segments from or to a port that stand behind a later one of their direction. For generated captures
 * (classic, little-endian, cooked, IPv4), in which nothing is sent twice.
 */
export function reorderedSegments(path: string, port: number): number {
  /** The highest sequence number behind a segment, by direction. */
  const reached = new Map<string, number>();
  let reordered = 0;
  for (const record of records(path)) {
    const ip = LINK_HEADER_BYTES;
    if (record[ip + 9] !== PROTOCOL_TCP) continue;
    const tcp = ip + ((record[ip] ?? 0) & 15) * 4;
    if (record.readUInt16BE(tcp) !== port && record.readUInt16BE(tcp + 2) !== port) continue;
    const direction = record.toString('latin1', ip + 12, ip + 20) + record.toString('latin1', tcp, tcp + 4);
    const sequence = record.readUInt32BE(tcp + 4);
    const headerBytes = ((record[tcp + 12] ?? 0) >> 4) * 4;
    const length = ip + record.readUInt16BE(ip + 2) - tcp - headerBytes;
    const before = ((record[tcp + 13] ?? 0) & SYN) === 0 ? reached.get(direction) : undefined;
    const end = (sequence + length) >>> 0;
    // Sequence numbers are compared modulo 2^32 (RFC 9293 §3.4).
    if (before !== undefined && length > 0 && ((sequence - before) | 0) < 0) reordered += 1;
    if (before === undefined || ((end - before) | 0) > 0) reached.set(direction, end);
  }
  return reordered;
}

/** The frames of a capture, each in a buffer that the next one writes over. */
function* records(path: string): Iterable<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let held = readSync(file, buffer, 0, CHUNK_BYTES, null);
    for (let at = FILE_HEADER_BYTES; ; ) {
      const begin = at + RECORD_HEADER_BYTES;
      const end = begin <= held ? begin + buffer.readUInt32LE(at + 8) : Number.POSITIVE_INFINITY;
      if (end <= held) {
        yield buffer.subarray(begin, end);
        at = end;
        continue;
      }
      buffer.copyWithin(0, at, held);
      held -= at;
      at = 0;
      const read = readSync(file, buffer, held, CHUNK_BYTES - held, null);
      if (read === 0) return;
      held += read;
    }
  } finally {
    closeSync(file);
  }
}
