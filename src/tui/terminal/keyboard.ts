import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { KeyDecoder, type KeyEvent } from '../keys/decode.ts';
import type { KeyStream } from '../options.ts';

/**
 * Milliseconds after which an Escape that nothing follows is taken for the key. On a slow line a sequence takes as
 * long.
 */
const ESCAPE_MS = 40;

/** The stream of keys: the given one, otherwise the terminal itself. Throws where there is none. */
export function keyStream(given: KeyStream | null): KeyStream {
  return given ?? new ReadStream(openSync('/dev/tty', 'r'));
}

/** Reads keys from a terminal in raw mode. */
export class Keyboard {
  readonly #stream: KeyStream;
  readonly #decoder = new KeyDecoder();
  readonly #onEvent: (event: KeyEvent) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(stream: KeyStream, onEvent: (event: KeyEvent) => void) {
    this.#stream = stream;
    this.#onEvent = onEvent;
  }

  start(): void {
    this.#stream.setEncoding('utf8');
    this.#stream.setRawMode(true);
    this.#stream.on('data', this.#read);
    this.#stream.resume();
    // After `stop` the stream does not keep the program running: from Node 22 on, `resume` alone does not change that.
    this.#stream.ref();
  }

  /** Restores the terminal's mode. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#stream.off('data', this.#read);
    try {
      this.#stream.setRawMode(false);
    } catch {
      // The terminal no longer exists.
    }
    this.#stream.pause();
    this.#stream.unref();
  }

  readonly #read = (text: string): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#emit(this.#decoder.feed(text));
    if (this.#decoder.waits) {
      this.#timer = setTimeout(() => this.#emit(this.#decoder.flush()), ESCAPE_MS);
    }
  };

  #emit(events: readonly KeyEvent[]): void {
    for (const event of events) this.#onEvent(event);
  }
}
