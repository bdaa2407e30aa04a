import type { TextArena } from '../base/text-arena.ts';

/** A text by its number in an arena. */
export interface TextKey {
  readonly texts: TextArena;
  /** 0: there is no text. */
  readonly number: number;
}

/**
 * Numbers the texts that calls carry, in order of their first call, from 0. Most calls of a capture have their texts in
 * one arena: those are told apart by their numbers there, and no text is made.
 */
export class KeyNumbers {
  /** How many different texts there were. */
  count = 0;
  /** By arena: one more than the number given to the text of each number there, 0 where none was given yet. */
  readonly #tables = new Map<TextArena, Int32Array>();
  /** Numbers by text; null as long as there is one arena and nothing else. */
  #numbers: Map<string, number> | null = null;
  #lastTexts: TextArena | null = null;
  #lastTable: Int32Array = new Int32Array(0);

  /** The number of a text by its number in an arena, which is none of null. */
  ofKey(texts: TextArena, number: number): number {
    const table = texts === this.#lastTexts ? this.#lastTable : this.#tableOf(texts);
    const known = table[number];
    if (known !== 0) return known - 1;
    const given = this.#numbers === null ? this.count++ : this.ofText(texts.text(number) ?? '');
    table[number] = given + 1;
    return given;
  }

  /** The same for a text that stands nowhere. */
  ofText(text: string): number {
    const numbers = this.#byText();
    let number = numbers.get(text);
    if (number === undefined) {
      number = this.count++;
      numbers.set(text, number);
    }
    return number;
  }

  #tableOf(texts: TextArena): Int32Array {
    let table = this.#tables.get(texts);
    if (table === undefined) {
      // A second arena may hold texts of the first.
      if (this.#tables.size > 0) this.#byText();
      table = new Int32Array(texts.count);
      this.#tables.set(texts, table);
    }
    this.#lastTexts = texts;
    this.#lastTable = table;
    return table;
  }

  #byText(): Map<string, number> {
    if (this.#numbers !== null) return this.#numbers;
    const numbers = new Map<string, number>();
    for (const [texts, table] of this.#tables) {
      for (const [number, known] of table.entries()) {
        if (known > 0) numbers.set(texts.text(number) ?? '', known - 1);
      }
    }
    this.#numbers = numbers;
    return numbers;
  }
}
