import {
  type Endpoint,
  optionBytes,
  type Passage,
  type Random,
  TCP_FLAGS,
  tcpPacket,
  tlsClientHello,
  tlsServerHello,
} from '../../../samples/builder/index.ts';
import { AT_TRANSPORT, type RecordTemplate, type RecordWriter, recordTemplate } from './record-writer.ts';
import type { BulkSource } from './source.ts';

type Side = 'client' | 'server';

/** A segment that is to be sent: by whom, with what, and the microseconds until the next. */
interface Step {
  readonly side: Side;
  readonly flags: number;
  /** Bytes before the payload from the pool. */
  readonly head: Buffer;
  readonly payloadBytes: number;
  readonly pause: number;
}

const AT_CLIENT_PORT = { client: AT_TRANSPORT, server: AT_TRANSPORT + 2 } as const;
const AT_SEQUENCE = AT_TRANSPORT + 4;
const AT_ACKNOWLEDGEMENT = AT_TRANSPORT + 8;
const AT_FLAGS = AT_TRANSPORT + 13;
const AT_TIMESTAMPS = { syn: AT_TRANSPORT + 28, other: AT_TRANSPORT + 24 } as const;
const MAXIMUM_SEGMENT_SIZE = 1460;
const TIMESTAMPS_BYTES = optionBytes({ timestamps: [0, 0] }).length;
const WINDOW = 501;
const RECORD_HEADER_BYTES = 5;
/** Bytes of a TLS record that fills one segment: servers that care for latency send such records. */
const RECORD_BYTES = MAXIMUM_SEGMENT_SIZE - TIMESTAMPS_BYTES - RECORD_HEADER_BYTES;
const SEGMENTS_PER_ACKNOWLEDGEMENT = 4;
const PACING = 40;
const HALF_ROUND_TRIP = 9000;
const NOTHING: Buffer = Buffer.alloc(0);
const FIRST_PORT = 40_000;
const PORTS = 20_000;

const { ack, fin, psh, syn } = TCP_FLAGS;

/** A client that reads from a TLS server without end: many connections, with several requests on each. */
export class SecureDownload implements BulkSource {
  due: number;
  readonly #random: Random;
  readonly #templates: Record<Side, Record<'syn' | 'other', RecordTemplate>>;
  readonly #clocks: Record<Side, number>;
  readonly #next: Record<Side, number> = { client: 0, server: 0 };
  readonly #echo: Record<Side, number> = { client: 0, server: 0 };
  #port = FIRST_PORT;
  #steps: Iterator<Step, undefined>;

  constructor(random: Random, client: string, server: Endpoint) {
    this.#random = random;
    this.due = random.below(HALF_ROUND_TRIP * 4);
    this.#clocks = { client: random.below(0x7000_0000), server: random.below(0x7000_0000) };
    const ends = { client: { address: client, port: 0 }, server };
    this.#templates = {
      client: templates(ends.client, ends.server, 'received'),
      server: templates(ends.server, ends.client, 'sent'),
    };
    this.#steps = this.#connection();
  }

  send(writer: RecordWriter): void {
    const step = this.#following();
    const { side, flags } = step;
    const other = side === 'client' ? 'server' : 'client';
    const shape = (flags & syn) === 0 ? 'other' : 'syn';
    const template = this.#templates[side][shape];
    const { head } = step;
    const at = writer.begin(
      head.length === 0 ? template : Buffer.concat([template, head]),
      this.due,
      step.payloadBytes,
    );
    const { buffer } = writer;
    const clock = (this.#clocks[side] + Math.floor(this.due / 1000)) >>> 0;
    const acknowledges = (flags & ack) !== 0;
    buffer.writeUInt16BE(this.#port, at + AT_CLIENT_PORT[side]);
    buffer.writeUInt32BE(this.#next[side], at + AT_SEQUENCE);
    buffer.writeUInt32BE(acknowledges ? this.#next[other] : 0, at + AT_ACKNOWLEDGEMENT);
    buffer[at + AT_FLAGS] = flags;
    buffer.writeUInt32BE(clock, at + AT_TIMESTAMPS[shape]);
    buffer.writeUInt32BE(acknowledges ? this.#echo[other] : 0, at + AT_TIMESTAMPS[shape] + 4);
    writer.end();
    const occupied = head.length + step.payloadBytes + ((flags & (syn | fin)) === 0 ? 0 : 1);
    this.#next[side] = (this.#next[side] + occupied) >>> 0;
    this.#echo[side] = clock;
    this.due += step.pause + this.#random.below((step.pause >> 2) + 1);
  }

  #following(): Step {
    for (;;) {
      const step = this.#steps.next();
      if (step.done !== true) return step.value;
      this.#steps = this.#connection();
    }
  }

  *#connection(): Generator<Step, undefined> {
    const random = this.#random;
    this.#port = FIRST_PORT + ((this.#port - FIRST_PORT + random.between(1, 3)) % PORTS);
    this.#next.client = random.uint32();
    this.#next.server = random.uint32();
    yield this.#step('client', syn, HALF_ROUND_TRIP);
    yield this.#step('server', syn | ack, HALF_ROUND_TRIP);
    yield this.#step('client', ack, PACING);
    yield this.#step('client', ack | psh, HALF_ROUND_TRIP, tlsClientHello(random));
    yield this.#step('server', ack | psh, HALF_ROUND_TRIP, tlsServerHello(random));
    for (let request = random.between(2, 8); request > 0; request -= 1) {
      const asked = random.between(180, 600);
      yield this.#step('client', ack | psh, HALF_ROUND_TRIP, recordHeader(asked), asked);
      yield* this.#answer(random.between(20, 160));
    }
    yield this.#step('client', ack | fin, HALF_ROUND_TRIP);
    yield this.#step('server', ack | fin, HALF_ROUND_TRIP);
    yield this.#step('client', ack, random.between(20, 200) * 1000);
  }

  *#answer(segments: number): Generator<Step, undefined> {
    for (let sent = 1; sent <= segments; sent += 1) {
      const last = sent === segments;
      const length = last ? this.#random.between(40, RECORD_BYTES) : RECORD_BYTES;
      const acknowledged = last || sent % SEGMENTS_PER_ACKNOWLEDGEMENT === 0;
      yield this.#step(
        'server',
        last ? ack | psh : ack,
        acknowledged ? HALF_ROUND_TRIP : PACING,
        recordHeader(length),
        length,
      );
      if (acknowledged) yield this.#step('client', ack, HALF_ROUND_TRIP);
    }
  }

  #step(side: Side, flags: number, pause: number, head: Buffer = NOTHING, payloadBytes = 0): Step {
    return { side, flags, head, payloadBytes, pause };
  }
}

function templates(
  source: Endpoint,
  destination: Endpoint,
  passage: Passage,
): Record<'syn' | 'other', RecordTemplate> {
  const fields = { source, destination, sequence: 0, acknowledgement: 0, flags: ack, window: WINDOW };
  const timestamps = [0, 0] as const;
  const options = {
    maximumSegmentSize: MAXIMUM_SEGMENT_SIZE,
    selectiveAcknowledgement: true,
    timestamps,
    windowScale: 7,
  };
  return {
    syn: recordTemplate(tcpPacket({ ...fields, window: 64_240, options }), passage),
    other: recordTemplate(tcpPacket({ ...fields, options: { timestamps } }), passage),
  };
}

/** The header of a TLS 1.2 record of application data (RFC 5246 section 6.2.1). */
function recordHeader(length: number): Buffer {
  return Buffer.from([23, 3, 3, length >> 8, length & 0xff]);
}
