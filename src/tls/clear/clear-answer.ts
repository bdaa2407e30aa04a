import type { Buffer } from 'node:buffer';
import type { Direction } from '../../stream/index.ts';
import type { ClearAnswer } from '../handshake.ts';

/** Bytes of the answer that are kept. */
const EXCERPT_BYTES = 80;

/** Gathers the beginning of what was answered to a ClientHello in clear. */
export class ClearAnswerReader {
  readonly direction: Direction;
  readonly #frame: number;
  #excerpt = '';

  /** `frame`: that of its first byte. */
  constructor(direction: Direction, frame: number) {
    this.direction = direction;
    this.#frame = frame;
  }

  get answer(): ClearAnswer {
    return { isHttp: this.#excerpt.startsWith('HTTP/'), excerpt: this.#excerpt, frame: this.#frame };
  }

  /** Takes what came. True where that told more. */
  push(bytes: Buffer, start: number, end: number): boolean {
    const count = Math.min(end - start, EXCERPT_BYTES - this.#excerpt.length);
    this.#excerpt += bytes.toString('latin1', start, start + count);
    return count > 0;
  }
}
