/** Captures of a few HTTP messages, made by hand: raw IP packets (LINKTYPE_RAW), without handshakes. */

/** What is sent over one connection, in order. */
export interface Talk {
  readonly client: string;
  readonly server: string;
  readonly serverPort?: number;
  readonly turns: readonly Turn[];
}

export interface Turn {
  readonly from: 'client' | 'server';
  readonly bytes: Buffer;
  /** Bytes that the snap length leaves of the message. */
  readonly captured?: number;
}

const SEGMENT_BYTES = 1400;
const LINKTYPE_RAW = 101;
const BEGIN = 1_700_000_000;

/** A classic pcap with microseconds; each segment comes a millisecond after the one before. */
export function pcapOf(talks: readonly Talk[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(LINKTYPE_RAW, 20);
  const records: Buffer[] = [header];
  let milliseconds = 0;
  for (const [index, talk] of talks.entries()) {
    const sequence = { client: 1000, server: 5000 };
    for (const { from, bytes, captured = bytes.length } of talk.turns) {
      const other = from === 'client' ? 'server' : 'client';
      for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
        const part = bytes.subarray(at, at + SEGMENT_BYTES);
        const tcp = tcpSegment(from, talk, 40_000 + index, sequence[from], sequence[other], part);
        const packet = ipPacket(
          from === 'client' ? talk.client : talk.server,
          from === 'client' ? talk.server : talk.client,
          tcp,
        );
        const missing = Math.max(0, at + part.length - Math.max(captured, at));
        records.push(record(packet, packet.length - missing, milliseconds));
        sequence[from] += part.length;
        milliseconds += 1;
      }
    }
    milliseconds += 20;
  }
  return Buffer.concat(records);
}

function tcpSegment(
  from: 'client' | 'server',
  { serverPort = 9091 }: Talk,
  clientPort: number,
  sequence: number,
  acknowledged: number,
  payload: Buffer,
): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt16BE(from === 'client' ? clientPort : serverPort, 0);
  head.writeUInt16BE(from === 'client' ? serverPort : clientPort, 2);
  head.writeUInt32BE(sequence, 4);
  head.writeUInt32BE(acknowledged, 8);
  head.writeUInt8(5 << 4, 12);
  head.writeUInt8(0x18, 13);
  head.writeUInt16BE(64_000, 14);
  return Buffer.concat([head, payload]);
}

function ipPacket(source: string, destination: string, payload: Buffer): Buffer {
  if (source.includes(':')) {
    const head = Buffer.alloc(40);
    head.writeUInt32BE(0x60000000, 0);
    head.writeUInt16BE(payload.length, 4);
    head.writeUInt8(6, 6);
    head.writeUInt8(64, 7);
    for (const [index, group] of [...groups(source), ...groups(destination)].entries())
      head.writeUInt16BE(group, 8 + index * 2);
    return Buffer.concat([head, payload]);
  }
  const head = Buffer.alloc(20);
  head.writeUInt8(0x45, 0);
  head.writeUInt16BE(20 + payload.length, 2);
  head.writeUInt8(64, 8);
  head.writeUInt8(6, 9);
  head.set(source.split('.').map(Number), 12);
  head.set(destination.split('.').map(Number), 16);
  return Buffer.concat([head, payload]);
}

/** The eight groups of an IPv6 address. */
function groups(address: string): readonly number[] {
  const [before = '', after] = address.split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}

function record(packet: Buffer, captured: number, milliseconds: number): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(BEGIN + Math.floor(milliseconds / 1000), 0);
  head.writeUInt32LE((milliseconds % 1000) * 1000, 4);
  head.writeUInt32LE(captured, 8);
  head.writeUInt32LE(packet.length, 12);
  return Buffer.concat([head, packet.subarray(0, captured)]);
}

/** A message with its length, where it is not given. */
export function message(start: string, fields: readonly string[], body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  const hasLength = fields.some((field) => /^(?:content-length|transfer-encoding):/i.test(field));
  const all = hasLength ? fields : [...fields, `Content-Length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(`${[start, ...all].join('\r\n')}\r\n\r\n`, 'utf8'), bytes]);
}
