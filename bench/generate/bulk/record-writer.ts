import { collectBytes, ETHERTYPE_IPV4, type Passage, pcapWriter } from '../../../samples/builder/index.ts';
import type { BufferedFile } from '../buffered-file.ts';
import type { PayloadPool } from './payload-pool.ts';

/** Offsets within a record of a cooked classic capture (LINKTYPE_LINUX_SLL) with IPv4 without options. */
export const AT_IP = 32;
export const AT_TRANSPORT = 52;
const FILE_HEADER_BYTES = 24;
const AT_TIME = 0;
const AT_CAPTURED_LENGTH = 8;
const AT_ORIGINAL_LENGTH = 12;
const RECORD_HEADER_BYTES = 16;
const AT_IP_LENGTH = AT_IP + 2;
const AT_IP_CHECKSUM = AT_IP + 10;
const AT_IP_ADDRESSES = AT_IP + 12;
const PROTOCOL_TCP = 6;
const PROTOCOL_UDP = 17;
const MICROSECONDS = 1_000_000;

/** The record of a packet without its payload, as the builder of the samples writes it. */
export type RecordTemplate = Buffer;

/** Makes a template of an IPv4 packet that ends where the payload from the pool is to begin. */
export function recordTemplate(packet: Buffer, passage: Passage): RecordTemplate {
  const file = collectBytes((write) => {
    const writer = pcapWriter(write, { linkLayer: 'sll', epoch: 0 });
    writer.write({ time: 0, etherType: ETHERTYPE_IPV4, bytes: packet, passage });
  });
  return file.subarray(FILE_HEADER_BYTES);
}

/**
 * Writes records. A template is copied, the fields that differ are patched, and lengths and checksums are set. For a checksum
 * only the headers are summed: the sum of the payload is known from the pool.
 */
export class RecordWriter {
  readonly buffer: Buffer;
  readonly #file: BufferedFile;
  readonly #pool: PayloadPool;
  readonly #epoch: number;
  #at = 0;
  #headLength = 0;
  #payloadAt = 0;
  #payloadLength = 0;

  constructor(file: BufferedFile, pool: PayloadPool, epoch: number) {
    this.buffer = file.buffer;
    this.#file = file;
    this.#pool = pool;
    this.#epoch = epoch;
  }

  /** Writes template and payload, and returns where they begin in `buffer`. Fields may be patched there until `end` is called. */
  begin(template: RecordTemplate, time: number, payloadLength: number): number {
    const { buffer } = this;
    const length = template.length + payloadLength;
    const at = this.#file.reserve(length);
    template.copy(buffer, at);
    const payloadAt = this.#pool.take(payloadLength);
    if (payloadLength > 0)
      this.#pool.bytes.copy(buffer, at + template.length, payloadAt, payloadAt + payloadLength);
    buffer.writeUInt32LE(this.#epoch + Math.floor(time / MICROSECONDS), at + AT_TIME);
    buffer.writeUInt32LE(Math.floor(time) % MICROSECONDS, at + AT_TIME + 4);
    buffer.writeUInt32LE(length - RECORD_HEADER_BYTES, at + AT_CAPTURED_LENGTH);
    buffer.writeUInt32LE(length - RECORD_HEADER_BYTES, at + AT_ORIGINAL_LENGTH);
    buffer.writeUInt16BE(length - AT_IP, at + AT_IP_LENGTH);
    this.#at = at;
    this.#headLength = template.length;
    this.#payloadAt = payloadAt;
    this.#payloadLength = payloadLength;
    return at;
  }

  /** Writes the checksums, and UDP's length, of the record begun last. */
  end(): void {
    const { buffer } = this;
    const at = this.#at;
    const transportLength = this.#headLength + this.#payloadLength - AT_TRANSPORT;
    const protocol = buffer[at + AT_IP + 9];
    buffer.writeUInt16BE(0, at + AT_IP_CHECKSUM);
    buffer.writeUInt16BE(checksum(this.#words(AT_IP, AT_TRANSPORT)), at + AT_IP_CHECKSUM);
    if (protocol === PROTOCOL_UDP) {
      buffer.writeUInt16BE(transportLength, at + AT_TRANSPORT + 4);
      buffer.writeUInt16BE(0, at + AT_TRANSPORT + 6);
      const sum = checksum(this.#transportSum(PROTOCOL_UDP, transportLength));
      buffer.writeUInt16BE(sum || 0xffff, at + AT_TRANSPORT + 6);
    } else {
      buffer.writeUInt16BE(0, at + AT_TRANSPORT + 16);
      buffer.writeUInt16BE(
        checksum(this.#transportSum(PROTOCOL_TCP, transportLength)),
        at + AT_TRANSPORT + 16,
      );
    }
  }

  /** The words that a transport checksum goes over: pseudo-header, header, payload (RFC 9293 section 3.1). */
  #transportSum(protocol: number, length: number): number {
    const payload = this.#pool.sum(this.#payloadAt, this.#payloadLength);
    // After a head of odd length the payload's bytes stand at the other half of their words (RFC 1071 section 2B).
    const placed = (this.#headLength & 1) === 0 ? payload : ((payload & 0xff) << 8) | (payload >>> 8);
    const addresses = this.#words(AT_IP_ADDRESSES, AT_TRANSPORT);
    return addresses + protocol + length + this.#words(AT_TRANSPORT, this.#headLength) + placed;
  }

  #words(from: number, to: number): number {
    const { buffer } = this;
    const end = this.#at + to;
    let sum = 0;
    let index = this.#at + from;
    for (; index + 1 < end; index += 2) sum += ((buffer[index] ?? 0) << 8) | (buffer[index + 1] ?? 0);
    return index < end ? sum + ((buffer[index] ?? 0) << 8) : sum;
  }
}

function checksum(sum: number): number {
  const once = (sum & 0xffff) + (sum >>> 16);
  return ~((once & 0xffff) + (once >>> 16)) & 0xffff;
}
