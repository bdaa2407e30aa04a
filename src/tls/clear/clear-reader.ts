import type { Buffer } from 'node:buffer';
import { type Arrival, type Direction, otherDirection } from '../../stream/index.ts';
import type { TlsAlert } from '../handshake.ts';
import type { HandshakeBook } from '../handshake-book.ts';
import { HandshakeMessages } from '../handshake-messages.ts';
import {
  CLEAR_ALERT_LENGTH,
  isRecordHead,
  RECORD,
  type RecordTaker,
  type TlsRecord,
} from '../record/record.ts';
import { RecordReader } from '../record/record-reader.ts';
import { suiteOf } from '../suite/suites.ts';
import { TLS_1_3 } from '../version.ts';
import { ClearAnswerReader } from './clear-answer.ts';
import { ClearHandshake } from './clear-handshake.ts';
import { Rounds, sealingLength } from './rounds.ts';

/**
 * Bytes of an encrypted record of TLS 1.3 below which it can hold no Finished message (4 + 32 bytes and a tag of at least 8,
 * RFC 8446 §4.4.4, §5.2).
 */
const LEAST_FINISHED_LENGTH = 45;
/**
 * Lengths of an encrypted record of TLS 1.3 with an alert: 2 bytes, the type and a tag of 16, or of 8 in suites with CCM_8; JSSE adds 16
 * bytes of padding. A Certificate message without a certificate is 6 bytes longer.
 */
const ALERT_LENGTHS: ReadonlySet<number> = new Set([19, 35, 11, 27]);
/** Bytes of an encrypted record of TLS 1.3 that is an alert or a KeyUpdate (5 bytes, the type and a tag of 16), or as short. */
const KEY_UPDATE_LENGTH = 22;

/** What is read of one direction. */
interface Side {
  readonly reader: RecordReader;
  readonly messages: HandshakeMessages;
  /** It has changed to encryption (TLS 1.2 and before). */
  isEncrypted: boolean;
  last: TlsAlert['after'];
  /** Records of type 23. */
  dataRecords: number;
  /** Bytes or gaps came. */
  isBegun: boolean;
  /** Bytes of handshake messages are absent: no more of them are read. */
  isGarbled: boolean;
  /** No more records are read. */
  isBroken: boolean;
}

/** Reads what a TLS connection tells without keys: the hellos, certificates, alerts in clear, and the sizes and times of data. */
export class ClearReader implements RecordTaker {
  readonly #book: HandshakeBook;
  readonly #followsData: boolean;
  readonly #sides: readonly [Side, Side] = [this.#newSide(0), this.#newSide(1)];
  readonly #handshake: ClearHandshake;
  readonly #rounds = new Rounds();
  #answer: ClearAnswerReader | null = null;
  /** The server sent something between the client's Finished and the first request. */
  #hasTickets = false;
  /** The server sent something encrypted after the client had (TLS 1.3). */
  #isServerHeard = false;
  #isSettled = false;

  constructor(book: HandshakeBook, followsData: boolean) {
    this.#book = book;
    this.#followsData = followsData;
    this.#handshake = new ClearHandshake(book);
  }

  /** Nothing more is to be learned. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Nothing more is wanted of it: the content is read. */
  stop(): void {
    this.#isSettled = true;
    if (this.#book.handshake.rounds !== null) this.#book.change({ rounds: null });
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): void {
    const side = this.#sides[direction];
    if (side.isBroken) {
      if (this.#answer?.direction === direction) this.#noteAnswer(this.#answer, bytes, start, end);
      return;
    }
    const isFirst = !side.isBegun;
    side.isBegun = true;
    if (isFirst && this.#isAnswerInClear(direction, bytes, start, end)) {
      side.isBroken = true;
      this.#answer = new ClearAnswerReader(direction, at.frame);
      this.#noteAnswer(this.#answer, bytes, start, end);
      return;
    }
    side.reader.push(bytes, start, end, at);
  }

  gap(direction: Direction, length: number, at: Arrival): void {
    // A length of 0 is the beginning of what the capture has: a record may begin there.
    if (length === 0) return;
    const side = this.#sides[direction];
    side.isBegun = true;
    this.#rounds.miss();
    if (!side.reader.gap(length, at)) side.isBroken = true;
    if (this.#sides[0].isBroken && this.#sides[1].isBroken) this.#settle();
  }

  /** The connection is over, or no more of it is read. */
  end(): void {
    if (this.#followsData && !this.#isSettled) this.#noteRounds();
  }

  head(direction: Direction, type: number, length: number, at: Arrival): 'take' | 'pass' | 'stop' {
    if (type !== RECORD.data) return 'take';
    this.#data(direction, length, at);
    return this.#isSettled ? 'stop' : 'pass';
  }

  passed(direction: Direction, type: number, _length: number, isWhole: boolean, at: Arrival): void {
    if (type === RECORD.data && direction === this.#book.handshake.client) this.#rounds.requestEnd(at);
    // Of a record that is wanted bytes are absent; its header says enough, or the next one may begin within a message.
    if (type === RECORD.changeCipherSpec) this.#changeCipherSpec(direction);
    if (type === RECORD.handshake && !isWhole) this.#sides[direction].isGarbled = true;
  }

  broken(direction: Direction): void {
    this.#sides[direction].isBroken = true;
    this.#rounds.miss();
  }

  record({ direction, type, bytes, start, end, marks }: TlsRecord): boolean {
    const side = this.#sides[direction];
    const body = start + RECORD.headLength;
    const at = marks.at(marks.count - 1);
    if (type === RECORD.alert) this.#alert(direction, bytes.subarray(body, end), at);
    else if (type === RECORD.changeCipherSpec) this.#changeCipherSpec(direction);
    // In TLS 1.3 what is encrypted has the type of data.
    else if (side.isEncrypted && this.#book.handshake.version !== TLS_1_3) {
      side.last = 'encrypted';
      if (direction === this.#book.handshake.client) this.#book.change({ isClientFinished: true });
    } else if (type === RECORD.handshake) this.#messages(direction, bytes, body, end, at);
    return true;
  }

  #newSide(direction: Direction): Side {
    return {
      reader: new RecordReader(direction, this),
      messages: new HandshakeMessages(),
      isEncrypted: false,
      last: 'nothing',
      dataRecords: 0,
      isBegun: false,
      isGarbled: false,
      isBroken: false,
    };
  }

  #settle(): void {
    if (this.#followsData) this.#noteRounds();
    this.#isSettled = true;
  }

  /** The first bytes that answer a ClientHello are no record. */
  #isAnswerInClear(direction: Direction, bytes: Buffer, start: number, end: number): boolean {
    const { client } = this.#book.handshake;
    if (client === null || client === direction) return false;
    if (end - start >= RECORD.headLength) {
      return !isRecordHead(bytes[start], bytes[start + 1], bytes.readUInt16BE(start + 3));
    }
    return !isRecordHead(bytes[start], 3, 0);
  }

  #noteAnswer(answer: ClearAnswerReader, bytes: Buffer, start: number, end: number): void {
    if (answer.push(bytes, start, end)) this.#book.change({ clearAnswer: answer.answer });
  }

  #messages(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): void {
    const side = this.#sides[direction];
    if (side.isGarbled) return;
    const isRead = side.messages.push(bytes, start, end, (type, body) => {
      side.last = this.#handshake.message(direction, type, body, at.frame) ?? side.last;
    });
    if (!isRead) side.isBroken = true;
  }

  #changeCipherSpec(direction: Direction): void {
    const side = this.#sides[direction];
    if (!side.isEncrypted && !side.isGarbled) this.#handshake.changeCipherSpec(direction);
    side.isEncrypted = true;
  }

  #alert(direction: Direction, body: Buffer, at: Arrival): void {
    const clear = body.length === CLEAR_ALERT_LENGTH ? { level: body[0], description: body[1] } : null;
    this.#book.alert(direction, clear, this.#sides[otherDirection(direction)].last, at.frame);
  }

  /**
   * A record of encrypted data. In TLS 1.3 most of the handshake looks like that as well: the first record of the client
   * holds its Finished message at least, or an alert; what it sends after that is data.
   */
  #data(direction: Direction, length: number, at: Arrival): void {
    const side = this.#sides[direction];
    side.dataRecords += 1;
    const { client, version, alerts } = this.#book.handshake;
    if (version !== TLS_1_3) {
      side.last = 'data';
      this.#noteData(at);
      this.#round(direction, length, at, false);
      return;
    }
    side.last = 'encrypted';
    if (direction !== client) {
      if (this.#isRejection(direction, length)) this.#book.rejected(direction, 'encrypted', at.frame);
      if (this.#sides[otherDirection(direction)].dataRecords > 0) this.#noteServerHeard();
      if (length > KEY_UPDATE_LENGTH) this.#answerOfTls13(direction, length, at);
    } else if (side.dataRecords === 1 && ALERT_LENGTHS.has(length)) {
      this.#book.alert(direction, null, this.#sides[otherDirection(direction)].last, at.frame);
    } else {
      if (length >= LEAST_FINISHED_LENGTH) this.#book.change({ isClientFinished: true });
      if (side.dataRecords === 1) return;
      if (alerts.length === 0 && length >= LEAST_FINISHED_LENGTH) this.#noteData(at);
      if (length > KEY_UPDATE_LENGTH) this.#round(direction, length, at, false);
    }
  }

  /**
   * A record of the size of an alert is the first that the server sends after the client's part of the handshake: the server does not
   * accept that, although the client may have sent data by then.
   */
  #isRejection(direction: Direction, length: number): boolean {
    const hasClientSpoken = this.#sides[otherDirection(direction)].dataRecords > 0;
    return hasClientSpoken && !this.#isServerHeard && ALERT_LENGTHS.has(length);
  }

  #noteServerHeard(): void {
    this.#isServerHeard = true;
    if (!this.#followsData && this.#book.handshake.dataFrame > 0) this.#isSettled = true;
  }

  /** What a server sends before the client's Finished belongs to its handshake; before a request, it may be tickets. */
  #answerOfTls13(direction: Direction, length: number, at: Arrival): void {
    if (this.#sides[otherDirection(direction)].dataRecords === 0) return;
    if (this.#rounds.hasRequest) this.#round(direction, length, at, !this.#hasTickets);
    else this.#hasTickets = true;
  }

  #round(direction: Direction, length: number, at: Arrival, mayBeTickets: boolean): void {
    if (!this.#followsData) return;
    const { client, suite, version } = this.#book.handshake;
    if (client === null) return;
    const sealing = sealingLength(suite === null ? null : suiteOf(suite), version);
    const content = Math.max(0, length - sealing);
    const isNew =
      direction === client ? this.#rounds.request(content) : this.#rounds.response(content, at, mayBeTickets);
    if (this.#rounds.isFull) {
      this.#rounds.miss();
      this.#settle();
    } else if (isNew) this.#noteRounds();
  }

  #noteRounds(): void {
    const rounds = this.#rounds.facts();
    if (rounds !== null) this.#book.change({ rounds });
  }

  #noteData({ frame }: Arrival): void {
    if (this.#book.handshake.dataFrame > 0) return;
    this.#book.change({ dataFrame: frame });
    // In TLS 1.3 the server may still turn down what the client sent.
    const isCertain = this.#book.handshake.version !== TLS_1_3 || this.#isServerHeard;
    if (!this.#followsData && isCertain) this.#isSettled = true;
  }
}
