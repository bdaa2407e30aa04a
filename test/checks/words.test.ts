import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/checks/nearest.ts';
import { countMemberNames, repeatedMembers } from '../../src/checks/payload/json-tree.ts';
import { sameJson } from '../../src/checks/payload/same-json.ts';
import { remedyText } from '../../src/checks/remedy.ts';
import { clipped, jsonTypeOf, listed, quoted } from '../../src/checks/wording.ts';
import { defaultDialect } from '../../src/dialects/index.ts';

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
  test('nothing is like an empty word, nor like one that is longer than names are', () => {
    expect(nearest('', ['a'])).toBeNull();
    expect(nearest('x'.repeat(64), ['x'.repeat(63)])).toBe('x'.repeat(63));
    expect(nearest('x'.repeat(65), ['x'.repeat(64)])).toBeNull();
  });
});

test('lists', () => {
  expect(listed([])).toBe('');
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b'], 'or')).toBe('a or b');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listed([...'abcdefghijk'])).toBe('a, b, c, d, e, f, g, h and 3 more');
});

test('types of parsed values', () => {
  const values = ['', 1, 1.5, JSON.parse('1e400'), true, {}, [], null];
  const types = ['string', 'integer', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
  expect(values.map(jsonTypeOf)).toEqual(types);
});

test('text of the capture in a message', () => {
  expect(quoted('a"\u001b[31m')).toBe('"a\\"\\u001b[31m"');
  expect(clipped('x'.repeat(9), 4)).toBe('xxxx…');
  expect(clipped('abcd', 4)).toBe('abcd');
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
  test('are counted whatever stands before the colon', () => {
    expect(countMemberNames('{"a"\r:1,"b"\t:2,"c" :3,"d"\n:"e"}')).toBe(4);
  });
  test('of what is no JSON are counted without harm', () => {
    expect(countMemberNames('"a')).toBe(0);
    expect(repeatedMembers('')).toEqual([]);
    expect(repeatedMembers('{"a"}')).toEqual([]);
  });
});

test('parsed values are the same JSON whatever the order of members', () => {
  expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  for (const [one, other] of [
    [{}, null],
    [{}, []],
    [[], {}],
    [[], ''],
    ['', []],
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [
      [1, 2],
      [1, 3],
    ],
    [[1], [1, 2]],
    [1, '1'],
  ] as const) {
    expect(sameJson(one, other)).toBe(false);
  }
});

describe('remedies', () => {
  const commands = (ids: readonly string[], blanks: Parameters<typeof remedyText>[2] = {}) =>
    (remedyText(defaultDialect, ids, blanks) ?? '').split('\n').filter((line) => line.startsWith('  '));
  test('have their blanks filled in where it is known with what', () => {
    expect(commands(['add-method'], { appKey: 'myApp', method: null })).toContain(
      '  add app-rest-method myApp <method>',
    );
  });
  test('name a command once that several of them have', () => {
    const both = commands(['add-method', 'add-all-methods']);
    expect(new Set(both).size).toBe(both.length);
    expect(both.length).toBeGreaterThan(commands(['add-method']).length);
    expect(remedyText(defaultDialect, ['no-such-remedy'])).toBeNull();
  });
});
