import { MAX_HTTP2_CLOSED_STREAMS, MAX_HTTP2_STREAMS, MAX_WAITING_BYTES } from '../base/limits.ts';
import { Http2Stream } from './stream.ts';

/** The streams of a connection whose exchanges were not given out, and the last ones that were. */
export class OpenStreams {
  /** In the order in which they began. */
  readonly #open = new Map<number, Http2Stream>();
  /** Numbers of streams that are over, the oldest first. */
  readonly #closed = new Set<number>();
  /** The highest number of a stream whose request came. */
  highestRequest = 0;
  /** Bytes of bodies that the open ones hold, at most. */
  #heldBytes = 0;

  get size(): number {
    return this.#open.size;
  }

  [Symbol.iterator](): Iterator<Http2Stream> {
    return this.#open.values();
  }

  get(id: number): Http2Stream | undefined {
    return this.#open.get(id);
  }

  isClosed(id: number): boolean {
    return this.#closed.has(id);
  }

  /** The stream of a number, which is begun where it is new. */
  begin(id: number): Http2Stream {
    let stream = this.#open.get(id);
    if (stream === undefined) {
      stream = new Http2Stream(id);
      this.#open.set(id, stream);
    }
    return stream;
  }

  /** It is over: what comes for it is of no interest. */
  close(id: number): void {
    this.#heldBytes -= this.#open.get(id)?.heldBytes ?? 0;
    this.#open.delete(id);
    this.#closed.add(id);
    if (this.#closed.size <= MAX_HTTP2_CLOSED_STREAMS) return;
    for (const oldest of this.#closed) {
      this.#closed.delete(oldest);
      break;
    }
  }

  /** Where more is open than should be: the stream that began first, unless it is the only one. */
  get surplus(): Http2Stream | null {
    if (this.#open.size < 2) return null;
    if (this.#open.size <= MAX_HTTP2_STREAMS && this.#heldBytes <= MAX_WAITING_BYTES) return null;
    const [oldest] = this.#open.values();
    return oldest ?? null;
  }

  /** Number of the first frame of the capture that brought something of an open stream; infinite where there is none. */
  get firstFrame(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const stream of this.#open.values()) first = Math.min(first, stream.firstFrame);
    return first;
  }

  /** A stream holds `bytes` more than before. */
  hold(bytes: number): void {
    this.#heldBytes += bytes;
  }
}
