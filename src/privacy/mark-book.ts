import { createHash } from 'node:crypto';
import { KnownValues } from './known-values.ts';
import type { MarkKind } from './span.ts';

/** Longer values are remembered by their hash: a run must not hold a second copy of all that it hides. */
const LONGEST_REMEMBERED = 64;

/**
 * The marks of a run: the same value of a kind always has the same one, such as `[secret 1]`, numbered in order of first
 * appearance. A mark tells nothing of what it stands for, its length neither.
 */
export class MarkBook {
  /** Grows with each new mark: what was looked through before may have to be looked through again. */
  edition = 0;
  /** Names, numbers and hosts that were marked, to be found again wherever else they stand. */
  readonly known = new KnownValues();
  readonly #numbers: Readonly<Record<MarkKind, Map<string, number>>> = {
    secret: new Map(),
    number: new Map(),
    name: new Map(),
    address: new Map(),
    message: new Map(),
  };

  mark(kind: MarkKind, value: string): string {
    const numbers = this.#numbers[kind];
    const key = value.length > LONGEST_REMEMBERED ? hashOf(value) : value;
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size + 1;
      numbers.set(key, number);
      this.edition += 1;
      if (kind === 'number' || kind === 'name' || kind === 'address') this.known.add(kind, value);
    }
    return `[${kind} ${number}]`;
  }
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}
