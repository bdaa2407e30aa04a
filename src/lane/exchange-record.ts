import { Buffer } from 'node:buffer';
import { MAX_LANE_RECORD_BYTES } from '../base/limits.ts';
import { copyBytes, newView } from '../base/words.ts';
import type { Placement } from '../http/index.ts';
import type { Arrival, ConnectionConsumer, Direction, EndCause, Interest } from '../stream/index.ts';

const FIRST_BYTES = 2048;
/** Numbers kept of each event: direction, start of its bytes in the record (-1: an end), and the members of `Arrival`. */
const NUMBERS = 7;
const IS_END = -1;

/**
 * What a connection was told during one exchange: its bytes, in the order in which they came, and when each piece came.
 * It can be told again to another consumer in the same pieces.
 */
export class ExchangeRecord {
  /** The bytes so far, `length` of them. */
  bytes: Buffer;
  /** A view of the same memory. */
  view: DataView;
  length = 0;
  /** Events so far. */
  count = 0;
  #isSpoilt = false;
  #numbers: number[] = [];
  /** Causes of ends, by event; null where there was none. */
  #ends: Map<number, EndCause> | null = null;

  constructor(bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)) {
    this.bytes = bytes;
    this.view = newView(bytes);
  }

  /** Adds a copy of some bytes. False where there are too many, or something else was not kept. */
  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): boolean {
    const length = this.length + (end - start);
    if (this.#isSpoilt || (length > this.bytes.length && !this.#grow(length))) return false;
    copyBytes(bytes, start, end, this.bytes, this.length);
    this.#note(direction, this.length, at);
    this.length = length;
    return true;
  }

  /** Something happened that it does not keep: it cannot be told again. */
  spoil(): void {
    this.#isSpoilt = true;
  }

  /** Whether it has the bytes of just this request with its response, and nothing else. */
  isOf(request: Placement, response: Placement): boolean {
    const bytes = request.endOffset - request.startOffset + response.endOffset - response.startOffset;
    return !this.#isSpoilt && this.#ends === null && this.length === bytes;
  }

  /** Adds the end of a direction. */
  end(direction: Direction, cause: EndCause, at: Arrival): void {
    this.#ends ??= new Map();
    this.#ends.set(this.count, cause);
    this.#note(direction, IS_END, at);
  }

  /** Nothing of it is needed any more. */
  clear(): void {
    this.length = 0;
    this.count = 0;
    this.#isSpoilt = false;
    this.#ends = null;
  }

  /** Tells a consumer everything, piece by piece, until it wants no more; gives what it said last. */
  replay(consumer: ConnectionConsumer): Interest {
    const numbers = this.#numbers;
    let interest: Interest = 'undecided';
    for (let event = 0; event < this.count; event++) {
      const from = event * NUMBERS;
      const direction: Direction = numbers[from] === 0 ? 0 : 1;
      const at: Arrival = {
        frame: numbers[from + 2],
        seconds: numbers[from + 3],
        nanoseconds: numbers[from + 4],
        offset: numbers[from + 5],
        acknowledged: numbers[from + 6],
      };
      const start = numbers[from + 1];
      if (start === IS_END) consumer.end(direction, this.#ends?.get(event) ?? 'capture', at);
      else interest = consumer.data(direction, this.bytes, start, this.#endOf(event), at);
      if (interest === 'unwanted') break;
    }
    return interest;
  }

  /** An independent copy that takes no more room than it needs. */
  copy(): ExchangeRecord {
    const copy = new ExchangeRecord(Buffer.from(this.bytes.subarray(0, this.length)));
    copy.length = this.length;
    copy.count = this.count;
    copy.#numbers = this.#numbers.slice(0, this.count * NUMBERS);
    copy.#ends = this.#ends === null ? null : new Map(this.#ends);
    return copy;
  }

  /** Where the bytes of an event end: where those of the next one begin. */
  #endOf(event: number): number {
    for (let next = event + 1; next < this.count; next++) {
      const start = this.#numbers[next * NUMBERS + 1];
      if (start !== IS_END) return start;
    }
    return this.length;
  }

  #note(direction: Direction, start: number, at: Arrival): void {
    const numbers = this.#numbers;
    const to = this.count * NUMBERS;
    numbers[to] = direction;
    numbers[to + 1] = start;
    numbers[to + 2] = at.frame;
    numbers[to + 3] = at.seconds;
    numbers[to + 4] = at.nanoseconds;
    numbers[to + 5] = at.offset;
    numbers[to + 6] = at.acknowledged;
    this.count += 1;
  }

  #grow(length: number): boolean {
    if (length > MAX_LANE_RECORD_BYTES) {
      this.#isSpoilt = true;
      return false;
    }
    const grown = Buffer.allocUnsafeSlow(Math.max(length, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
    this.view = newView(grown);
    return true;
  }
}
