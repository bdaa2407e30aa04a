import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../fixed-seed.ts';
import { flowCounterGap } from '../../src/checks/rules/flow-counter-gap.ts';
import type { EvidenceInput } from '../../src/checks/verdicts/evidence.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import { gap, inOrder, judged, moment, START, story, troubleOf, verdictsOn } from './call-builder.ts';
import { scene } from './exchange-builder.ts';
import { PUBLISH_ENDS, smallDialect, smallHook } from './small-dialect.ts';

/** Numbers that a server gives to its hooks. */

const dialect = smallDialect({
  counters: [{ parameter: 'count', per: 'node', begins: 0, source: 'HOOKSCOPE' }],
  expectations: [PUBLISH_ENDS],
});
const at = (seconds: number, count: number | undefined, method = 'alive', payload: object = {}): ReadCall =>
  smallHook(dialect, seconds, method, { count, ...payload });

const WHOLE = { firstTime: moment(-1000), lastTime: moment(10_000) };

function told(reads: readonly ReadCall[], changes: Partial<EvidenceInput> = {}): readonly string[] {
  const calls = inOrder(reads).map(({ call }) => call);
  const facts = scene(calls, { ...WHOLE, ...changes });
  return judged(flowCounterGap, { calls, evidence: facts.evidence }).map(({ message }) => message);
}

describe('a gap in the numbers of a server', () => {
  test('is told with how many hooks are not in the capture', () => {
    expect(told([at(0, 17), at(10, 20), at(20, 21)])).toEqual([
      'count goes from 17 (frame 10) to 20 (frame 10): 2 hooks are not in this capture.',
    ]);
    expect(told([at(0, 1), at(10, 3), at(20, 7)])).toEqual([
      'count goes from 1 (frame 10) to 3 (frame 10): 1 hook is not in this capture. 2 gaps lack 4 hooks in all.',
    ]);
  });
  test.each<[string, readonly ReadCall[]]>([
    ['no number is absent', [at(0, 17), at(10, 18)]],
    ['hooks overtook each other', [at(0, 17), at(1, 19), at(1.5, 18), at(2, 20)]],
    ['the first ones did', [at(0, 17), at(0.2, 15), at(2, 18)]],
    ['the server started anew', [at(0, 4000), at(10, 4001), at(60, 0), at(70, 1)]],
    [
      'it did so with numbers that were there before',
      [at(0, 3), at(1, 4), at(60, 0), at(61, 1), at(62, 2), at(63, 3)],
    ],
    [
      'two servers count',
      [at(0, 17), at(1, 40, 'alive', { server: 't' }), at(2, 18), at(3, 41, 'alive', { server: 't' })],
    ],
    ['two servers count under one name', [at(0, 100), at(1, 5000), at(2, 101), at(3, 5001)]],
    ['a number between cannot be read', [at(0, 17), at(5, undefined), at(10, 19)]],
  ])('is not told where %s', (_, reads) => {
    expect(told(reads)).toEqual([]);
  });
  test('is not told while it may still be filled, nor where calls could not be decrypted', () => {
    const reads = [at(0, 17), at(10, 19)];
    expect(told(reads, { lastTime: moment(11) })).toEqual([]);
    const encrypted = [story({ firstSeconds: START + 2, lastSeconds: START + 5 })];
    expect(told(reads, { encrypted })).toEqual([]);
    expect(told(reads)).toHaveLength(1);
  });
  test('is told where packets were lost, with that as the reason', () => {
    const connections = [
      story({ anomalies: troubleOf(gap({ sinceSeconds: START + 3, seconds: START + 4 })) }),
    ];
    const calls = [at(0, 17), at(10, 19)].map(({ call }) => call);
    const { evidence } = scene(calls, { ...WHOLE, connections });
    const [finding] = judged(flowCounterGap, { calls, evidence });
    expect(finding?.evidence).toBe('Likely cause: the capture lost packets of tcp.stream 0 near frame 20.');
  });
});

describe('an end that did not come', () => {
  const verdicts = (reads: readonly ReadCall[], changes: Partial<EvidenceInput> = {}) =>
    verdictsOn(reads, changes).map(({ verdict, cause, proof }) => [verdict, cause, proof]);
  const course = (...counts: readonly number[]): readonly ReadCall[] => [
    at(-20, counts[0]),
    at(0, counts[1], 'publish'),
    at(10, counts[2], 'left'),
    at(60, counts[3]),
  ];
  const lost = {
    connections: [story({ anomalies: troubleOf(gap({ sinceSeconds: START + 3, seconds: START + 4 })) })],
  };
  const PROOF = 'count has no gap from 1 (frame 10) to 4 (frame 10), so it was not sent';
  test('was not sent where no number is absent, even where packets were lost', () => {
    expect(verdicts(course(1, 2, 3, 4))).toEqual([['missing', 'none-came', PROOF]]);
    expect(verdicts(course(1, 2, 3, 4), lost)).toEqual([['missing', 'none-came', PROOF]]);
  });
  test('may be among those whose numbers are absent', () => {
    expect(verdicts(course(1, 2, 3, 5))).toEqual([['inconclusive', 'counter-gap', null]]);
    expect(verdicts(course(1, 2, 3, 5), lost)).toEqual([['inconclusive', 'lost-packets', null]]);
  });
  test('is missing without a proof where no number encloses the time', () => {
    expect(verdicts(course(1, 2, 3, 4).slice(0, 3))).toEqual([['missing', 'none-came', null]]);
    expect(verdicts(course(1, 2, 3, 4).slice(0, 3), lost)).toEqual([['inconclusive', 'lost-packets', null]]);
  });
});

test('what is told to be absent is absent, whatever the server did', () => {
  const process = fc.record({
    hooks: fc.array(
      fc.record({ pause: fc.nat(200), delay: fc.nat(8), isSeen: fc.integer({ min: 0, max: 9 }) }),
      {
        minLength: 1,
        maxLength: 30,
      },
    ),
  });
  let gaps = 0;
  fc.assert(
    fc.property(fc.array(process, { minLength: 1, maxLength: 3 }), fc.nat(300), (processes, begins) => {
      let now = 0;
      let absent = 0;
      const reads: ReadCall[] = [];
      for (const { hooks } of processes) {
        // A server that starts anew takes some seconds.
        now += 80;
        for (const [place, { pause, delay, isSeen }] of hooks.entries()) {
          now += pause;
          const sent = now + delay;
          if (isSeen > 0 && sent >= begins) reads.push(at(sent / 10, place));
          else absent += 1;
        }
      }
      const messages = told(reads);
      const claimed = messages.reduce((sum, text) => {
        const more = /lack (\d+) hooks? in all/.exec(text) ?? /: (\d+) hooks? (?:is|are) not/.exec(text);
        return sum + Number(more?.[1] ?? 0);
      }, 0);
      if (claimed > 0) gaps += 1;
      expect(claimed).toBeLessThanOrEqual(absent);
    }),
    { numRuns: 300 },
  );
  expect(gaps).toBeGreaterThan(100);
});
