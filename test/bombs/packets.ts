import { internetChecksum } from '../../samples/builder/index.ts';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const IP_BYTES = 20;
const TCP_BYTES = 20;
/** LINKTYPE_RAW: the frame is the IP packet. */
const RAW = 101;
const EPOCH = 1_700_000_000;
const TCP = 6;

export const FLAGS = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

/** A classic pcap file header for raw IP. */
export function fileHeader(): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(RAW, 20);
  return header;
}

/** A record around a packet; `microseconds` since the capture's beginning. */
export function record(microseconds: number, packet: Buffer): Buffer {
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  header.writeUInt32LE(EPOCH + Math.floor(microseconds / 1e6), 0);
  header.writeUInt32LE(microseconds % 1e6, 4);
  header.writeUInt32LE(packet.length, 8);
  header.writeUInt32LE(packet.length, 12);
  return Buffer.concat([header, packet]);
}

export interface TcpFields {
  /** IPv4 addresses as numbers. */
  readonly from: number;
  readonly to: number;
  readonly fromPort: number;
  readonly toPort: number;
  readonly sequence?: number;
  readonly acknowledgement?: number;
  readonly flags?: number;
  readonly payload?: Buffer;
}

/** An IPv4 packet with a TCP segment whose checksum is left to the network card (0), as capturing hosts see it. */
export function tcp(fields: TcpFields): Buffer {
  const payload = fields.payload ?? Buffer.alloc(0);
  const segment = Buffer.alloc(TCP_BYTES + payload.length);
  segment.writeUInt16BE(fields.fromPort, 0);
  segment.writeUInt16BE(fields.toPort, 2);
  segment.writeUInt32BE((fields.sequence ?? 0) >>> 0, 4);
  segment.writeUInt32BE((fields.acknowledgement ?? 0) >>> 0, 8);
  segment[12] = 0x50;
  segment[13] = fields.flags ?? FLAGS.ack;
  segment.writeUInt16BE(0xffff, 14);
  payload.copy(segment, TCP_BYTES);
  return ip(fields.from, fields.to, segment, TCP);
}

/** An IPv4 packet; `fragment` is the field with flags and offset. */
export function ip(
  from: number,
  to: number,
  payload: Buffer,
  protocol: number,
  identification = 0,
  fragment = 0,
): Buffer {
  const header = Buffer.alloc(IP_BYTES);
  header[0] = 0x45;
  header.writeUInt16BE(IP_BYTES + payload.length, 2);
  header.writeUInt16BE(identification & 0xffff, 4);
  header.writeUInt16BE(fragment, 6);
  header[8] = 64;
  header[9] = protocol;
  header.writeUInt32BE(from >>> 0, 12);
  header.writeUInt32BE(to >>> 0, 16);
  header.writeUInt16BE(internetChecksum(header), 10);
  return Buffer.concat([header, payload]);
}

const CLIENT = 0x0a00_0001;
const SERVER = 0x0a00_0002;
const SEGMENT_BYTES = 60_000;

/** The records of a connection to port 9091 that carries these bytes, each write in segments of its own. */
export function* conversation(
  writes: readonly (readonly ['request' | 'answer', Buffer])[],
  clientPort = 40_000,
): Iterable<Buffer> {
  const client = { from: CLIENT, to: SERVER, fromPort: clientPort, toPort: 9091 };
  const server = { from: SERVER, to: CLIENT, fromPort: 9091, toPort: clientPort };
  let time = 0;
  const next = { request: 1, answer: 1 };
  const after = (microseconds: number, packet: Buffer): Buffer => {
    time += microseconds;
    return record(time, packet);
  };
  yield after(0, tcp({ ...client, flags: FLAGS.syn }));
  yield after(100, tcp({ ...server, flags: FLAGS.syn | FLAGS.ack, acknowledgement: 1 }));
  for (const [side, bytes] of writes) {
    const ends = side === 'request' ? client : server;
    const other = side === 'request' ? 'answer' : 'request';
    for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
      const payload = bytes.subarray(at, at + SEGMENT_BYTES);
      yield after(10, tcp({ ...ends, sequence: next[side], acknowledgement: next[other], payload }));
      next[side] += payload.length;
    }
  }
  const flags = FLAGS.fin | FLAGS.ack;
  yield after(100, tcp({ ...client, sequence: next.request, acknowledgement: next.answer, flags }));
  yield after(100, tcp({ ...server, sequence: next.answer, acknowledgement: next.request + 1, flags }));
}

/** A POST of a hook with a body. */
export function hook(body: Buffer | string, fields: readonly string[] = [], method = 'connect'): Buffer {
  const bytes = Buffer.from(body as string);
  const head = [
    `POST /app/${method} HTTP/1.1`,
    'Host: backend',
    'Content-Type: application/json',
    `Content-Length: ${bytes.length}`,
    ...fields,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]);
}

export const OK = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
);
