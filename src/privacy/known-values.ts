import { MAX_KNOWN_VALUES_OF_WORD } from '../base/limits.ts';
import type { HiddenSpan } from './span.ts';

type KnownKind = 'number' | 'name' | 'address';

interface KnownValue {
  readonly kind: KnownKind;
  readonly value: string;
}

/** Where a text comes from. This decides how freely known values are searched in it. */
export type TextOrigin =
  /** The capture: any known value in it may be hidden. */
  | 'capture'
  /** A session description: its short numbers are ports and payload types. */
  | 'session-description'
  /** A message of hookscope that repeats values of the capture: it also has frame numbers, ports and seconds. */
  | 'sentence';

/** The least number of characters that a name must have, and of digits that a number must have, to be searched for. */
const FEWEST_CHARACTERS = 3;
const FEWEST_DIGITS: Readonly<Record<TextOrigin, number>> = {
  capture: 3,
  'session-description': 5,
  sentence: 6,
};
const LONGEST = 64;
/** Words that name no person. */
const NOBODY: ReadonlySet<string> = new Set(
  'true false null undefined none unknown anonymous localhost invalid sip sips tel'.split(' '),
);
const WORD = /[\p{L}\p{N}]+/gu;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;
const DIGITS = /^\d+$/;

/** Names, numbers and hosts that were hidden once. They are hidden wherever else they appear as whole words. */
export class KnownValues {
  /** The known values by their first word, the longest first. */
  readonly #byWord = new Map<string, KnownValue[]>();

  add(kind: KnownKind, value: string): void {
    const [first] = value.match(WORD) ?? [];
    if (first === undefined || value.length < FEWEST_CHARACTERS || value.length > LONGEST) return;
    if (!value.startsWith(first) || NOBODY.has(value.toLowerCase())) return;
    const known = this.#byWord.get(first);
    if (known === undefined) {
      this.#byWord.set(first, [{ kind, value }]);
      return;
    }
    if (known.length >= MAX_KNOWN_VALUES_OF_WORD) return;
    known.push({ kind, value });
    known.sort((one, other) => other.value.length - one.value.length);
  }

  /** The places of known values in a text. */
  *spans(text: string, origin: TextOrigin): Iterable<HiddenSpan> {
    if (this.#byWord.size === 0) return;
    for (const match of text.matchAll(WORD)) {
      const start = match.index;
      for (const { kind, value } of this.#byWord.get(match[0]) ?? []) {
        const end = start + value.length;
        if (!text.startsWith(value, start) || WORD_CHARACTER.test(text.charAt(end))) continue;
        if (DIGITS.test(value) && value.length < FEWEST_DIGITS[origin]) continue;
        yield { start, end, kind, value };
        break;
      }
    }
  }
}
