import type { Piece } from '../../report/index.ts';

/**
 * Hands pieces from who makes them, at times of its own, to who writes them. Several reports are made side by side in this way.
 * A piece is valid until the next one but one is asked for, as everywhere.
 */
export class Handover implements AsyncIterable<Piece> {
  /** The piece that waits to be taken; null: there are no more. undefined: none waits. */
  #piece: Piece | null | undefined;
  #isAbandoned = false;
  /** Wakes the writer, which waits for a piece. */
  #offered: (() => void) | null = null;
  /** Wakes the maker, which waits until its piece was taken and the next is asked for. */
  #asked: (() => void) | null = null;

  /** Settles when the next piece is wanted. */
  push(piece: Piece): Promise<void> {
    if (this.#isAbandoned) return Promise.resolve();
    return new Promise((settle) => {
      this.#asked = settle;
      this.#offer(piece);
    });
  }

  /** There are no more pieces. */
  end(): void {
    this.#offer(null);
  }

  /** Nobody writes any more: pieces are dropped from now on. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#wakeMaker();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Piece> {
    for (;;) {
      while (this.#piece === undefined) {
        await new Promise<void>((settle) => {
          this.#offered = settle;
        });
      }
      const piece = this.#piece;
      if (piece === null) return;
      this.#piece = undefined;
      yield piece;
      this.#wakeMaker();
    }
  }

  #offer(piece: Piece | null): void {
    this.#piece = piece;
    this.#offered?.();
    this.#offered = null;
  }

  #wakeMaker(): void {
    this.#asked?.();
    this.#asked = null;
  }
}
