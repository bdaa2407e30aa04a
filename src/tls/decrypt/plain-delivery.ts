import { MAX_TLS_ORDERED_BYTES } from '../../base/limits.ts';
import {
  type Arrival,
  type ConnectionConsumer,
  type Direction,
  type EndCause,
  type GapCause,
  type Interest,
  otherDirection,
} from '../../stream/index.ts';
import type { OpenedRecord } from '../cipher/record-cipher.ts';
import type { WritableArrival } from '../record/arrival-marks.ts';
import { RECORD, type TlsRecord } from '../record/record.ts';
import { type HeldEvent, heldBytesOf, heldData, heldEnd, heldGap } from './held-traffic.ts';
import { RecordOffsets } from './record-offsets.ts';

/**
 * Hands the content of records to its reader, each byte with the arrival of the byte that it was encrypted as. The last byte of a record
 * has the arrival that completed it: before it nobody could read the record.
 *
 * What acknowledges bytes of the other direction that were not read so far, or whose content is being searched for behind a loss, waits for
 * them: only then it is known how much of the content it acknowledges.
 */
export class PlainDelivery {
  readonly #open: () => ConnectionConsumer;
  #consumer: ConnectionConsumer | null = null;
  #interest: Interest = 'undecided';
  /** Bytes of content that were handed on, and those that are known: some may wait. */
  readonly #lengths: [number, number] = [0, 0];
  readonly #known: [number, number] = [0, 0];
  /** Offsets of the encrypted bytes up to which all content is known. */
  readonly #reach: [number, number] = [0, 0];
  /** What waits, and how many bytes it takes. */
  readonly #waiting: readonly [HeldEvent[], HeldEvent[]] = [[], []];
  #waitingBytes = 0;
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

  /** Nothing waits. */
  get isEmpty(): boolean {
    return this.#waiting[0].length === 0 && this.#waiting[1].length === 0;
  }

  /** Frame of the first that waits; infinite where nothing does. */
  get firstFrame(): number {
    const [first, second] = this.#waiting;
    return Math.min(
      first[0]?.at.frame ?? Number.POSITIVE_INFINITY,
      second[0]?.at.frame ?? Number.POSITIVE_INFINITY,
    );
  }

  /** The content of all encrypted bytes of a direction up to this offset is known; infinite: nothing more comes. */
  settle(direction: Direction, offset: number): void {
    if (offset <= this.#reach[direction]) return;
    this.#reach[direction] = offset;
    this.#offsets[direction].receive(offset);
    if (!this.isEmpty) this.#handOn();
  }

  /** The content of a record, whose first byte stands `lead` bytes behind its header. */
  content(record: TlsRecord, opened: OpenedRecord, lead: number): void {
    const { direction, marks } = record;
    const { bytes, start } = opened;
    const length = opened.end - start;
    if (length === 0) return;
    this.#known[direction] += length;
    this.#offsets[direction].add(record.offset + record.end - record.start, this.#known[direction]);
    const first = record.offset + RECORD.headLength + lead;
    const last = marks.count - 1;
    let from = 0;
    for (let index = 0; index <= last; index += 1) {
      const next = index === last ? length : Math.min(marks.at(index + 1).offset - first, length - 1);
      if (next <= from) continue;
      const at = marks.at(index);
      if (this.#mayHandOn(direction, at)) this.#give(direction, bytes, start + from, start + next, at);
      else this.#wait(heldData(direction, bytes, start + from, start + next, at));
      from = next;
    }
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): void {
    this.#known[direction] += length;
    if (this.#mayHandOn(direction, at)) this.#gap(direction, length, cause, at);
    else this.#wait(heldGap(direction, length, cause, at));
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    if (this.#mayHandOn(direction, at)) this.#end(direction, cause, at);
    else this.#wait(heldEnd(direction, cause, at));
  }

  /** Nothing of the direction waits, and all that it acknowledges was handed on. */
  #mayHandOn(direction: Direction, at: Arrival): boolean {
    const [before] = this.#waiting[otherDirection(direction)];
    return (
      this.#waiting[direction].length === 0 &&
      this.#isKnown(direction, at) &&
      (before === undefined || before.at.offset >= at.acknowledged)
    );
  }

  /** All that something acknowledges is known. */
  #isKnown(direction: Direction, { acknowledged }: Arrival): boolean {
    return acknowledged <= this.#reach[otherDirection(direction)];
  }

  #wait(event: HeldEvent): void {
    this.#waiting[event.direction].push(event);
    this.#waitingBytes += heldBytesOf(event);
    // No room: how much of the other direction's content is acknowledged stays unknown.
    if (this.#waitingBytes > MAX_TLS_ORDERED_BYTES) this.#handOn(true);
  }

  /** Hands on what need not wait any longer, or everything: what came first goes first. */
  #handOn(isForced = false): void {
    for (;;) {
      const [first, second] = this.#waiting.map((events) => {
        const [event] = events;
        return event !== undefined && (isForced || this.#isKnown(event.direction, event.at)) ? event : null;
      });
      const next = first === null || (second !== null && second.at.frame < first.at.frame) ? second : first;
      if (next === null) return;
      const [other] = this.#waiting[otherDirection(next.direction)];
      const isAhead = other !== undefined && other.at.offset < next.at.acknowledged;
      if (isAhead && (first === null || second === null)) return;
      this.#waiting[next.direction].shift();
      this.#waitingBytes -= heldBytesOf(next);
      const { direction, at } = next;
      if (next.kind === 'data') this.#give(direction, next.bytes, 0, next.bytes.length, at);
      else if (next.kind === 'gap') this.#gap(direction, next.length, next.cause, at);
      else this.#end(direction, next.cause, at);
    }
  }

  #gap(direction: Direction, length: number, cause: GapCause, at: Arrival): void {
    const consumer = this.#opened();
    this.#interest = consumer.gap(direction, length, cause, this.#arrival(direction, at));
    this.#lengths[direction] += length;
  }

  #end(direction: Direction, cause: EndCause, at: Arrival): void {
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
    plain.acknowledged = this.#offsets[otherDirection(direction)].plainBefore(at.acknowledged);
    return plain;
  }
}
