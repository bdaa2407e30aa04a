import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallPositions, type HookCall } from '../../src/hooks/index.ts';
import { hookCall } from './messages.ts';

const CALL = hookCall('connect', {});

function withIds(ids: readonly number[]): readonly HookCall[] {
  return ids.map((id) => ({ ...CALL, id }));
}

describe('positions of calls', () => {
  it.each([
    ['ids without a gap, in another order', [3, 1, 2, 0]],
    ['ids of a long reading of which most calls were forgotten', [7_000_001, 12, 90_000_000]],
    ['ids below 0, of calls whose answers are waited for', [-1, 5, -3, 6, -2]],
    ['ids below 0 far from the others', [-2, 4_000_000, -1]],
    ['one id', [77]],
    ['an id of 0 and one below it', [0, -1]],
  ])('are those in the list: %s', (_, ids) => {
    const positions = CallPositions.of(withIds(ids));
    expect(withIds(ids).map((call) => positions.of(call))).toEqual(ids.map((_id, position) => position));
  });

  it('are -1 of calls that the list leaves out', () => {
    for (const ids of [[], [4, 6], [4, 6_000_000], [-3, -5]]) {
      const positions = CallPositions.of(withIds(ids));
      for (const absent of withIds([-4, -1, 0, 3, 5, 7, 100, 5_999_999, 6_000_001])) {
        expect(positions.of(absent)).toBe(-1);
      }
    }
  });

  it('are known by the id, whatever object a call is', () => {
    const [first, second] = withIds([8, 9]);
    const positions = CallPositions.of([first, second]);
    expect(positions.of({ ...second, method: 'other' })).toBe(1);
  });

  it('are found of any ids', () => {
    const near = fc.integer({ min: -20, max: 20 });
    const far = fc.integer({ min: -1e6, max: 1e9 });
    const someIds = fc.oneof(near, near, far);
    fc.assert(
      fc.property(fc.uniqueArray(someIds, { maxLength: 30 }), fc.array(someIds), (ids, asked) => {
        const positions = CallPositions.of(withIds(ids));
        const all = [...ids, ...asked];
        expect(withIds(all).map((call) => positions.of(call))).toEqual(all.map((id) => ids.indexOf(id)));
      }),
    );
  });
});
