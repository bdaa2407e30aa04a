import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Groups, NO_GROUP } from '../../src/base/groups.ts';

describe('positions sorted by groups', () => {
  it('stand in ascending order in the group that each was put into', () => {
    const counts = fc.integer({ min: 0, max: 6 });
    const sorted = counts.chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.array(fc.integer({ min: NO_GROUP, max: count - 1 }), { maxLength: 50 }),
      ),
    );
    fc.assert(
      fc.property(sorted, ([count, groupOf]) => {
        const groups = Groups.of(Int32Array.from(groupOf), count);
        expect(groups.count).toBe(count);
        for (let group = 0; group < count; group++) {
          const expected = [...groupOf.keys()].filter((position) => groupOf[position] === group);
          expect([...groups.positions(group)]).toEqual(expected);
          expect(groups.first(group)).toBe(expected[0]);
        }
        expect(groups.ordered).toHaveLength(groupOf.filter((group) => group !== NO_GROUP).length);
      }),
    );
  });

  it('are none where nothing is in a group', () => {
    const groups = Groups.of(Int32Array.of(NO_GROUP, 2, NO_GROUP), 4);
    expect([0, 1, 2, 3].map((group) => groups.first(group))).toEqual([undefined, undefined, 1, undefined]);
    expect([...groups.starts]).toEqual([0, 0, 0, 1, 1]);
    expect(Groups.of(new Int32Array(0), 0).count).toBe(0);
  });
});
