import { createHash, createHmac } from 'node:crypto';
import { KnownValues } from './known-values.ts';
import type { MarkKind } from './span.ts';

/** Longer values are remembered by their hash, so that a run does not hold a second copy of everything it hides. */
const LONGEST_REMEMBERED = 64;

/** Bytes of a digest that are kept: enough that no two values of a run have the same. */
const DIGEST_BYTES = 16;

/** A mark that was given, and by what its value is known elsewhere: not the value. */
export interface GivenMark {
  readonly kind: MarkKind;
  readonly number: number;
  /** Base64. */
  readonly digest: string;
}

/**
 * The marks of a run. Equal values of one kind always have the same mark, such as `[secret 1]`, numbered in the order
 * of first appearance. A mark shows nothing of its value, not even its length.
 */
export class MarkBook {
  /** Grows with each new mark. A text that was searched in an earlier edition may have to be searched again. */
  edition = 0;
  /** The names, numbers and hosts that were marked, to find them wherever else they appear. */
  readonly known = new KnownValues();
  readonly #numbers: Readonly<Record<MarkKind, Map<string, number>>> = {
    secret: new Map(),
    number: new Map(),
    name: new Map(),
    address: new Map(),
    message: new Map(),
  };
  readonly #lastNumbers: Record<MarkKind, number> = { secret: 0, number: 0, name: 0, address: 0, message: 0 };

  readonly #key: Uint8Array | null;
  readonly #masked = new Set<string>();
  /** With a key: marks by the digests of their values, in the order in which they were given. */
  readonly #digests = new Map<string, GivenMark>();

  /**
   * `key`: what digests of values are made with, so that runs with the same key give the same value the same mark. null: nothing of
   * this run goes elsewhere.
   */
  constructor(key: Uint8Array | null = null) {
    this.#key = key;
  }

  /** Notes a text in which secrets were masked before, by another run: what stands there besides is none. */
  noteMasked(text: string): void {
    this.#masked.add(text);
  }

  /** Whether secrets were masked in a text before. */
  isMasked(text: string): boolean {
    return this.#masked.size > 0 && this.#masked.has(text);
  }

  /** All marks so far, in the order in which they were given; none without a key. */
  given(): readonly GivenMark[] {
    return [...this.#digests.values()];
  }

  /** The mark in this run of a value that was marked in another one with the same key. */
  adopt(kind: MarkKind, digest: string): string {
    return `[${kind} ${this.#numberByDigest(kind, digest)}]`;
  }

  mark(kind: MarkKind, value: string): string {
    const numbers = this.#numbers[kind];
    const key = value.length > LONGEST_REMEMBERED ? hashOf(value) : value;
    let number = numbers.get(key);
    if (number === undefined) {
      number =
        this.#key === null ? this.#next(kind) : this.#numberByDigest(kind, digestOf(this.#key, kind, value));
      numbers.set(key, number);
      this.edition += 1;
      if (kind === 'number' || kind === 'name' || kind === 'address') this.known.add(kind, value);
    }
    return `[${kind} ${number}]`;
  }

  #numberByDigest(kind: MarkKind, digest: string): number {
    const key = `${kind} ${digest}`;
    const known = this.#digests.get(key);
    if (known !== undefined) return known.number;
    const number = this.#next(kind);
    this.#digests.set(key, { kind, number, digest });
    return number;
  }

  #next(kind: MarkKind): number {
    this.#lastNumbers[kind] += 1;
    return this.#lastNumbers[kind];
  }
}

/** With a key that is secret nobody can find out a value by trying. */
function digestOf(key: Uint8Array, kind: MarkKind, value: string): string {
  const digest = createHmac('sha256', key).update(`${kind}\0${value}`).digest();
  return digest.subarray(0, DIGEST_BYTES).toString('base64');
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}
