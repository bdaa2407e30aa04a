import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countMemberNames, repeatedMembers } from '../../src/checks/json-tree.ts';
import { didYouMean, nearest } from '../../src/checks/nearest.ts';
import { clipped, listed, quoted } from '../../src/checks/wording.ts';

describe('nearest', () => {
  const names = ['connect', 'call', 'ConnectionStatusEvent', 'hangup'];
  test.each([
    ['conect', 'connect'],
    ['CONNECT', 'connect'],
    ['ConectionStatusEvnt', 'ConnectionStatusEvent'],
    ['cal', 'call'],
    ['cell', 'call'],
    ['hang', null],
    ['celt', null],
    ['index.php', null],
    ['', null],
    ['x'.repeat(100), null],
  ])('%s: %s', (word, expected) => {
    expect(nearest(word, names)).toBe(expected);
  });
  test('of two the nearer one', () => {
    expect(nearest('calls', ['cells', 'calls1', 'call'])).toBe('cells');
    expect(nearest('calx', ['cala', 'calb'])).toBe('cala');
    expect(didYouMean('zzz', names)).toBe('');
  });
});

test('lists', () => {
  expect(listed([])).toBe('');
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b'], 'or')).toBe('a or b');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listed([...'abcdefghijk'])).toBe('a, b, c, d, e, f, g, h and 3 more');
});

test('text of the capture in a message', () => {
  expect(quoted('a"\u001b[31m')).toBe('"a\\"\\u001b[31m"');
  expect(clipped('x'.repeat(9), 4)).toBe('xxxx…');
});

describe('member names in a text', () => {
  const count = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + count(item), 0);
    if (typeof value !== 'object' || value === null) return 0;
    return Object.values(value).reduce((sum: number, item) => sum + 1 + count(item), 0);
  };
  test('are as many as members of the parsed value, in any layout', () => {
    const holds = fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, layout) => {
      const text = JSON.stringify(value, null, layout);
      return countMemberNames(text) === count(JSON.parse(text)) && repeatedMembers(text).length === 0;
    });
    fc.assert(holds, { numRuns: 1000 });
  });
  test('are one more where one is repeated', () => {
    expect(countMemberNames('{"a":1,"b":{"a":"\\"x\\":"},"a"\n :2}')).toBe(4);
    expect(repeatedMembers('{"a":1,"b":{"a":"\\"x\\":"},"a"\n :2}').map(({ pointer }) => pointer)).toEqual([
      '/a',
    ]);
  });
  test('of what is no JSON are counted without harm', () => {
    expect(countMemberNames('"a')).toBe(0);
    expect(repeatedMembers('')).toEqual([]);
    expect(repeatedMembers('{"a"}')).toEqual([]);
  });
});
