import type { Frame } from '../capture/index.ts';
import type { TimeSpan } from './selection.ts';

/**
 * The frames that make an extract reach over a span of time: without one behind its end nobody could tell that nothing came until
 * then. They are asked for only where no wanted frame does it.
 */
export class SpanBounds {
  readonly #span: TimeSpan | null;
  #hasBegun = false;
  #isOver: boolean;

  constructor(span: TimeSpan | null) {
    this.#span = span;
    this.#isOver = span === null;
  }

  /** Whether the next frame of the capture is needed: the first one, where it is early enough, or one behind the end. */
  needs({ seconds, nanoseconds }: Frame): boolean {
    if (this.#isOver || this.#span === null) return false;
    const time = seconds + nanoseconds / 1e9;
    return (!this.#hasBegun && time <= this.#span.from) || time > this.#span.until;
  }

  /** Whether a frame lies within the span. */
  isWithin({ seconds, nanoseconds }: Frame): boolean {
    const time = seconds + nanoseconds / 1e9;
    return this.#span === null || (time >= this.#span.from && time <= this.#span.until);
  }

  /** A frame is in the extract, for whatever reason. */
  taken({ seconds, nanoseconds }: Frame): void {
    this.#hasBegun = true;
    if (this.#span !== null && seconds + nanoseconds / 1e9 > this.#span.until) this.#isOver = true;
  }
}
