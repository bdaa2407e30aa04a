import { MAX_TLS_SEARCHED_BYTES_OF_CONNECTION } from '../../base/limits.ts';
import type { Arrival, GapCause } from '../../stream/index.ts';
import type { OpenedRecord, RecordCipher } from '../cipher/record-cipher.ts';
import { RECORD, type TlsRecord } from '../record/record.ts';
import type { DirectionKeys } from './direction-keys.ts';
import { Loss, type LostContent, numbersAfter, numbersUnderNext } from './loss.ts';
import type { WaitingConnections } from './waiting-connections.ts';

/** Keys after the present one that a record behind absent bytes is tried with. */
const KEYS_AHEAD = 2;
/** What one try costs beside the bytes it decrypts, in bytes. */
const TRY_BYTES = 2048;
const USUAL_RECORD_BYTES = 1024;
/** Bytes of a Finished message of TLS up to 1.2 (RFC 5246 §7.4.9), and of an EndOfEarlyData message. */
const FINISHED_LENGTH = 16;
const END_OF_EARLY_DATA_LENGTH = 4;

/** Opens the records of one direction, one after the other, and finds its way again behind those that are lost. */
export class ProtectedDirection {
  readonly keys: DirectionKeys;
  /** Records in a row that could not be opened. */
  failures = 0;
  /** Frame of the first of them. */
  failureFrame = 0;
  /** Some record was opened. */
  isProven = false;
  /** Records that cannot be opened do not count until one can: early data that the server does not take (RFC 8446 §4.2.10). */
  skipsUnreadable = false;
  /** Bytes before the content in the body of the record that was opened last. */
  lead = 0;
  #sequence = 0;
  #loss: Loss | null = null;
  #lost: LostContent | null = null;
  #recordLength = USUAL_RECORD_BYTES;
  #searchBytes = MAX_TLS_SEARCHED_BYTES_OF_CONNECTION;
  readonly #budget: WaitingConnections;

  /** `budget`: holds what all connections may spend in search. */
  constructor(keys: DirectionKeys, budget: WaitingConnections) {
    this.keys = keys;
    this.#budget = budget;
  }

  /** Offset of the first byte that is lost so far; infinite where none is. */
  get lossOffset(): number {
    return this.#loss?.offset ?? Number.POSITIVE_INFINITY;
  }

  /** A new key holds from the next record on. */
  moveKeys(): void {
    this.keys.move(1);
    this.#sequence = 0;
  }

  /**
   * Opens the next record; null where that cannot be done. `isPlaced`: it is certain that a record stands here, so that one that cannot
   * be opened counts as lost.
   */
  open(record: TlsRecord, isPlaced: boolean): OpenedRecord | null {
    const { bytes, start, end, offset, marks } = record;
    const cipher = this.keys.ahead(0);
    if (this.#loss === null && cipher !== null) {
      const opened = cipher.open(bytes, start, end, this.#sequence);
      if (opened !== null) return this.#accept(opened, cipher, record, this.#sequence);
    }
    this.#loss ??= new Loss(offset, 'lost', marks.at(0));
    const found = this.#openAfter(this.#loss, record);
    if (found !== null) return found;
    if (isPlaced) this.#miss(this.#loss, record, cipher);
    return null;
  }

  /** A record is lost of which the header was seen. */
  loseRecord(type: number, length: number, offset: number, cause: GapCause, at: Arrival): void {
    this.#loss ??= new Loss(offset, cause, at);
    this.#loss.add(this.#contentOf(type, length));
    this.keys.ahead(0)?.skip(1, length);
  }

  /** Bytes from `offset` on are lost, and with them the place where the next record begins. */
  loseBytes(offset: number, cause: GapCause, at: Arrival): void {
    this.#loss ??= new Loss(offset, cause, at);
    this.#loss.uncount();
    this.keys.ahead(0)?.skip(0, 0);
  }

  /** What was lost was no encrypted record after all. */
  forgetLoss(): void {
    this.#loss = null;
  }

  /** A record may stand here; the one behind it can be opened if it does. True: no record can be opened without the one before it. */
  noteCandidate({ bytes, start, end }: TlsRecord): boolean {
    const cipher = this.keys.ahead(0) ?? this.keys.ahead(1);
    if (cipher === null || !(cipher.needsPrior || cipher.isGenuine)) return false;
    cipher.advance(bytes, start, end);
    return true;
  }

  /** Content that is absent before what was opened last; null where no record is. It is given once. */
  takeLost(): LostContent | null {
    const lost = this.#lost;
    this.#lost = null;
    return lost;
  }

  /** Content that is absent when the direction ends, having been read up to `offset`; null where none is. */
  lostAtEnd(offset: number): LostContent | null {
    const loss = this.#loss;
    if (loss === null) return null;
    const length =
      loss.records === null
        ? Math.max(0, offset - loss.offset - RECORD.headLength - this.#overhead)
        : loss.content;
    return { length, cause: loss.cause, at: loss.at };
  }

  /** Bytes of a body beside the content, also where the present key is not known: the suite is the same. */
  get #overhead(): number {
    const cipher = this.keys.ahead(0) ?? this.keys.ahead(1) ?? this.keys.ahead(2);
    return cipher?.overhead ?? 0;
  }

  #contentOf(type: number, length: number): number {
    return this.keys.carriesContent(type) ? Math.max(0, length - this.#overhead) : 0;
  }

  #miss(loss: Loss, { type, bytes, start, end, marks }: TlsRecord, cipher: RecordCipher | null): void {
    loss.add(this.#contentOf(type, end - start - RECORD.headLength));
    cipher?.advance(bytes, start, end);
    if (this.skipsUnreadable || cipher === null) return;
    this.failures += 1;
    if (this.failures === 1) this.failureFrame = marks.at(marks.count - 1).frame;
  }

  #accept(opened: OpenedRecord, cipher: RecordCipher, record: TlsRecord, sequence: number): OpenedRecord {
    cipher.advance(record.bytes, record.start, record.end);
    this.#sequence = sequence + 1;
    this.#recordLength = record.end - record.start;
    this.lead = cipher.lead;
    this.failures = 0;
    this.isProven = true;
    this.skipsUnreadable = false;
    return opened;
  }

  #openAfter(loss: Loss, record: TlsRecord): OpenedRecord | null {
    const present = this.keys.ahead(0);
    if (present !== null && !present.needsPrior) {
      const numbers = this.skipsUnreadable
        ? [this.#sequence]
        : numbersAfter(loss, record.offset, this.#sequence, present, this.#recordLength);
      const found = this.#tryNumbers(present, record, numbers);
      if (found !== null) {
        this.#lost = this.#lostBefore(loss, record.offset, present, found.sequence);
        return this.#found(found.opened, present, record, found.sequence);
      }
    }
    for (let steps = 1; steps <= KEYS_AHEAD; steps += 1) {
      const cipher = this.keys.ahead(steps);
      if (cipher === null || cipher.needsPrior) continue;
      const found = this.#tryNumbers(cipher, record, numbersUnderNext(loss, record.offset, cipher));
      if (found === null) continue;
      this.#lost = this.#lostBeforeKey(loss, record.offset, cipher, found.sequence);
      this.keys.move(steps);
      return this.#found(found.opened, cipher, record, found.sequence);
    }
    return null;
  }

  #found(opened: OpenedRecord, cipher: RecordCipher, record: TlsRecord, sequence: number): OpenedRecord {
    this.#loss = null;
    return this.#accept(opened, cipher, record, sequence);
  }

  #tryNumbers(
    cipher: RecordCipher,
    { bytes, start, end }: TlsRecord,
    numbers: Iterable<number>,
  ): { readonly opened: OpenedRecord; readonly sequence: number } | null {
    for (const sequence of numbers) {
      const cost = TRY_BYTES + end - start;
      if (cost > this.#searchBytes || cost > this.#budget.searchBytes) return null;
      this.#searchBytes -= cost;
      this.#budget.searchBytes -= cost;
      const opened = cipher.open(bytes, start, end, sequence);
      if (opened !== null) return { opened, sequence };
    }
    return null;
  }

  /** What is absent where the key stayed the same. */
  #lostBefore(loss: Loss, offset: number, cipher: RecordCipher, sequence: number): LostContent {
    if (this.keys.stage === 'handshake') return { length: 0, cause: loss.cause, at: loss.at };
    const records = sequence - this.#sequence;
    const isFinishedLost = this.#sequence === 0 && this.keys.stage === null;
    const length =
      records === loss.records
        ? loss.content
        : contentOf(offset - loss.offset, records, cipher) - (isFinishedLost ? FINISHED_LENGTH : 0);
    return { length: Math.max(0, length), cause: loss.cause, at: loss.at };
  }

  /** What is absent where the key has changed meanwhile: of the records before that it is not known what they carried. */
  #lostBeforeKey(loss: Loss, offset: number, cipher: RecordCipher, sequence: number): LostContent {
    const { stage } = this.keys;
    if (stage === 'early') {
      const length = Math.max(0, loss.content - END_OF_EARLY_DATA_LENGTH);
      return { length, cause: loss.cause, at: loss.at };
    }
    // In TLS up to 1.2 the first record under a key is the Finished message.
    const records = sequence - (stage === null ? 1 : 0);
    if (records <= 0) return { length: 0, cause: loss.cause, at: loss.at };
    const share = loss.records === null ? 1 : records / Math.max(1, loss.records);
    const most = loss.records === null ? contentOf(offset - loss.offset, sequence, cipher) : loss.content;
    const length = Math.round(
      stage === 'application' ? most * share : Math.min(most * share, records * this.#recordLength),
    );
    return { length: Math.max(0, length), cause: loss.cause, at: loss.at };
  }
}

function contentOf(bytes: number, records: number, cipher: RecordCipher): number {
  return bytes - records * (RECORD.headLength + cipher.overhead);
}
