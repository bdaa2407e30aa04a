import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sorted } from '../../src/base/sorted.ts';

type Keyed = readonly [key: number, place: number];
const byKey = ([one]: Keyed, [other]: Keyed): number => one - other;

test('values in order, equal ones as they came: nearly sorted, reversed, or in any order', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 120, size: 'max' });
  fc.assert(
    fc.property(keys, fc.constantFrom('any', 'up', 'down', 'nearly'), (any, shape) => {
      const up = any.toSorted((one, other) => one - other);
      const shaped = { any, up, down: up.toReversed(), nearly: [...up, ...any.slice(0, 2)] }[shape];
      const values = shaped.map((key, place): Keyed => [key, place]);
      const before = values.slice();
      expect(sorted(values, byKey)).toEqual(values.toSorted(byKey));
      expect(values).toEqual(before);
    }),
  );
});
