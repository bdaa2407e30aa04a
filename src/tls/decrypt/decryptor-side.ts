import type { Arrival, Direction, GapCause } from '../../stream/index.ts';
import { HandshakeMessages } from '../handshake-messages.ts';
import type { TrafficStage } from '../keys/key-chain.ts';
import { copyOfArrival, type WritableArrival } from '../record/arrival-marks.ts';
import type { RecordTaker, TlsRecord } from '../record/record.ts';
import { RecordReader } from '../record/record-reader.ts';
import type { LostContent } from './loss.ts';
import type { ProtectedDirection } from './protected-direction.ts';
import { RecordSearch } from './record-search.ts';

/** One direction of a connection that is decrypted. */
export class DecryptorSide {
  readonly direction: Direction;
  readonly reader: RecordReader;
  readonly messages = new HandshakeMessages();
  /** Opens its encrypted records; null before the first. */
  sealed: ProtectedDirection | null = null;
  /** Where records are searched for; null: it is known where they stand. */
  search: RecordSearch | null = null;
  /** What comes is held back: until something of the other direction is read, for a secret, or behind what the other direction held back. Null: it is read. */
  blockedFor: 'wait' | 'absent' | 'order' | null = null;
  isEnded = false;
  /** A part of the encrypted handshake of TLS 1.3 is lost: the rest of it is not read. */
  isGarbled = false;
  /** A ChangeCipherSpec came (TLS up to 1.2): what follows is encrypted. */
  isChanged = false;
  /** The keys that it brought in were not taken yet. */
  awaitsKeys = false;
  /** Offset of the next record. */
  nextOffset = 0;
  #gapCause: GapCause = 'lost';
  #gapAt: Arrival | null = null;
  #isLossNoted = false;
  readonly #at: WritableArrival = { frame: 0, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };

  constructor(direction: Direction, taker: RecordTaker) {
    this.direction = direction;
    this.reader = new RecordReader(direction, taker);
  }

  get isBlocked(): boolean {
    return this.blockedFor !== null;
  }

  /** Offset of the first byte whose content is searched for behind a loss; infinite where none is. */
  get lossOffset(): number {
    if (this.search !== null) return this.nextOffset;
    return this.sealed?.lossOffset ?? Number.POSITIVE_INFINITY;
  }

  get firstFrame(): number {
    return Math.min(this.reader.firstFrame, this.search?.firstFrame ?? Number.POSITIVE_INFINITY);
  }

  /** Where it stands in TLS 1.3; null before its keys are taken, and in TLS up to 1.2. */
  get stage(): TrafficStage | null {
    return this.sealed?.keys.stage ?? null;
  }

  /** Some record was opened. */
  get isProven(): boolean {
    return this.sealed?.isProven === true;
  }

  get hasFailed(): boolean {
    return this.hasFailedFor(1);
  }

  /** Frame of the first of the records that could not be opened. */
  get failureFrame(): number {
    return this.sealed?.failureFrame ?? 0;
  }

  /** A change of keys may be among what is lost (TLS up to 1.2). */
  get awaitsChange(): boolean {
    return !this.isChanged && this.stage === null;
  }

  /** So many records in a row could not be opened. */
  hasFailedFor(records: number): boolean {
    return this.sealed !== null && this.sealed.failures >= records;
  }

  /** `at`, with the offset of a later byte of the same segment. */
  arrivalOf(at: Arrival, offset: number): Arrival {
    const moved = this.#at;
    moved.frame = at.frame;
    moved.seconds = at.seconds;
    moved.nanoseconds = at.nanoseconds;
    moved.acknowledged = at.acknowledged;
    moved.offset = offset;
    return moved;
  }

  change(): void {
    this.isChanged = true;
    this.awaitsKeys = true;
  }

  /** Bytes are absent here. */
  noteGap(cause: GapCause, at: Arrival): void {
    this.#gapCause = cause;
    this.#gapAt = copyOfArrival(at);
  }

  /** An encrypted record at `offset` is lost of which the header was seen. */
  lose(type: number, length: number, offset: number, areKeysReady: boolean): void {
    if (!areKeysReady || this.#gapAt === null) return;
    this.sealed?.loseRecord(type, length, offset, this.#gapCause, this.#gapAt);
  }

  /** It is not known where the next record begins. */
  loseWay(cause: GapCause, at: Arrival): void {
    this.noteGap(cause, at);
    this.reader.reset();
    this.messages.reset();
    this.search = new RecordSearch(this.direction);
    this.#isLossNoted = false;
  }

  /** Its keys are at hand: a search can begin. */
  beginSearch(): void {
    if (this.#isLossNoted || this.#gapAt === null) return;
    this.#isLossNoted = true;
    this.sealed?.loseBytes(this.nextOffset, this.#gapCause, this.#gapAt);
  }

  /** What is lost was in clear, up to a change of keys. */
  foundClear(): void {
    this.messages.reset();
    this.sealed?.forgetLoss();
  }

  believesCandidate(record: TlsRecord): boolean {
    return this.sealed?.noteCandidate(record) === true;
  }

  /** Content that is absent when the direction ends at `offset`; null where none is. */
  lostAtEnd(offset: number): LostContent | null {
    return this.sealed?.lostAtEnd(offset) ?? null;
  }
}
