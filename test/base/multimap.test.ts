import { describe, expect, it } from 'vitest';
import { appendTo, listsBy } from '../../src/base/multimap.ts';

describe('lists by key', () => {
  it('keep the order of first keys and of values, and leave out what has no key', () => {
    const lists = listsBy([3, 11, 1, 12, 99, 2], (value) => (value > 90 ? null : value > 9 ? 'two' : 'one'));
    expect([...lists]).toEqual([
      ['one', [3, 1, 2]],
      ['two', [11, 12]],
    ]);
  });

  it('may have null as a key where values are appended', () => {
    const lists = new Map<string | null, number[]>();
    appendTo(lists, null, 1);
    appendTo(lists, 'a', 2);
    appendTo(lists, null, 3);
    expect([...lists]).toEqual([
      [null, [1, 3]],
      ['a', [2]],
    ]);
  });
});
