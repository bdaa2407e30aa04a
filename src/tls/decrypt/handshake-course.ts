import { Buffer } from 'node:buffer';
import { MAX_TLS_SESSIONS } from '../../base/limits.ts';
import { type Direction, otherDirection } from '../../stream/index.ts';
import { certificatesOf, hasCertificate } from '../certificates.ts';
import type { TlsAlert } from '../handshake.ts';
import type { HandshakeBook } from '../handshake-book.ts';
import { MESSAGE } from '../handshake-messages.ts';
import { readEncryptedExtensions, readHello } from '../hello.ts';
import type { TrafficStage } from '../keys/key-chain.ts';
import { TlsSession } from '../keys/session.ts';
import { CLEAR_ALERT_LENGTH, RECORD } from '../record/record.ts';
import { TLS_1_3 } from '../version.ts';

/** A handshake message as it came. */
export interface CourseMessage {
  readonly direction: Direction;
  readonly type: number;
  readonly body: Buffer;
  /** With its header. */
  readonly raw: Buffer;
  /** It was decrypted. */
  readonly isSealed: boolean;
  /** Where its direction stands in TLS 1.3; null before, and in TLS up to 1.2. */
  readonly stage: TrafficStage | null;
  readonly frame: number;
}

/** Follows the handshakes of a connection: what keys depend on, and what its encrypted part tells. */
export class HandshakeCourse {
  /** The handshake that was begun last. */
  session = new TlsSession();
  /** The direction of the client; null: no hello was read. */
  client: Direction | null = null;
  readonly #book: HandshakeBook;
  readonly #last: [TlsAlert['after'], TlsAlert['after']] = ['nothing', 'nothing'];
  readonly #hasHello: [boolean, boolean] = [false, false];

  constructor(book: HandshakeBook) {
    this.#book = book;
  }

  /** A hello of this direction was read. */
  hasHello(direction: Direction): boolean {
    return this.#hasHello[direction];
  }

  roleOf(direction: Direction): 'client' | 'server' {
    return direction === this.client ? 'client' : 'server';
  }

  /**
   * Whether a record with this type in its header is encrypted; null: it is to be passed over. `isChanged`: its direction sent a
   * ChangeCipherSpec. `length`: of its body.
   */
  isSealed(isChanged: boolean, type: number, length: number): boolean | null {
    const { isTls13, isRetried } = this.session;
    if (isTls13 === true) {
      if (type === RECORD.data) return true;
      // Sent for the sake of boxes on the way (RFC 8446 §D.4).
      return type === RECORD.changeCipherSpec ? null : false;
    }
    if (isTls13 === false) return isChanged;
    // Early data, before it is known what the server makes of them.
    if (type === RECORD.data) return isRetried ? null : true;
    return isChanged && !isRetried && type !== RECORD.changeCipherSpec && length > CLEAR_ALERT_LENGTH;
  }

  /** Takes the next message. True: the next record of its direction has the next key of TLS 1.3. */
  message(message: CourseMessage): boolean {
    const { direction, type, body, raw, isSealed, stage } = message;
    if (type === MESSAGE.clientHello) this.#clientHello(direction, body);
    else if (type === MESSAGE.serverHello) this.#serverHello(direction, body);
    const isClient = direction === this.client;
    if (stage === null) this.session.note(type, raw, isClient);
    if (type === MESSAGE.clientKeyExchange && isClient && body.length > 2) {
      this.session.encryptedPremaster = Buffer.from(body.subarray(2, 10));
    }
    if (type === MESSAGE.certificate) this.#last[direction] = 'certificate';
    if (!isSealed || stage === null) return false;
    if (stage === 'handshake') this.#sealed(message, isClient);
    return bringsNextKey(type, body, stage);
  }

  /** Data of this direction were decrypted. */
  data(direction: Direction, frame: number): void {
    if (this.#last[direction] === 'data') return;
    this.#last[direction] = 'data';
    const { dataFrame, version } = this.#book.handshake;
    // In TLS 1.3 the sizes of records alone may have been taken for data before.
    const isFirst = this.#last[otherDirection(direction)] !== 'data';
    if (dataFrame === 0 || (isFirst && version === TLS_1_3)) this.#book.change({ dataFrame: frame });
  }

  /** An alert was decrypted. */
  alert(direction: Direction, content: Buffer, frame: number): void {
    if (content.length < 2) return;
    const hasData = this.#last.includes('data');
    if (!hasData && this.#book.handshake.dataFrame > 0) this.#book.change({ dataFrame: 0 });
    this.#book.decryptedAlert(
      direction,
      { level: content[0], description: content[1] },
      this.#last[otherDirection(direction)],
      frame,
    );
  }

  #noteRandom(random: string): void {
    const { clientRandoms } = this.#book.handshake;
    if (clientRandoms.length >= MAX_TLS_SESSIONS || clientRandoms.includes(random)) return;
    this.#book.change({ clientRandoms: [...clientRandoms, random] });
  }

  #clientHello(direction: Direction, body: Buffer): void {
    this.client = direction;
    this.#last[direction] = 'hello';
    this.#hasHello[direction] = true;
    const hello = readHello(body, true);
    const { clientHello, serverHello, isRetried } = this.session;
    const isSecondOfRetry = isRetried && serverHello === null;
    if (clientHello !== null && !isSecondOfRetry) this.session = new TlsSession();
    this.session.clientHello = hello;
    if (hello !== null) this.#noteRandom(hello.random.toString('hex'));
  }

  #serverHello(direction: Direction, body: Buffer): void {
    this.client = otherDirection(direction);
    this.#last[direction] = 'hello';
    this.#hasHello[direction] = true;
    const hello = readHello(body, false);
    if (hello?.isRetry === true) {
      this.session.isRetried = true;
      this.session.takesEarlyData = false;
      return;
    }
    this.session.serverHello = hello;
    if (hello !== null && !hello.hasPreSharedKey) this.session.takesEarlyData = false;
  }

  /** What of the handshake of TLS 1.3 is encrypted (RFC 8446 §4.3, §4.4). */
  #sealed({ type, body, frame }: CourseMessage, isClient: boolean): void {
    const book = this.#book;
    if (type === MESSAGE.encryptedExtensions) {
      const { protocol, hasEarlyData } = readEncryptedExtensions(body);
      this.session.takesEarlyData = hasEarlyData;
      book.change({ protocol });
    } else if (type === MESSAGE.certificateRequest) {
      book.change({ asksClientCertificate: true });
    } else if (type === MESSAGE.certificate && isClient) {
      book.change({ hasClientCertificate: hasCertificate(body, true) });
    } else if (type === MESSAGE.certificate) {
      book.change({ certificates: certificatesOf(body, true), certificateFrame: frame });
    } else if (type === MESSAGE.finished && !isClient) {
      book.change({ asksClientCertificate: book.handshake.asksClientCertificate ?? false });
    }
  }
}

/** Whether the next record has the next key (RFC 8446 §4.4.4, §4.5, §4.6.3). Behind lost bytes, anything may look like a message. */
function bringsNextKey(type: number, body: Buffer, stage: TrafficStage): boolean {
  if (type === MESSAGE.finished) return stage === 'handshake' && FINISHED_LENGTHS.has(body.length);
  if (type === MESSAGE.endOfEarlyData) return stage === 'early' && body.length === 0;
  return type === MESSAGE.keyUpdate && stage === 'application' && body.length === 1 && body[0] <= 1;
}

/** Bytes of the hashes of TLS 1.3. */
const FINISHED_LENGTHS: ReadonlySet<number> = new Set([32, 48]);
