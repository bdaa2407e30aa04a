import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstMatching, type List, matching } from '../../src/base/list.ts';
import { picking } from '../../src/base/picked-list.ts';
import { atOnce } from '../../src/base/steps.ts';

/** Numbers from 0 on, each made as an object when it is asked for. */
function made(length: number): List<{ readonly number: number }> & { readonly asked: () => number } {
  let asked = 0;
  const at = (index: number): { readonly number: number } | undefined => {
    asked += 1;
    return index >= 0 && index < length ? { number: index } : undefined;
  };
  return {
    length,
    at,
    asked: () => asked,
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index++) yield { number: index };
    },
  };
}

const numbersOf = (list: Iterable<{ readonly number: number }>): readonly number[] =>
  Array.from(list, ({ number }) => number);

describe('what is picked from a list', () => {
  it('is what an array would filter, by place and one after the other, also where it is picked from again', () => {
    const property = fc.property(
      fc.nat(60),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(4),
      (length, by, rest) => {
        const fits = ({ number }: { readonly number: number }): boolean => number % by === rest;
        const expected = numbersOf(made(length)).filter((number) => number % by === rest);
        const picked = atOnce(picking(made(length), fits));
        expect(numbersOf(picked)).toEqual(expected);
        expect(picked.length).toBe(expected.length);
        expect(expected.map((_, index) => picked.at(index)?.number)).toEqual(expected);
        expect(picked.at(picked.length)).toBeUndefined();
        const again = atOnce(picking(picked, ({ number }) => number % 2 === 0));
        expect(numbersOf(again)).toEqual(expected.filter((number) => number % 2 === 0));
        expect(numbersOf(matching(made(length), fits))).toEqual(expected);
        expect(firstMatching(made(length), fits)?.number).toBe(expected[0]);
      },
    );
    fc.assert(property);
  });

  it('keeps nothing of what it looked at, and asks the list again', () => {
    const list = made(100);
    const picked = atOnce(picking(list, ({ number }) => number > 50));
    const before = list.asked();
    expect(picked.at(3)?.number).toBe(54);
    expect(list.asked()).toBe(before + 1);
  });

  it('is the list itself where everything fits', () => {
    const list = made(3);
    expect(atOnce(picking(list, () => true))).toBe(list);
  });
});
