import { MAX_REMEMBERED_TEXTS } from '../base/limits.ts';

/**
 * Texts to be kept that were cut out of larger ones: V8 keeps the whole head of a message for the sake of its target.
 * Equal texts that come soon after each other are kept once.
 */
export class OwnTexts {
  readonly #known = new Map<string, string>();

  /** The same text, which holds nothing else in memory. */
  own(text: string): string {
    let own = this.#known.get(text);
    if (own === undefined) {
      // The joined text is made flat before it is cut, and is all that the cut keeps.
      own = ` ${text}`.slice(1);
      if (this.#known.size >= MAX_REMEMBERED_TEXTS) this.#known.clear();
      this.#known.set(own, own);
    }
    return own;
  }
}
