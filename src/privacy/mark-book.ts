import { createHash } from 'node:crypto';
import { KnownValues } from './known-values.ts';
import type { MarkKind } from './span.ts';

/** Longer values are remembered by their hash, so that a run does not hold a second copy of everything it hides. */
const LONGEST_REMEMBERED = 64;

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
