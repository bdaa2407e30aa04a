import { MAX_TLS_GIVEN_UP, MAX_TLS_SEARCHED_BYTES, MAX_TLS_WAITING_BYTES } from '../../base/limits.ts';

/** A connection that waits for secrets. */
export interface Waiting {
  /** Secrets may have come. Gives whether the connection still waits, or `late` where it had been given up and its secret came. */
  look(): 'waits' | 'over' | 'late';
  /** Its bytes are not held back any more. */
  giveUp(): void;
  /** No secrets come any more. */
  close(): void;
}

/**
 * The connections of a capture that wait for secrets, and the room for their bytes that they share: where it is full, those that have
 * waited for longest are given up.
 */
export class WaitingConnections {
  /** A secret came for a connection that had been given up: another reading, with the secrets at hand, reads more. */
  isTooLate = false;
  /** Bytes that may still be decrypted in vain, in all connections of the capture. */
  searchBytes = MAX_TLS_SEARCHED_BYTES;
  #mayCome: boolean;
  #bytes = 0;
  /** Those that wait and the bytes that are held for them, in the order in which they began to wait. */
  readonly #held = new Map<Waiting, number>();
  /** Those of which nothing is held any more, as far as they are remembered. */
  readonly #givenUp = new Set<Waiting>();

  /** `mayCome`: whether further secrets may come while the capture is read. */
  constructor(mayCome: boolean) {
    this.#mayCome = mayCome;
  }

  /** False: nobody waits. */
  get mayCome(): boolean {
    return this.#mayCome;
  }

  /** Bytes held back at present. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Secrets came: connections that wait look for theirs, and read on where they find them. It costs a look for each that waits. */
  wake(): void {
    for (const waiting of [...this.#held.keys(), ...this.#givenUp]) {
      if (!this.#held.has(waiting) && !this.#givenUp.has(waiting)) continue;
      const outcome = waiting.look();
      if (outcome === 'waits') continue;
      if (outcome === 'late') this.isTooLate = true;
      this.release(waiting);
    }
  }

  /** No more secrets come: nobody waits any longer. */
  close(): void {
    this.#mayCome = false;
    for (const waiting of [...this.#held.keys(), ...this.#givenUp]) {
      this.release(waiting);
      waiting.close();
    }
  }

  /** So many more bytes are held for a connection. False: there is no room, and it was given up. */
  hold(waiting: Waiting, bytes: number): boolean {
    this.#held.set(waiting, (this.#held.get(waiting) ?? 0) + bytes);
    this.#bytes += bytes;
    for (const [oldest, held] of this.#held) {
      if (this.#bytes <= MAX_TLS_WAITING_BYTES) break;
      this.#giveUp(oldest, held);
    }
    return this.#held.has(waiting);
  }

  /** A connection waits no longer. */
  release(waiting: Waiting): void {
    this.#bytes -= this.#held.get(waiting) ?? 0;
    this.#held.delete(waiting);
    this.#givenUp.delete(waiting);
  }

  #giveUp(waiting: Waiting, bytes: number): void {
    this.#bytes -= bytes;
    this.#held.delete(waiting);
    if (this.#givenUp.size < MAX_TLS_GIVEN_UP) this.#givenUp.add(waiting);
    waiting.giveUp();
  }
}
