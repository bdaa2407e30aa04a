import { describe, expect, it } from 'vitest';
import { TextArena } from '../../src/base/text-arena.ts';
import { KeyNumbers } from '../../src/hooks/key-numbers.ts';

function arena(...texts: string[]): TextArena {
  const made = new TextArena();
  for (const text of texts) made.numberOf(text);
  return made;
}

/** The numbers of texts that stand in arenas, or (without one) nowhere, in order. */
function numbersOf(...keys: (readonly [TextArena | null, string])[]): number[] {
  const numbers = new KeyNumbers();
  return keys.map(([texts, text]) =>
    texts === null ? numbers.ofText(text) : numbers.ofKey(texts, texts.numberOf(text)),
  );
}

describe('numbers of keys', () => {
  it('are given in order of the first call, whatever the order in the arena', () => {
    const one = arena('a', 'b', 'c');
    expect(numbersOf([one, 'c'], [one, 'a'], [one, 'c'], [one, 'b'])).toEqual([0, 1, 0, 2]);
  });

  it('are the same for the same text in several arenas', () => {
    const one = arena('a', 'b');
    const other = arena('x', 'b', 'a');
    const keys = [one, other, one, other].map((texts, at) => [texts, at % 2 === 0 ? 'a' : 'b'] as const);
    expect(numbersOf(...keys, [other, 'a'], [one, 'b'], [other, 'x'])).toEqual([0, 1, 0, 1, 0, 1, 2]);
  });

  it('are the same for a text in an arena and one that stands nowhere, whichever comes first', () => {
    const one = arena('a', 'b');
    expect(numbersOf([one, 'a'], [null, 'a'], [null, 'b'], [one, 'b'], [one, 'a'])).toEqual([0, 0, 1, 1, 0]);
    expect(numbersOf([null, 'a'], [one, 'b'], [one, 'a'])).toEqual([0, 1, 0]);
  });
});
