import type { Frame } from '../../src/capture/index.ts';
import { ACK, createSegment, FIN, RST, type Segment, SYN } from '../../src/packet/index.ts';
import {
  type Arrival,
  type ConnectionConsumer,
  type ConnectionSummary,
  ConnectionTracker,
  type Direction,
  type Interest,
} from '../../src/stream/index.ts';

/** One hand-made segment between two hosts. Client is 192.0.2.1:40000, server 192.0.2.2:9091 unless said otherwise. */
export interface Sent {
  readonly from: 'client' | 'server';
  readonly seq: number;
  readonly ack?: number;
  readonly flags?: 'S' | 'SA' | 'F' | 'R' | 'RA' | '';
  readonly data?: string;
  /** Bytes on the wire where the capture cut the frame. */
  readonly wireLength?: number;
  /** Seconds since the first frame; left out: 1 ms after the one before. */
  readonly at?: number;
  readonly clientPort?: number;
  /** IPv4 address as a number. */
  readonly clientAddress?: number;
  readonly window?: number;
  /** Default: 64. */
  readonly ttl?: number;
  /** Gives the segment a TCP header with such a checksum; `partial` is that of the pseudo-header alone. Left out: no header was kept. */
  readonly checksum?: 'good' | 'bad' | 'partial';
}

const CLIENT = 0xc0000201;
const SERVER = 0xc0000202;
const FLAGS = { S: SYN, SA: SYN | ACK, F: FIN | ACK, R: RST, RA: RST | ACK, '': ACK } as const;

export interface Ran {
  /** What each connection's consumer was told, as readable lines. */
  readonly log: readonly string[];
  readonly summaries: readonly ConnectionSummary[];
  /** The number of the connection of each segment that was taken. */
  readonly connections: readonly number[];
  readonly tracker: ConnectionTracker;
}

/** Runs segments through a tracker. Log lines: `0> "text" @frame`, `0< gap 5 lost @frame`, `0> end fin`. */
export function runSegments(
  sent: readonly Sent[],
  options: {
    readonly ports?: ReadonlySet<number>;
    readonly interest?: (text: string) => Interest;
    readonly finish?: boolean;
    readonly joined?: boolean;
    /** Which segments are taken; the numbers and times of frames stay. Default: all. */
    readonly only?: (sent: Sent) => boolean;
  } = {},
): Ran {
  const log: string[] = [];
  const tracker = new ConnectionTracker({
    ports: options.ports ?? null,
    wakes: (bytes, start) => bytes[start] === 0x50,
    open: (connection) => loggingConsumer(connection, log, options.interest ?? (() => 'wanted')),
  });
  let clock = 0;
  const connections = sent.flatMap((one, index) => {
    clock = one.at ?? clock + 0.001;
    if (options.only?.(one) === false) return [];
    return [tracker.segment(frameAt(index + 1, clock), segmentOf(one))];
  });
  if (options.finish !== false) tracker.finish();
  const snapshot = tracker.snapshot();
  const summaries = Array.from({ length: snapshot.count }, (_, connection) => snapshot.summary(connection));
  return { log: options.joined ? joined(log) : log, summaries, connections, tracker };
}

/** Joins pieces of the same direction that follow each other, so that segmentation does not show. */
function joined(log: readonly string[]): readonly string[] {
  const sides = new Map<string, string>();
  for (const line of log) {
    const data = /^(\d+[<>]) "(.*)" @\d+$/s.exec(line);
    if (data === null) continue;
    const [, side = '', text = ''] = data;
    sides.set(side, (sides.get(side) ?? '') + text);
  }
  return [...sides].map(([side, text]) => `${side} ${text}`).sort();
}

function loggingConsumer(
  connection: number,
  log: string[],
  interest: (text: string) => Interest,
): ConnectionConsumer {
  const side = (direction: Direction): string => `${connection}${direction === 0 ? '>' : '<'}`;
  return {
    data: (direction, bytes, start, end, at: Arrival) => {
      const text = bytes.toString('latin1', start, end);
      log.push(`${side(direction)} "${text}" @${at.frame}`);
      return interest(text);
    },
    gap: (direction, length, cause, at) => {
      log.push(`${side(direction)} gap ${length} ${cause} @${at.frame}`);
      return 'wanted';
    },
    end: (direction, cause) => {
      log.push(`${side(direction)} end ${cause}`);
    },
  };
}

export function segmentOf(sent: Sent): Segment {
  const data = Buffer.from(sent.data ?? '', 'latin1');
  const fromClient = sent.from === 'client';
  const clientPort = sent.clientPort ?? 40000;
  const client = sent.clientAddress ?? CLIENT;
  const segment = Object.assign(createSegment(), {
    family: 4,
    source0: fromClient ? client : SERVER,
    destination0: fromClient ? SERVER : client,
    sourcePort: fromClient ? clientPort : 9091,
    destinationPort: fromClient ? 9091 : clientPort,
    sequence: sent.seq >>> 0,
    acknowledgement: (sent.ack ?? 0) >>> 0,
    flags: FLAGS[sent.flags ?? ''] & (sent.ack === undefined && sent.flags === undefined ? ~ACK : 0xff),
    window: sent.window ?? 1000,
    ttl: sent.ttl ?? 64,
    bytes: data,
    payloadStart: 0,
    payloadEnd: data.length,
    payloadLength: sent.wireLength ?? data.length,
    headerStart: -1,
  });
  return sent.checksum === undefined ? segment : withHeader(segment, sent.checksum);
}

const HEADER_BYTES = 20;
const CHECKSUM_AT = 16;

/** The segment with a TCP header before its payload, checksum and all (RFC 9293 §3.1). */
function withHeader(segment: Segment, checksum: 'good' | 'bad' | 'partial'): Segment {
  const bytes = Buffer.concat([Buffer.alloc(HEADER_BYTES), segment.bytes]);
  bytes.writeUInt16BE(segment.sourcePort, 0);
  bytes.writeUInt16BE(segment.destinationPort, 2);
  bytes.writeUInt32BE(segment.sequence, 4);
  bytes.writeUInt32BE(segment.acknowledgement, 8);
  bytes.writeUInt16BE(((HEADER_BYTES / 4) << 12) | segment.flags, 12);
  bytes.writeUInt16BE(segment.window, 14);
  const pseudoHeader = Buffer.alloc(12);
  pseudoHeader.writeUInt32BE(segment.source0, 0);
  pseudoHeader.writeUInt32BE(segment.destination0, 4);
  pseudoHeader.writeUInt16BE(6, 8);
  pseudoHeader.writeUInt16BE(bytes.length, 10);
  const sum = {
    good: 0xffff - onesComplementSum(Buffer.concat([pseudoHeader, bytes])),
    bad: 0x7fff - onesComplementSum(Buffer.concat([pseudoHeader, bytes])),
    partial: onesComplementSum(pseudoHeader),
  }[checksum];
  bytes.writeUInt16BE(sum & 0xffff, CHECKSUM_AT);
  return Object.assign(segment, {
    bytes,
    headerStart: 0,
    payloadStart: HEADER_BYTES,
    payloadEnd: bytes.length,
  });
}

function onesComplementSum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 1) sum += at % 2 === 0 ? (bytes[at] ?? 0) << 8 : (bytes[at] ?? 0);
  return sum % 0xffff;
}

export function frameAt(number: number, clock: number): Frame {
  const seconds = Math.floor(clock);
  return {
    number,
    seconds,
    nanoseconds: Math.round((clock - seconds) * 1e9),
    timed: true,
    linkType: 1,
    interface: -1,
    bytes: Buffer.alloc(0),
    start: 0,
    end: 0,
    originalLength: 0,
    file: 0,
    offset: 0,
  };
}

/** A handshake with these initial sequence numbers. */
export function handshake(clientIsn = 1000, serverIsn = 5000): readonly Sent[] {
  return [
    { from: 'client', seq: clientIsn, flags: 'S' },
    { from: 'server', seq: serverIsn, ack: clientIsn + 1, flags: 'SA' },
    { from: 'client', seq: clientIsn + 1, ack: serverIsn + 1 },
  ];
}
