import type { Buffer } from 'node:buffer';
import type { HandshakeBook } from '../handshake-book.ts';
import { bodyLengthOf, CLEAR_ALERT_LENGTH, RECORD, type TlsRecord } from '../record/record.ts';
import type { DecryptorSide } from './decryptor-side.ts';
import type { HandshakeCourse } from './handshake-course.ts';
import type { PlainDelivery } from './plain-delivery.ts';

/** Takes what records hold: handshake messages, alerts, changes of keys and data. */
export class RecordContent {
  readonly #book: HandshakeBook;
  readonly #course: HandshakeCourse;
  readonly #plain: PlainDelivery;
  readonly #onMessage: (side: DecryptorSide) => void;

  /** `onMessage`: a message of the handshake was taken, which the other direction may have waited for. */
  constructor(
    book: HandshakeBook,
    course: HandshakeCourse,
    plain: PlainDelivery,
    onMessage: (side: DecryptorSide) => void,
  ) {
    this.#book = book;
    this.#course = course;
    this.#plain = plain;
    this.#onMessage = onMessage;
  }

  /** Decrypts a record and takes what it holds. False: it cannot be opened. */
  open(side: DecryptorSide, record: TlsRecord, isPlaced: boolean): boolean {
    const { direction, marks } = record;
    const { sealed } = side;
    const { stage } = side;
    const opened = sealed?.open(record, isPlaced) ?? null;
    if (sealed === null || opened === null) return false;
    side.isChanged = true;
    if (this.#book.handshake.decryption.kind !== 'decrypted') {
      this.#book.change({ decryption: { kind: 'decrypted' } });
    }
    const lost = sealed.takeLost();
    if (lost !== null) {
      side.messages.reset();
      // What is left of the handshake may begin within a message; where it ends, the next key tells.
      if (stage === 'handshake') side.isGarbled = true;
      if (lost.length > 0) this.#plain.gap(direction, lost.length, lost.cause, lost.at);
    }
    const { frame } = marks.at(marks.count - 1);
    const { type, bytes, start, end } = opened;
    if (type === RECORD.data) {
      if (end > start) this.#course.data(direction, frame);
      this.#plain.content(record, opened, sealed.lead);
    } else if (type === RECORD.handshake) this.#messages(side, bytes, start, end, frame, true);
    else if (type === RECORD.alert) this.#course.alert(direction, bytes.subarray(start, end), frame);
    else if (type === RECORD.changeCipherSpec) side.change();
    return true;
  }

  /** Takes a record in clear. False: the connection was met in its midst, and nothing of it can be decrypted. */
  clear(side: DecryptorSide, record: TlsRecord): boolean {
    const { type, bytes, start, end, marks } = record;
    if (type === RECORD.handshake) {
      const { frame } = marks.at(marks.count - 1);
      this.#messages(side, bytes, start + RECORD.headLength, end, frame, false);
      return this.#course.hasHello(side.direction) || side.messages.isWithin;
    }
    if (type === RECORD.changeCipherSpec) side.change();
    const isSealedAlert = type === RECORD.alert && bodyLengthOf(record) > CLEAR_ALERT_LENGTH;
    return type !== RECORD.data && (!isSealedAlert || this.#course.hasHello(side.direction));
  }

  #messages(
    side: DecryptorSide,
    bytes: Buffer,
    start: number,
    end: number,
    frame: number,
    isSealed: boolean,
  ): void {
    const { direction } = side;
    if (side.isGarbled && side.stage === 'handshake') return;
    const isRead = side.messages.push(bytes, start, end, (type, body, raw) => {
      const { stage } = side;
      const isNextKey = this.#course.message({ direction, type, body, raw, isSealed, stage, frame });
      if (isNextKey) side.sealed?.moveKeys();
      this.#onMessage(side);
    });
    if (!isRead) side.messages.reset();
  }
}
