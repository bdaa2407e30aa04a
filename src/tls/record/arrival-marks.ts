import type { Arrival } from '../../stream/index.ts';

/** An {@link Arrival} that can be written over. */
export type WritableArrival = { -readonly [Key in keyof Arrival]: Arrival[Key] };

/** A copy of an arrival, which its owner writes over after the call. */
export function copyOfArrival(at: Arrival): WritableArrival {
  const { frame, seconds, nanoseconds, offset, acknowledged } = at;
  return { frame, seconds, nanoseconds, offset, acknowledged };
}

/** When consecutive bytes of a direction came: one mark for each segment, by the offset of the first byte that it brought. */
export class ArrivalMarks {
  #count = 0;
  readonly #marks: WritableArrival[] = [];

  get count(): number {
    return this.#count;
  }

  /** Mark `index`; it is written over when marks are added. */
  at(index: number): Arrival {
    return this.#marks[index];
  }

  clear(): void {
    this.#count = 0;
  }

  /** Bytes from `offset` of the direction on came so. */
  add(at: Arrival, offset: number): void {
    let mark = this.#marks[this.#count];
    if (mark === undefined) {
      mark = copyOfArrival(at);
      this.#marks.push(mark);
    } else {
      mark.frame = at.frame;
      mark.seconds = at.seconds;
      mark.nanoseconds = at.nanoseconds;
      mark.acknowledged = at.acknowledged;
    }
    mark.offset = offset;
    this.#count += 1;
  }

  /** Forgets the mark added last. */
  removeLast(): void {
    this.#count -= 1;
  }

  /** Forgets the marks of bytes before `offset`. */
  dropBefore(offset: number): void {
    let dropped = 0;
    while (dropped + 1 < this.#count && this.#marks[dropped + 1].offset <= offset) dropped += 1;
    if (dropped === 0) return;
    this.#marks.push(...this.#marks.splice(0, dropped));
    this.#count -= dropped;
  }
}
