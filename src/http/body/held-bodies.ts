import { MAX_HELD_BODY_BYTES } from '../../base/limits.ts';

/**
 * Counts the bytes of bodies that all connections of a capture hold together: bodies of messages under way, and of
 * messages whose exchange is not complete. Each connection has a bound of its own besides.
 */
export class HeldBodies {
  #bytes = 0;

  /** As much is held as may be held. */
  get isFull(): boolean {
    return this.#bytes >= MAX_HELD_BODY_BYTES;
  }

  /** Adds to the count. `bytes` is below 0 where they were handed over or given up. */
  change(bytes: number): void {
    this.#bytes += bytes;
  }
}
