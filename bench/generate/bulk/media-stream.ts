import {
  type Endpoint,
  type Passage,
  type Random,
  rtpPacket,
  udpPacket,
} from '../../../samples/builder/index.ts';
import {
  AT_IP,
  AT_TRANSPORT,
  type RecordTemplate,
  type RecordWriter,
  recordTemplate,
} from './record-writer.ts';
import type { BulkSource } from './source.ts';

/** What a kind of media looks like on the wire. Times are microseconds. */
export interface MediaKind {
  readonly payloadType: number;
  /** From one picture, or one stretch of sound, to the next. */
  readonly interval: number;
  /** RTP clock ticks for each of them (RFC 3550 section 5.1). */
  readonly ticks: number;
  /** Packets for each of them. */
  readonly packets: readonly [least: number, most: number];
  readonly payloadBytes: readonly [least: number, most: number];
}

/** G.711 in packets of 20 ms; WebRTC video of about 1 Mbit/s in pictures of four or five packets. */
export const SOUND: MediaKind = {
  payloadType: 0,
  interval: 20_000,
  ticks: 160,
  packets: [1, 1],
  payloadBytes: [160, 160],
};
export const VIDEO: MediaKind = {
  payloadType: 96,
  interval: 33_333,
  ticks: 3000,
  packets: [4, 5],
  payloadBytes: [1160, 1200],
};

const RTP_HEADER_AT = AT_TRANSPORT + 8;
const AT_MARKER = RTP_HEADER_AT + 1;
const AT_SEQUENCE = RTP_HEADER_AT + 2;
const AT_TIMESTAMP = RTP_HEADER_AT + 4;
const MARKER = 0x80;
const PACING = 350;

/** RTP in one direction that never ends. */
export class MediaStream implements BulkSource {
  due: number;
  readonly #kind: MediaKind;
  readonly #random: Random;
  readonly #template: RecordTemplate;
  #begun: number;
  #left: number;
  #sequence: number;
  #timestamp: number;
  #identification: number;

  constructor(random: Random, kind: MediaKind, source: Endpoint, destination: Endpoint, passage: Passage) {
    const { payloadType } = kind;
    this.#kind = kind;
    this.#random = random;
    this.#begun = random.below(kind.interval);
    this.due = this.#begun;
    this.#left = random.between(...kind.packets);
    this.#sequence = random.below(0x8000);
    this.#timestamp = random.uint32();
    this.#identification = random.below(0x1_0000);
    const fields = { payloadType, sequence: 0, timestamp: 0, source: random.uint32(), payloadBytes: 0 };
    this.#template = recordTemplate(udpPacket(source, destination, rtpPacket(random, fields)), passage);
  }

  send(writer: RecordWriter): void {
    const random = this.#random;
    const { interval, packets, payloadBytes, payloadType, ticks } = this.#kind;
    const at = writer.begin(this.#template, this.due, random.between(...payloadBytes));
    this.#left -= 1;
    const { buffer } = writer;
    buffer.writeUInt16BE(this.#identification, at + AT_IP + 4);
    buffer.writeUInt16BE(this.#sequence, at + AT_SEQUENCE);
    buffer.writeUInt32BE(this.#timestamp, at + AT_TIMESTAMP);
    if (this.#left === 0 && packets[1] > 1) buffer[at + AT_MARKER] = payloadType | MARKER;
    writer.end();
    this.#identification = (this.#identification + 1) & 0xffff;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    if (this.#left > 0) {
      this.due += PACING + random.below(PACING);
      return;
    }
    this.#timestamp = (this.#timestamp + ticks) >>> 0;
    this.#left = random.between(...packets);
    this.#begun += interval;
    this.due = this.#begun + random.below(900);
  }
}
