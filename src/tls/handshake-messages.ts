import { Buffer } from 'node:buffer';
import { MAX_TLS_HANDSHAKE_BYTES } from '../base/limits.ts';

/** Types of handshake messages (RFC 8446 §4, RFC 5246 §7.4), and the length of a message's header. */
export const MESSAGE = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  endOfEarlyData: 5,
  encryptedExtensions: 8,
  certificate: 11,
  certificateRequest: 13,
  serverHelloDone: 14,
  clientKeyExchange: 16,
  finished: 20,
  keyUpdate: 24,
  headLength: 4,
} as const;

/** Takes one message: its type and its body; `raw`: with its header. They may be used until the call returns. */
export type MessageTaker = (type: number, body: Buffer, raw: Buffer) => void;

const FIRST_ROOM = 1024;

/** Puts the handshake messages of one direction together: a record may hold several, and a message may lie across records. */
export class HandshakeMessages {
  #held: Buffer | null = null;
  #length = 0;

  /** A message is held in part. */
  get isWithin(): boolean {
    return this.#length > 0;
  }

  /** Takes the content of a record. False: a message is longer than is waited for, and nothing more can be read. */
  push(bytes: Buffer, start: number, end: number, take: MessageTaker): boolean {
    let place = start;
    if (this.#held !== null && this.#length > 0) {
      place = this.#complete(this.#held, bytes, start, end, take);
      if (place < 0) return false;
    }
    while (end - place >= MESSAGE.headLength) {
      const whole = place + MESSAGE.headLength + bytes.readUIntBE(place + 1, 3);
      if (whole > end) break;
      take(bytes[place], bytes.subarray(place + MESSAGE.headLength, whole), bytes.subarray(place, whole));
      place = whole;
    }
    this.#hold(bytes, place, end);
    return true;
  }

  /** Forgets a message that is held in part. */
  reset(): void {
    this.#held = null;
    this.#length = 0;
  }

  /** Adds to the message that is held in part; gives the place behind it, or -1 where it is too long. */
  #complete(held: Buffer, bytes: Buffer, start: number, end: number, take: MessageTaker): number {
    let place = start;
    if (this.#length < MESSAGE.headLength) {
      place += bytes.copy(
        held,
        this.#length,
        start,
        Math.min(end, start + MESSAGE.headLength - this.#length),
      );
      this.#length += place - start;
      if (this.#length < MESSAGE.headLength) return place;
    }
    const whole = MESSAGE.headLength + held.readUIntBE(1, 3);
    if (whole > MESSAGE.headLength + MAX_TLS_HANDSHAKE_BYTES) {
      this.reset();
      return -1;
    }
    const until = Math.min(end, place + whole - this.#length);
    this.#hold(bytes, place, until);
    if (this.#length === whole && this.#held !== null) {
      const raw = this.#held.subarray(0, whole);
      this.reset();
      take(raw[0], raw.subarray(MESSAGE.headLength), raw);
    }
    return until;
  }

  #hold(bytes: Buffer, start: number, end: number): void {
    if (start >= end) return;
    const length = this.#length + end - start;
    if (this.#held === null || this.#held.length < length) {
      const room = Buffer.allocUnsafeSlow(Math.max(FIRST_ROOM, 2 * length));
      this.#held?.copy(room, 0, 0, this.#length);
      this.#held = room;
    }
    bytes.copy(this.#held, this.#length, start, end);
    this.#length = length;
  }
}
