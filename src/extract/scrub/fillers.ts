import { Buffer } from 'node:buffer';
import { MAX_KNOWN_SECRETS } from '../../base/limits.ts';

/** Bytes of a secret below which its value may well stand elsewhere by chance. */
const FEWEST_KNOWN_BYTES = 8;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const FILLER = 'x';
const DIGIT = '1';

/** What stands where nothing of the capture may. */
export const BLANK = FILLER.charCodeAt(0);

/**
 * What is written in place of secrets: as long as they are, the same for the same secret, so that one can see where it
 * comes up again, and telling nothing of it but its length: `s1xxxxxx`, `s2xxx`, a number for a number.
 */
export class Fillers {
  /** Secrets replaced so far, every occurrence counted. */
  replaced = 0;
  readonly #numbers = new Map<string, number>();
  /** Secrets as they were written, with what stands in their place; for those that are long enough to be known again. */
  readonly #known = new Map<string, Buffer>();

  /** For a secret as it is written; `bytes` are to be filled. */
  fill(secret: string, bytes: Buffer): void {
    this.replaced += 1;
    const filler = this.#filler(secret, bytes.length);
    const written = bytes.toString('latin1');
    if (bytes.length >= FEWEST_KNOWN_BYTES && this.#known.size < MAX_KNOWN_SECRETS && !NUMBER.test(secret)) {
      if (!this.#known.has(written)) this.#known.set(written, Buffer.from(filler));
    }
    bytes.write(filler, 'latin1');
  }

  /** Replaces secrets that are known by now wherever else they stand. */
  fillKnown(bytes: Buffer): void {
    for (const [secret, filler] of this.#known) {
      for (let at = bytes.indexOf(secret, 0, 'latin1'); at >= 0; ) {
        filler.copy(bytes, at);
        this.replaced += 1;
        at = bytes.indexOf(secret, at + filler.length, 'latin1');
      }
    }
  }

  /** Whether a secret that is known by now stands in there. */
  holdsKnown(bytes: Buffer): boolean {
    for (const secret of this.#known.keys()) if (bytes.includes(secret, 0, 'latin1')) return true;
    return false;
  }

  #filler(secret: string, length: number): string {
    if (NUMBER.test(secret))
      return secret.startsWith('-') ? `-${DIGIT.repeat(length - 1)}` : DIGIT.repeat(length);
    let number = this.#numbers.get(secret);
    if (number === undefined && this.#numbers.size < MAX_KNOWN_SECRETS) {
      number = this.#numbers.size + 1;
      this.#numbers.set(secret, number);
    }
    const sign = number === undefined ? '' : `s${number}`;
    return sign.length > length ? FILLER.repeat(length) : sign.padEnd(length, FILLER);
  }
}
