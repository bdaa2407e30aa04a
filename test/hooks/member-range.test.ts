import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberRange } from '../../src/hooks/member-range.ts';

function valueAt(text: string, ...path: readonly string[]): string | null {
  const bytes = Buffer.from(text);
  const range = memberRange(bytes, 0, bytes.length, path);
  return range === null ? null : bytes.toString('utf8', range.valueStart, range.valueEnd);
}

describe('memberRange', () => {
  it.each<[string, readonly string[], string | null]>([
    ['{"id":"EV_1","n":1}', ['id'], '"EV_1"'],
    ['{\n\t"hook_index" : 7 ,\n\t"a":2}', ['hook_index'], '7'],
    ['{"a":{"b":[1,{"c":"}"}],"d":true},"e":null}', ['a', 'd'], 'true'],
    ['{"a":{"b":[1,{"c":"}"}],"d":true},"e":null}', ['e'], 'null'],
    ['{"a":"x\\"y","b":"\\\\"}', ['b'], '"\\\\"'],
    ['{"a":{"id":1},"b":2}', ['id'], null],
    ['[{"id":1}]', ['id'], null],
    ['', ['id'], null],
    ['{"id"', ['id'], null],
    ['{"id":', ['id'], ''],
  ])('of %s %j is %s', (text, path, expected) => {
    expect(valueAt(text, ...path)).toBe(expected);
  });

  it('is where a parser finds it, in any sound object', () => {
    const names = fc.stringMatching(/^[a-zäß_]{1,8}$/);
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
        for (const [name, value] of Object.entries(object)) {
          const found = valueAt(JSON.stringify(object, null, indent), name);
          expect(JSON.parse(found ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
        }
      }),
    );
  });
});
