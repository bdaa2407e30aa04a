/** Tells listeners that there is something new, not more often than they can use it, and never later than that. */
export class Notices {
  readonly #listeners = new Set<() => void>();
  readonly #intervalMs: number;
  #last = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  /** `intervalMs`: milliseconds between two notices at least. */
  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Gives what ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** There is something new: tells so at once, or as soon as the interval since the last notice is over. */
  soon(): void {
    if (this.#timer !== null) return;
    const wait = this.#last + this.#intervalMs - performance.now();
    if (wait <= 0) this.now();
    else this.#timer = setTimeout(() => this.now(), wait).unref();
  }

  /** Tells so at once, whatever the interval. */
  now(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#last = performance.now();
    for (const listener of this.#listeners) listener();
  }
}
