import type { GapCause } from '../../stream/index.ts';
import type { Body } from '../exchange.ts';
import type { RestingSide } from '../resting-place.ts';
import { BodyCollector } from './body-collector.ts';
import { ChunkedFraming } from './chunked.ts';
import type { Framing } from './framing.ts';
import type { HeldBodies } from './held-bodies.ts';

/**
 * Reads one body after the other as its framing says. Reads on behind absent bytes where it knows how much of the
 * body they are.
 */
export class BodyReader {
  /** `broken`: nobody can tell where the body goes on. */
  state: 'reading' | 'done' | 'broken' = 'done';
  readonly collector: BodyCollector;
  readonly chunked = new ChunkedFraming();
  #kind: Framing['kind'] = 'none';
  /** Bytes of a sized body that are still to come. */
  #remaining = 0;
  /** Bytes that the present body announced; 0 where it did not. */
  announced = 0;

  constructor(hashing: boolean, held: HeldBodies) {
    this.collector = new BodyCollector(hashing, held);
  }

  /** How the end of the present body is found. */
  get framing(): Framing['kind'] {
    return this.#kind;
  }

  get untilClose(): boolean {
    return this.#kind === 'until-close';
  }

  /** The body has a Content-Length, and nothing of it has come. */
  get untouched(): boolean {
    return this.#kind === 'sized' && this.collector.untouched;
  }

  /** Trailer lines of a chunked body were received. */
  get hasTrailers(): boolean {
    return this.#kind === 'chunked' && this.chunked.trailers.length > 0;
  }

  /** The body before was read elsewhere. */
  resume({ framing, announced }: RestingSide): void {
    this.#kind = framing;
    this.announced = announced;
  }

  begin(framing: Framing): void {
    this.#kind = framing.kind;
    this.#remaining = framing.length;
    this.announced = framing.length;
    this.state = framing.kind === 'none' ? 'done' : 'reading';
    if (framing.kind === 'none') {
      this.collector.begin(0, []);
      return;
    }
    this.collector.begin(framing.length, framing.codings);
    if (framing.kind === 'chunked') this.chunked.begin();
  }

  /** Reads body bytes from `position` on; returns the position up to which it read. */
  read(bytes: Buffer, position: number, end: number): number {
    if (this.#kind === 'chunked') {
      const reached = this.chunked.read(bytes, position, end, this.collector);
      const { state } = this.chunked;
      if (state === 'done' || state === 'broken') this.state = state;
      return reached;
    }
    const stop = this.#kind === 'sized' ? Math.min(end, position + this.#remaining) : end;
    this.collector.append(bytes, position, stop);
    if (this.#kind === 'sized') this.#pass(stop - position);
    return stop;
  }

  /**
   * Notes that `length` bytes are absent here. Returns how many of them belong to this body; the rest belongs to what
   * follows.
   */
  hole(length: number, cause: GapCause): number {
    if (this.#kind === 'sized') {
      const inside = Math.min(length, this.#remaining);
      this.collector.hole(inside, cause);
      this.#pass(inside);
      return inside;
    }
    this.collector.hole(length, cause);
    if (this.#kind === 'chunked') {
      if (this.chunked.state === 'data' && length <= this.chunked.remaining) this.chunked.skip(length);
      else this.state = 'broken';
    }
    return length;
  }

  /** Hands over the body. `complete`: its framing came to its end. */
  finish(complete: boolean): Body {
    return this.collector.finish(complete);
  }

  #pass(count: number): void {
    this.#remaining -= count;
    if (this.#remaining === 0) this.state = 'done';
  }
}
