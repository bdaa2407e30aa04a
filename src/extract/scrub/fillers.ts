import { Buffer } from 'node:buffer';
import { MAX_KNOWN_SECRETS } from '../../base/limits.ts';

/** A secret of fewer bytes may stand elsewhere by chance, so it is not looked for. */
const FEWEST_KNOWN_BYTES = 8;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const FILLER = 'x';
const DIGIT = '1';

/** The byte that is written where nothing of the capture may be told. */
export const BLANK = FILLER.charCodeAt(0);

/**
 * What is written in place of secrets: `s1xxxxxx`, `s2xxx`, a number for a number. A filler is as long as the secret and
 * tells nothing else of it. Equal secrets get equal fillers, so that a reader sees where one comes up again.
 */
export class Fillers {
  /** Secrets replaced so far, every occurrence counted. */
  replaced = 0;
  readonly #numbers = new Map<string, number>();
  /** Fillers by the secret as it was written, of secrets that are long enough to be looked for. */
  readonly #known = new Map<string, Buffer>();

  /** Writes a filler over the bytes of a secret; `secret` is its text. */
  fill(secret: string, bytes: Buffer): void {
    this.replaced += 1;
    const filler = this.#filler(secret, bytes.length);
    const written = bytes.toString('latin1');
    if (bytes.length >= FEWEST_KNOWN_BYTES && this.#known.size < MAX_KNOWN_SECRETS && !NUMBER.test(secret)) {
      if (!this.#known.has(written)) this.#known.set(written, Buffer.from(filler));
    }
    bytes.write(filler, 'latin1');
  }

  /** Replaces secrets that are known by now wherever they stand in these bytes. */
  fillKnown(bytes: Buffer): void {
    for (const [secret, filler] of this.#known) {
      for (let at = bytes.indexOf(secret, 0, 'latin1'); at >= 0; ) {
        filler.copy(bytes, at);
        this.replaced += 1;
        at = bytes.indexOf(secret, at + filler.length, 'latin1');
      }
    }
  }

  /** Whether a secret that is known by now stands in these bytes. */
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
