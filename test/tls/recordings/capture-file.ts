/** Classic captures of Ethernet, IPv4 and TCP as arrays of frames. It shares no code with the program. */
export interface CapturedFrame {
  readonly seconds: number;
  readonly microseconds: number;
  readonly bytes: Buffer;
  readonly originalLength: number;
}

/** Where the parts of a TCP segment stand in its frame. */
export interface SegmentPlaces {
  readonly source: number;
  readonly destination: number;
  readonly flags: number;
  readonly sequence: number;
  readonly payload: Buffer;
}

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const ETHERNET_BYTES = 14;

/** The frames of a little-endian classic capture with microseconds. */
export function readCapture(file: Buffer): readonly CapturedFrame[] {
  if (file.readUInt32LE(0) !== 0xa1b2c3d4) throw new Error('no little-endian capture with microseconds');
  const frames: CapturedFrame[] = [];
  for (let at = FILE_HEADER_BYTES; at + RECORD_HEADER_BYTES <= file.length; ) {
    const end = at + RECORD_HEADER_BYTES + file.readUInt32LE(at + 8);
    frames.push({
      seconds: file.readUInt32LE(at),
      microseconds: file.readUInt32LE(at + 4),
      bytes: Buffer.from(file.subarray(at + RECORD_HEADER_BYTES, end)),
      originalLength: file.readUInt32LE(at + 12),
    });
    at = end;
  }
  return frames;
}

export function writeCapture(frames: readonly CapturedFrame[]): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  const records = frames.map(({ seconds, microseconds, bytes, originalLength }) => {
    const head = Buffer.alloc(RECORD_HEADER_BYTES);
    head.writeUInt32LE(seconds, 0);
    head.writeUInt32LE(microseconds, 4);
    head.writeUInt32LE(bytes.length, 8);
    head.writeUInt32LE(originalLength, 12);
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([header, ...records]);
}

/** The TCP segment in a frame; the recordings hold nothing else. */
export function segmentOf({ bytes }: CapturedFrame): SegmentPlaces {
  const ip = ETHERNET_BYTES;
  const tcp = ip + ((bytes[ip] ?? 0) & 15) * 4;
  return {
    source: bytes.readUInt16BE(tcp),
    destination: bytes.readUInt16BE(tcp + 2),
    sequence: bytes.readUInt32BE(tcp + 4),
    flags: bytes[tcp + 13] ?? 0,
    payload: bytes.subarray(tcp + ((bytes[tcp + 12] ?? 0) >> 4) * 4, ip + bytes.readUInt16BE(ip + 2)),
  };
}
