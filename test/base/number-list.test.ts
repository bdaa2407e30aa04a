import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberList } from '../../src/base/number-list.ts';

describe('a list of numbers', () => {
  it('has them in their order, and what was read of it stays while more come', () => {
    const numbers = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 100 });
    const property = fc.property(numbers, numbers, (first, more) => {
      const list = NumberList.of(first);
      const before = list.soFar();
      for (const number of more) list.push(number);
      expect([...before]).toEqual(first);
      expect([...list.soFar()]).toEqual([...first, ...more]);
    });
    fc.assert(property);
  });
});
