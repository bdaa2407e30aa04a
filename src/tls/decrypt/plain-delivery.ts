import type {
  Arrival,
  ConnectionConsumer,
  Direction,
  EndCause,
  GapCause,
  Interest,
} from '../../stream/index.ts';
import type { OpenedRecord } from '../cipher/record-cipher.ts';
import type { WritableArrival } from '../record/arrival-marks.ts';
import { RECORD, type TlsRecord } from '../record/record.ts';
import { RecordOffsets } from './record-offsets.ts';

/**
 * Hands the content of records to its reader, each byte with the arrival of the byte that it was encrypted as. The last byte of a record
 * has the arrival that completed it: before it nobody could read the record.
 */
export class PlainDelivery {
  readonly #open: () => ConnectionConsumer;
  #consumer: ConnectionConsumer | null = null;
  #interest: Interest = 'undecided';
  readonly #lengths: [number, number] = [0, 0];
  readonly #offsets: readonly [RecordOffsets, RecordOffsets] = [new RecordOffsets(), new RecordOffsets()];
  readonly #at: WritableArrival = { frame: 0, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };

  /** `open` makes the reader of the content, when there is some. */
  constructor(open: () => ConnectionConsumer) {
    this.#open = open;
  }

  get consumer(): ConnectionConsumer | null {
    return this.#consumer;
  }

  /** What the reader of the content says; `undecided` before there was some. */
  get interest(): Interest {
    return this.#interest;
  }

  /** Bytes of a direction up to this offset were read. */
  receive(direction: Direction, offset: number): void {
    this.#offsets[direction].receive(offset);
  }

  /** The content of a record, whose first byte stands `lead` bytes behind its header. */
  content(record: TlsRecord, opened: OpenedRecord, lead: number): void {
    const { direction, marks } = record;
    const { bytes, start } = opened;
    const length = opened.end - start;
    if (length > 0) {
      const first = record.offset + RECORD.headLength + lead;
      const last = marks.count - 1;
      let from = 0;
      for (let index = 0; index <= last; index += 1) {
        const next = index === last ? length : Math.min(marks.at(index + 1).offset - first, length - 1);
        if (next <= from) continue;
        this.#give(direction, bytes, start + from, start + next, marks.at(index));
        from = next;
      }
    }
    if (length > 0) {
      this.#offsets[direction].add(record.offset + record.end - record.start, this.#lengths[direction]);
    }
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): void {
    const consumer = this.#opened();
    this.#interest = consumer.gap(direction, length, cause, this.#arrival(direction, at));
    this.#lengths[direction] += length;
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    this.#consumer?.end(direction, cause, this.#arrival(direction, at));
  }

  #give(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): void {
    const consumer = this.#opened();
    this.#interest = consumer.data(direction, bytes, start, end, this.#arrival(direction, at));
    this.#lengths[direction] += end - start;
  }

  #opened(): ConnectionConsumer {
    this.#consumer ??= this.#open();
    return this.#consumer;
  }

  /** `at` in terms of the plaintext. */
  #arrival(direction: Direction, at: Arrival): Arrival {
    const plain = this.#at;
    plain.frame = at.frame;
    plain.seconds = at.seconds;
    plain.nanoseconds = at.nanoseconds;
    plain.offset = this.#lengths[direction];
    plain.acknowledged = this.#offsets[direction === 0 ? 1 : 0].plainBefore(at.acknowledged);
    return plain;
  }
}
