import { MAX_REMEMBERED_KEY_LENGTH, MAX_REMEMBERED_KEYS } from '../base/limits.ts';

/**
 * Texts by number, so that one copy of a session's id serves all its calls. What came long ago may come to stand in it
 * again under another number: equal numbers are equal texts, but not the other way round.
 */
export class TextTable {
  readonly #texts: (string | null)[] = [null];
  readonly #numbers = new Map<string, number>();

  /** The number of a text; 0 is null's. */
  numberOf(text: string | null): number {
    if (text === null) return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    if (text.length > MAX_REMEMBERED_KEY_LENGTH) return number;
    if (this.#numbers.size >= MAX_REMEMBERED_KEYS) this.#numbers.clear();
    this.#numbers.set(text, number);
    return number;
  }

  text(number: number): string | null {
    return this.#texts[number];
  }
}
