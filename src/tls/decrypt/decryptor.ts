import type { Buffer } from 'node:buffer';
import { MAX_TLS_FAILED_RECORDS } from '../../base/limits.ts';
import {
  type Arrival,
  type ConnectionConsumer,
  type Direction,
  type EndCause,
  type GapCause,
  type Interest,
  otherDirection,
} from '../../stream/index.ts';
import type { TlsDecryption } from '../handshake.ts';
import type { HandshakeBook } from '../handshake-book.ts';
import { copyOfArrival } from '../record/arrival-marks.ts';
import { bodyLengthOf, RECORD, type RecordTaker, type TlsRecord } from '../record/record.ts';
import type { TlsDecryptionOptions } from './decryption-options.ts';
import { DecryptorSide } from './decryptor-side.ts';
import { HandshakeCourse } from './handshake-course.ts';
import { type HeldEvent, type HeldOwner, HeldTraffic, heldData, heldEnd, heldGap } from './held-traffic.ts';
import { KeyFinder, type KeyState } from './key-finder.ts';
import { PlainDelivery } from './plain-delivery.ts';
import { RecordContent } from './record-content.ts';

/**
 * Decrypts a connection. Where keys are absent that may still come, or the hello of the other side, what comes is held back in the order
 * in which it came, and read when they are there.
 */
export class Decryptor implements RecordTaker, HeldOwner {
  readonly #options: TlsDecryptionOptions;
  readonly #book: HandshakeBook;
  /** What is known changed, not by bytes that came. */
  readonly #onWoken: () => void;
  readonly #course: HandshakeCourse;
  readonly #keys: KeyFinder;
  readonly #plain: PlainDelivery;
  readonly #content: RecordContent;
  readonly #sides: readonly [DecryptorSide, DecryptorSide];
  readonly #held: HeldTraffic;
  #isOver = false;

  constructor(options: TlsDecryptionOptions, book: HandshakeBook, onWoken: () => void) {
    this.#options = options;
    this.#book = book;
    this.#onWoken = onWoken;
    this.#held = new HeldTraffic(this, options.waiting);
    this.#course = new HandshakeCourse(book);
    this.#keys = new KeyFinder(this.#course, options);
    this.#plain = new PlainDelivery(() => options.openPlain(book.handshake.protocol));
    this.#content = new RecordContent(book, this.#course, this.#plain, (side) => this.#unblockOther(side));
    this.#sides = [new DecryptorSide(0, this), new DecryptorSide(1, this)];
  }

  get plain(): ConnectionConsumer | null {
    return this.#plain.consumer;
  }

  get interest(): Interest {
    return this.#isOver || this.#plain.interest === 'unwanted' ? 'unwanted' : 'wanted';
  }

  get firstFrameUnderWay(): number {
    return Math.min(
      this.#plain.consumer?.firstFrameUnderWay ?? Number.POSITIVE_INFINITY,
      this.#held.firstFrame,
      this.#plain.firstFrame,
      ...this.#sides.map((side) => side.firstFrame),
    );
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): void {
    if (this.#isOver) return;
    const read = this.#sides[direction].isBlocked ? start : this.#feed(direction, bytes, start, end, at);
    if (read < end && !this.#isOver) {
      this.#held.add(
        heldData(direction, bytes, read, end, { ...copyOfArrival(at), offset: at.offset + read - start }),
      );
    }
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): void {
    if (this.#isOver || length === 0) return;
    if (this.#sides[direction].isBlocked) {
      this.#held.add(heldGap(direction, length, cause, at));
    } else {
      this.#gap(direction, length, cause, at);
    }
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    if (this.#isOver) {
      this.#plain.end(direction, cause, at);
    } else if (this.#sides[direction].isBlocked) {
      this.#held.add(heldEnd(direction, cause, at));
      if (this.#other(this.#sides[direction]).isEnded) this.#noteEnds();
    } else {
      this.#end(direction, cause, at);
    }
  }

  head(): 'take' {
    return 'take';
  }

  broken(): void {}

  passed(direction: Direction, type: number, length: number, isWhole: boolean): void {
    const side = this.#sides[direction];
    const offset = side.nextOffset;
    side.nextOffset += RECORD.headLength + length;
    if (isWhole || this.#isOver) return;
    const isProtected = this.#course.isSealed(side.isChanged, type, length);
    if (!this.#course.hasHello(direction)) this.#fail({ kind: 'no-handshake' });
    else if (isProtected === true) side.lose(type, length, offset, this.#keys.isReady(side));
    else if (type === RECORD.changeCipherSpec) side.change();
    else side.messages.reset();
  }

  record(record: TlsRecord): boolean {
    if (this.#isOver) return true;
    const side = this.#sides[record.direction];
    const isProtected = this.#course.isSealed(side.isChanged, record.type, bodyLengthOf(record));
    if (isProtected === true && !this.#hasKeys(side)) return this.#isOver;
    side.nextOffset = record.offset + record.end - record.start;
    if (isProtected === true) this.#open(side, record, true);
    else if (isProtected === false) this.#clear(side, record);
    return true;
  }

  hasNewSecret(): boolean {
    return this.#sides.some((side) => side.blockedFor === 'absent' && this.#keys.isReady(side));
  }

  beginAgain(): void {
    for (const side of this.#sides) side.blockedFor = null;
  }

  take(event: HeldEvent): void {
    const { direction, at } = event;
    if (event.kind === 'data') this.data(direction, event.bytes, 0, event.bytes.length, at);
    else if (event.kind === 'gap') this.gap(direction, event.length, event.cause, at);
    else this.end(direction, event.cause, at);
  }

  giveUp(): void {
    this.#stop();
  }

  isLate(): void {
    this.#book.change({ decryption: { kind: 'too-late' } });
  }

  wasWoken(): void {
    this.#onWoken();
  }

  /** Reads bytes; gives the place up to which they are read. */
  #feed(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): number {
    const side = this.#sides[direction];
    let place = start;
    while (place < end && !this.#isOver && !side.isBlocked) {
      const moved = side.arrivalOf(at, at.offset + place - start);
      if (side.search === null) {
        place = side.reader.push(bytes, place, end, moved);
        if (place < end && !side.isBlocked)
          this.#loseWay(side, 'lost', side.arrivalOf(at, at.offset + place - start));
      } else if (!this.#hasKeys(side)) {
        break;
      } else {
        side.beginSearch();
        this.#searchIn(side, bytes, place, end, moved);
        place = end;
      }
    }
    this.#settle(side, at.offset + place - start);
    return this.#isOver ? end : place;
  }

  #searchIn(side: DecryptorSide, bytes: Buffer, start: number, end: number, at: Arrival): void {
    const { direction } = side;
    const rest = side.search?.push(bytes, start, end, at, (record) => this.#believes(side, record)) ?? null;
    if (rest === null) return;
    side.search = null;
    for (const piece of rest) {
      // What cannot be read now is held back, as if it had come so.
      this.data(direction, piece.bytes, piece.start, piece.end, piece.at);
    }
  }

  #believes(side: DecryptorSide, record: TlsRecord): boolean {
    const isChange = record.type === RECORD.changeCipherSpec;
    if (isChange && record.end - record.start === RECORD.headLength + 1 && side.awaitsChange) {
      side.foundClear();
      this.#clear(side, record);
    } else if (isChange || (!this.#open(side, record, false) && !side.believesCandidate(record))) {
      return false;
    }
    side.nextOffset = record.offset + record.end - record.start;
    return true;
  }

  /** The content of a direction's encrypted bytes up to `offset` is known, but for what is being searched for behind a loss. */
  #settle(side: DecryptorSide, offset: number): void {
    this.#plain.settle(side.direction, Math.min(offset, side.lossOffset));
  }

  #gap(direction: Direction, length: number, cause: GapCause, at: Arrival): void {
    const side = this.#sides[direction];
    if (!this.#course.hasHello(direction)) {
      this.#fail({ kind: 'no-handshake' });
      return;
    }
    if (this.#course.isSealed(side.isChanged, RECORD.data, length) === true && !this.#hasKeys(side)) {
      if (!this.#isOver) this.#held.add(heldGap(direction, length, cause, at));
      return;
    }
    if (side.search !== null) {
      side.search.reset();
      return;
    }
    side.noteGap(cause, at);
    if (!side.reader.gap(length, at)) this.#loseWay(side, cause, at);
  }

  /** It is not known where the next record begins. */
  #loseWay(side: DecryptorSide, cause: GapCause, at: Arrival): void {
    if (!this.#course.hasHello(side.direction)) this.#fail({ kind: 'no-handshake' });
    else side.loseWay(cause, at);
    this.#acceptEarlyData(side);
  }

  #end(direction: Direction, cause: EndCause, at: Arrival): void {
    const side = this.#sides[direction];
    side.isEnded = true;
    side.reader.end(at);
    const lost = side.lostAtEnd(at.offset);
    if (side.hasFailed && !side.isProven) {
      this.#fail({ kind: 'failed', frame: side.failureFrame });
    } else if (lost !== null && lost.length > 0 && this.#plain.consumer !== null) {
      this.#plain.gap(direction, lost.length, lost.cause, lost.at);
    }
    this.#plain.end(direction, cause, at);
    this.#plain.settle(direction, Number.POSITIVE_INFINITY);
    this.#acceptEarlyData(side);
    this.#noteEnds();
  }

  /** Nothing comes any more that a direction waits for. */
  #noteEnds(): void {
    const isEnded = this.#sides.some((side) => side.isEnded && this.#other(side).blockedFor === 'wait');
    if (isEnded) this.#fail({ kind: 'no-handshake' });
  }

  /** A server whose answer about early data is absent has taken them if it took the session they belong to. */
  #acceptEarlyData(side: DecryptorSide): void {
    const { session } = this.#course;
    if (side.direction === this.#course.client) return;
    session.takesEarlyData ??= session.serverHello?.hasPreSharedKey ?? null;
    this.#unblockOther(side);
  }

  /** The keys of a direction are at hand. False: it waits for them, or it is over. */
  #hasKeys(side: DecryptorSide): boolean {
    const state = this.#keys.stateOf(side);
    if (state === 'ready' && this.#other(side).blockedFor !== 'absent') return true;
    const { direction } = side;
    // What the other direction held back came before.
    if (state === 'ready') side.blockedFor = 'order';
    else if (state === 'wait' && (this.#course.hasHello(direction) || this.#course.client !== null)) {
      // Each waits for the other: a hello is absent.
      if (this.#other(side).blockedFor === 'wait') this.#fail({ kind: 'no-handshake' });
      else side.blockedFor = 'wait';
    } else if (state === 'absent' && this.#options.waiting.mayCome) {
      side.blockedFor = 'absent';
      this.#book.change({ decryption: { kind: 'no-secret' } });
    } else this.#fail(this.#failureOf(state));
    return false;
  }

  #failureOf(state: KeyState): TlsDecryption {
    if (state === 'absent') return { kind: 'no-secret' };
    if (state !== 'unknown-suite') return { kind: 'no-handshake' };
    return { kind: 'unknown-suite', suite: this.#course.session.serverHello?.suite ?? 0 };
  }

  /** Opens a record and reads what it holds. `isPlaced`: see `ProtectedDirection.open`. False: it cannot be opened. */
  #open(side: DecryptorSide, record: TlsRecord, isPlaced: boolean): boolean {
    if (this.#content.open(side, record, isPlaced)) return true;
    if (isPlaced) this.#noteFailure(side);
    return false;
  }

  #clear(side: DecryptorSide, record: TlsRecord): void {
    if (!this.#content.clear(side, record)) this.#fail({ kind: 'no-handshake' });
  }

  #noteFailure(side: DecryptorSide): void {
    if (!side.hasFailedFor(MAX_TLS_FAILED_RECORDS)) return;
    const decryption: TlsDecryption = { kind: 'failed', frame: side.failureFrame };
    if (!side.isProven) this.#fail(decryption);
    else if (this.#book.handshake.decryption.kind !== 'failed') this.#book.change({ decryption });
  }

  #other(side: DecryptorSide): DecryptorSide {
    return this.#sides[otherDirection(side.direction)];
  }

  /** What the other direction waits for may have come in this one: what it held back came before. */
  #unblockOther(side: DecryptorSide): void {
    const other = this.#other(side);
    if (this.#isOver || other.blockedFor !== 'wait') return;
    if (this.#keys.stateOf(other) !== 'wait') this.#held.replay();
  }

  #fail(decryption: TlsDecryption): void {
    if (this.#isOver) return;
    this.#book.change({ decryption });
    this.#stop();
  }

  #stop(): void {
    this.#isOver = true;
    this.#held.drop();
    for (const direction of [0, 1] as const) this.#plain.settle(direction, Number.POSITIVE_INFINITY);
    for (const side of this.#sides) side.reader.reset();
  }
}
