import type { ReaderEvent } from './events.ts';

/**
 * The events that a reader has found and not yet told. It keeps its room when it is empty: an array that is emptied
 * gives its room back, and would need new room for every message.
 */
export class EventQueue {
  /** Nearly every step finds at most two events. */
  readonly #events: (ReaderEvent | null)[] = [null, null];
  #first = 0;
  #end = 0;

  get isEmpty(): boolean {
    return this.#end === 0;
  }

  push(event: ReaderEvent): void {
    this.#events[this.#end] = event;
    this.#end += 1;
  }

  /** Takes the oldest event; null where there is none. */
  take(): ReaderEvent | null {
    if (this.#end === 0) return null;
    const event = this.#events[this.#first] ?? null;
    this.#events[this.#first] = null;
    this.#first += 1;
    if (this.#first === this.#end) this.#rewind();
    return event;
  }

  clear(): void {
    this.#events.fill(null);
    this.#rewind();
  }

  #rewind(): void {
    this.#first = 0;
    this.#end = 0;
  }
}
