import { MAX_HELD_BODY_BYTES } from '../../base/limits.ts';

/**
 * Bytes of bodies that all connections of a capture hold together: of messages under way, and of those whose exchange
 * is not complete. One connection alone is bounded besides.
 */
export class HeldBodies {
  #bytes = 0;

  /** More is held than should be. */
  get isFull(): boolean {
    return this.#bytes >= MAX_HELD_BODY_BYTES;
  }

  /** `bytes`: below 0 where they are given up, or given on. */
  change(bytes: number): void {
    this.#bytes += bytes;
  }
}
