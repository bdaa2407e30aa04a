import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LANE_SHAPE_NODES } from '../../src/base/limits.ts';
import { newView } from '../../src/base/words.ts';
import type { ByteRange } from '../../src/lane/answer.ts';
import { type MemberReading, PayloadShapes } from '../../src/lane/payload-shapes.ts';

type Member = readonly [name: string, value: string];

function rangeOf(text: string): ByteRange {
  const bytes = Buffer.from(`<${text}>`, 'latin1');
  return { bytes, view: newView(bytes), start: 1, end: bytes.length - 1 };
}

function payloadOf(members: readonly Member[]): ByteRange {
  return rangeOf(`{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`);
}

const readingOf = (name: string): MemberReading => ({
  role: name.startsWith('exact') ? 'exact' : 'plain',
  person: -1,
});

/** What decides about a payload: names in order, and of each value its type and emptiness, or all of it. */
function shapeOf(members: readonly Member[]): string {
  return members
    .map(([name, value]) => {
      const isWhole = name.startsWith('exact') || value.startsWith('[');
      return `${name}=${isWhole ? value : value === '""' ? 'empty' : value.startsWith('"') ? 'text' : typeof JSON.parse(value)}`;
    })
    .join();
}

const member = fc.tuple(
  fc.constantFrom('a', 'exact', 'exact-too'),
  fc.constantFrom('""', '"x"', '"a longer text"', '17', '4', '[1]', '[2]'),
);

describe('shapes of payloads', () => {
  it('tell payloads apart by names, types and the values that decide, and by nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(member, { minLength: 1, maxLength: 3 }), { maxLength: 60 }),
        (payloads) => {
          const shapes = new PayloadShapes<string>();
          const learned = new Set<string>();
          for (const members of payloads) {
            const shape = shapeOf(members);
            const body = payloadOf(members);
            expect(shapes.find(0, body)).toEqual(learned.has(shape) ? [shape] : null);
            expect(shapes.find(1, body)).toBeNull();
            if (!learned.has(shape)) shapes.learn(0, body, readingOf)?.push(shape);
            learned.add(shape);
            expect(shapes.find(0, body)).toEqual([shape]);
          }
        },
      ),
    );
  });

  it('begin anew where there are too many', () => {
    const shapes = new PayloadShapes<number>();
    const body = rangeOf('{"a":1}');
    const last = MAX_LANE_SHAPE_NODES + 1;
    for (let kind = 0; kind <= last; kind++) shapes.learn(kind, body, readingOf)?.push(kind);
    expect(shapes.find(last, body)).toEqual([last]);
    expect(shapes.find(0, body)).toBeNull();
    shapes.learn(0, body, readingOf)?.push(-1);
    expect(shapes.find(0, body)).toEqual([-1]);
    expect(shapes.find(last, body)).toEqual([last]);
  });
});
