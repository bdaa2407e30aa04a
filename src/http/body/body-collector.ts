import { createHash, type Hash, hash } from 'node:crypto';
import { MAX_BODY_BYTES, UNQUESTIONED_BODY_BYTES } from '../../base/limits.ts';
import type { GapCause } from '../../stream/index.ts';
import { ByteStore } from '../byte-store.ts';
import type { Body, ProblemKind } from '../exchange.ts';
import { decode } from './content-coding.ts';
import type { HeldBodies } from './held-bodies.ts';

/** The most bytes of room that are made before any of an announced body has come. */
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

/** Gathers the bytes of one body after the other, and counts those that are absent. Decodes and hashes the body. */
export class BodyCollector {
  /** What went wrong when the body was decoded or kept, with the coding concerned. Set by `finish`. */
  readonly faults: { kind: ProblemKind; value: string }[] = [];
  readonly #store = new ByteStore(MAX_BODY_BYTES);
  readonly #hashing: boolean;
  readonly #held: HeldBodies;
  #codings: readonly string[] = [];
  /** Bytes that came. */
  #captured = 0;
  #lost = 0;
  #cut = 0;
  /** Bytes that came before the first absent one; -1 where none is absent. */
  #beforeHole = -1;
  /** Hashes the bytes as they come. Used only once a body is longer than what is kept of it. */
  #running: Hash | null = null;

  constructor(hashing: boolean, held: HeldBodies) {
    this.#hashing = hashing;
    this.#held = held;
  }

  /** Nothing has come, and nothing is known to be absent. */
  get untouched(): boolean {
    return this.#captured === 0 && this.#beforeHole < 0;
  }

  /** Begins a body. `expected`: bytes announced, 0 where not known. `codings`: see `Framing.codings`. */
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

  /** Forgets what was gathered, because it was handed over or is of no use any more. */
  discard(): void {
    this.#held.change(-this.#store.length);
    this.#store.clear();
  }

  /** How many of `count` bytes that came are kept. Fewer than all where all connections together hold too much. */
  #roomFor(count: number): number {
    // Once bytes were left out, no more are kept, so that what is kept is the beginning of the body.
    if (this.#store.length < this.#captured - count) return 0;
    if (!this.#held.isFull) return count;
    return Math.max(0, Math.min(count, UNQUESTIONED_BODY_BYTES - this.#store.length));
  }

  /** Notes that `length` bytes are absent here. */
  hole(length: number, cause: GapCause): void {
    if (this.#beforeHole < 0) this.#beforeHole = this.#captured;
    if (cause === 'cut') this.#cut += length;
    else this.#lost += length;
  }

  /** Nothing is absent where `hole` told of bytes whose number was not known: the body turned out to be whole. */
  heal(): void {
    if (this.#lost === 0 && this.#cut === 0) this.#beforeHole = -1;
  }

  /** Hands over the body. `complete`: its framing came to its end; absent bytes within it are counted apart. */
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

  /** The body with its codings undone; null where that is not possible. */
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
