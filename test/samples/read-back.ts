/** A reader of the samples' own files, apart from hookscope's and only good for sound input: little-endian pcap, SLL or Ethernet, IPv4. */
export interface ReadFrame {
  readonly number: number;
  /** Microseconds since the first frame. */
  readonly time: number;
  readonly length: number;
  readonly captured: number;
  /** The packet without its link header. */
  readonly packet: Buffer;
}

export interface ReadSegment {
  readonly source: string;
  readonly destination: string;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
  readonly timestamps: readonly [number, number] | null;
  readonly windowScale: number | null;
  readonly maximumSegmentSize: number | null;
  readonly payload: Buffer;
}

const LINK_HEADERS: Readonly<Record<number, number>> = { 1: 14, 113: 16 };

export function readPcap(file: Buffer): readonly ReadFrame[] {
  const link = LINK_HEADERS[file.readUInt32LE(20)];
  if (file.readUInt32LE(0) !== 0xa1b2c3d4 || link === undefined) throw new Error('not a sample');
  const frames: ReadFrame[] = [];
  let first: number | null = null;
  for (let at = 24; at < file.length; ) {
    const time = file.readUInt32LE(at) * 1_000_000 + file.readUInt32LE(at + 4);
    first ??= time;
    const captured = file.readUInt32LE(at + 8);
    const bytes = file.subarray(at + 16, at + 16 + captured);
    frames.push({
      number: frames.length + 1,
      time: time - first,
      length: file.readUInt32LE(at + 12),
      captured,
      packet: bytes.subarray(link),
    });
    at += 16 + captured;
  }
  return frames;
}

/** The TCP segment of an IPv4 packet, null where it is none. */
export function readSegment(packet: Buffer): ReadSegment | null {
  if (packet[0] !== 0x45 || packet[9] !== 6) return null;
  const tcp = packet.subarray(20, packet.readUInt16BE(2));
  const headerBytes = ((tcp[12] ?? 0) >> 4) * 4;
  const options = readOptions(tcp.subarray(20, headerBytes));
  const end = (at: number, port: number) => `${packet.subarray(at, at + 4).join('.')}:${port}`;
  return {
    source: end(12, tcp.readUInt16BE(0)),
    destination: end(16, tcp.readUInt16BE(2)),
    sequence: tcp.readUInt32BE(4),
    acknowledgement: tcp.readUInt32BE(8),
    flags: tcp[13] ?? 0,
    window: tcp.readUInt16BE(14),
    ...options,
    payload: tcp.subarray(headerBytes),
  };
}

function readOptions(
  options: Buffer,
): Pick<ReadSegment, 'timestamps' | 'windowScale' | 'maximumSegmentSize'> {
  let timestamps: readonly [number, number] | null = null;
  let windowScale: number | null = null;
  let maximumSegmentSize: number | null = null;
  for (let at = 0; at < options.length; ) {
    const kind = options[at];
    if (kind === 1) {
      at += 1;
      continue;
    }
    if (kind === 2) maximumSegmentSize = options.readUInt16BE(at + 2);
    if (kind === 3) windowScale = options[at + 2] ?? null;
    if (kind === 8) timestamps = [options.readUInt32BE(at + 2), options.readUInt32BE(at + 6)];
    at += options[at + 1] ?? options.length;
  }
  return { timestamps, windowScale, maximumSegmentSize };
}
