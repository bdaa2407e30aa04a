import { createHash, type Hash, hash } from 'node:crypto';
import { MAX_BODY_BYTES, UNQUESTIONED_BODY_BYTES } from '../../base/limits.ts';
import type { GapCause } from '../../stream/index.ts';
import type { Body, ProblemKind } from '../exchange.ts';
import { ByteStore } from './byte-store.ts';
import { decode } from './content-coding.ts';
import type { HeldBodies } from './held-bodies.ts';

/** Room made at once for a body of announced length; a longer one grows as it comes. */
const TRUSTED_LENGTH = 64 * 1024;
const NO_BYTES = Buffer.alloc(0);
const EMPTY: Body = {
  bytes: NO_BYTES,
  length: 0,
  wholeLength: 0,
  sha256: null,
  decoded: true,
  complete: true,
  lost: 0,
  cut: 0,
};
const EMPTY_HASHED: Body = { ...EMPTY, sha256: hash('sha256', NO_BYTES, 'hex') };

/** Gathers one body after the other: the bytes its framing found, and the holes between them. */
export class BodyCollector {
  /** Set by `finish`: what went wrong with decoding or keeping, and the coding concerned. */
  readonly faults: { kind: ProblemKind; value: string }[] = [];
  readonly #store = new ByteStore(MAX_BODY_BYTES);
  readonly #hashing: boolean;
  readonly #held: HeldBodies;
  #codings: readonly string[] = [];
  #captured = 0;
  #lost = 0;
  #cut = 0;
  /** Bytes before the first hole, or -1. */
  #beforeHole = -1;
  /** In use once a body is longer than what is kept of it. */
  #running: Hash | null = null;

  constructor(hashing: boolean, held: HeldBodies) {
    this.#hashing = hashing;
    this.#held = held;
  }

  /** Neither bytes nor holes have come. */
  get untouched(): boolean {
    return this.#captured === 0 && this.#beforeHole < 0;
  }

  begin(expected: number, codings: readonly string[]): void {
    this.discard();
    this.#store.clear(Math.min(expected, TRUSTED_LENGTH));
    this.#codings = codings;
    this.#captured = 0;
    this.#lost = 0;
    this.#cut = 0;
    this.#beforeHole = -1;
    this.#running = null;
    this.faults.length = 0;
  }

  append(bytes: Buffer, start: number, end: number): void {
    this.#captured += end - start;
    const kept = this.#store.append(bytes, start, start + this.#roomFor(end - start));
    this.#held.change(kept);
    if (kept === end - start && this.#running === null) return;
    if (!this.#hashing || this.#codings.length > 0) return;
    this.#running ??= createHash('sha256').update(this.#store.taken().subarray(0, this.#store.length - kept));
    this.#running.update(bytes.subarray(start, end));
  }

  /** What was gathered is given on, or of no use any more. */
  discard(): void {
    this.#held.change(-this.#store.length);
    this.#store.clear();
  }

  /** How many of the bytes that came are kept, as far as other connections have to do with it. */
  #roomFor(count: number): number {
    // Once something was left out, nothing more is kept: what is there is the body's beginning.
    if (this.#store.length < this.#captured - count) return 0;
    if (!this.#held.isFull) return count;
    return Math.max(0, Math.min(count, UNQUESTIONED_BODY_BYTES - this.#store.length));
  }

  hole(length: number, cause: GapCause): void {
    if (this.#beforeHole < 0) this.#beforeHole = this.#captured;
    if (cause === 'cut') this.#cut += length;
    else this.#lost += length;
  }

  /** The body, which is given on. `complete`: its framing came to its end; holes count by themselves. */
  finish(complete: boolean): Body {
    const body = this.#finished(complete);
    this.discard();
    return body;
  }

  #finished(complete: boolean): Body {
    const whole = complete && this.#beforeHole < 0;
    if (this.#captured === 0 && whole) return this.#hashing ? EMPTY_HASHED : EMPTY;
    const overflowed = this.#captured > this.#store.length;
    if (overflowed) this.faults.push({ kind: 'body-too-large', value: '' });
    if (this.#codings.length > 0 && this.#captured > 0) {
      const body = overflowed ? null : this.#decoded(whole);
      if (body !== null) return body;
    }
    const lost = this.#lost;
    const cut = this.#cut;
    const bytes = this.#store.taken();
    return {
      bytes,
      length: this.#captured + lost + cut,
      wholeLength: this.#beforeHole < 0 ? bytes.length : Math.min(this.#beforeHole, bytes.length),
      sha256: this.#beforeHole < 0 && this.#captured > 0 ? this.#digest(bytes) : null,
      decoded: this.#codings.length === 0 || this.#captured === 0,
      complete: whole,
      lost,
      cut,
    };
  }

  #decoded(whole: boolean): Body | null {
    const coded = this.#store.taken();
    const usable = this.#beforeHole < 0 ? coded : coded.subarray(0, this.#beforeHole);
    const decoding = decode(usable, this.#codings, whole);
    switch (decoding.outcome) {
      case 'unknown-coding':
        this.faults.push({ kind: 'unknown-content-encoding', value: decoding.coding });
        return null;
      case 'too-large':
        this.faults.push({ kind: 'body-too-large', value: this.#codings.join(', ') });
        return null;
      case 'bad-data':
        this.faults.push({ kind: 'bad-content-encoding', value: this.#codings.join(', ') });
        return null;
      case 'decoded':
        break;
    }
    const { bytes, truncated } = decoding;
    if (truncated) this.faults.push({ kind: 'bad-content-encoding', value: this.#codings.join(', ') });
    if (bytes.length > MAX_BODY_BYTES) this.faults.push({ kind: 'body-too-large', value: '' });
    const kept = bytes.length > MAX_BODY_BYTES ? Buffer.from(bytes.subarray(0, MAX_BODY_BYTES)) : bytes;
    return {
      bytes: kept,
      length: bytes.length,
      wholeLength: kept.length,
      sha256: this.#beforeHole < 0 ? this.#digest(bytes) : null,
      decoded: true,
      complete: whole && !truncated,
      lost: this.#lost,
      cut: this.#cut,
    };
  }

  #digest(bytes: Buffer): string | null {
    if (!this.#hashing) return null;
    return this.#running?.digest('hex') ?? hash('sha256', bytes, 'hex');
  }
}
