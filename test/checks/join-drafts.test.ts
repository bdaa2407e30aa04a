import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FINDINGS_OF_RULE, MAX_GATHERED_FINDINGS } from '../../src/base/limits.ts';
import { CaptureStatistics } from '../../src/checks/capture-statistics.ts';
import { CallInspector, concludeDrafts, joinDrafts } from '../../src/checks/inspect.ts';
import type { CallRule } from '../../src/checks/rule.ts';
import type { RuleDrafts } from '../../src/checks/rule-drafts.ts';
import type { HookCall, ReadCall } from '../../src/hooks/index.ts';
import { START } from './call-builder.ts';
import { hook, inspectionOptions, scene } from './exchange-builder.ts';

/** What several readings found is joined as if it had been one reading. */

const BASE = { severity: 'warning', title: '', means: '', matters: '', fix: '' } as const;
/** Says the target of a call, in as many drafts as it has letters. */
const inspect = ({ call }: ReadCall) =>
  [...call.target].map((letter) => ({ rule: '', message: `${letter} of ${call.id}`, pointer: `/${letter}` }));
const SINGLE: CallRule = { ...BASE, id: 'test/single', inspect };
const GATHERING: CallRule = { ...BASE, id: 'test/gathering', gathers: 'method-and-pointer', inspect };
const RULES = [SINGLE, GATHERING];

const READ = hook('connect', {});

/** A call requested at a moment, in a frame of that number. `id`: any two have different ones. */
function readAt(target: string, second: number, id = second): ReadCall {
  const call: HookCall = {
    ...READ.call,
    target,
    id,
    seconds: START + second,
    requestFrames: [second, second],
  };
  return { ...READ, call, responsePayload: READ.responsePayload };
}

/** What the rules say of calls in the order in which these were complete. */
function drafted(reads: readonly ReadCall[], rules: readonly CallRule[] = RULES): readonly RuleDrafts[] {
  const inspector = new CallInspector(inspectionOptions(), rules);
  for (const read of reads) inspector.inspect(read);
  return inspector.drafts();
}

function told(drafts: readonly RuleDrafts[], rules: readonly CallRule[] = RULES): readonly unknown[] {
  const facts = scene([]);
  return concludeDrafts(drafts, facts, new CaptureStatistics(facts), rules).map(
    ({ rule, message, pointer, call, count }) => {
      return [rule, message, pointer, call?.id ?? null, count];
    },
  );
}

/** Calls that are said things of, each of one of some parts, in the order in which they were complete. */
const parted = fc
  .array(fc.tuple(fc.subarray(['a', 'b', 'c', 'd']), fc.nat(2)), { maxLength: 30 })
  .chain((calls) => {
    const reads = calls.map(([letters, part], second) => ({ read: readAt(letters.join(''), second), part }));
    return fc.shuffledSubarray(reads, { minLength: reads.length });
  });

describe('drafts of several parts', () => {
  it('are joined to those of the whole, in whatever order the parts stand', () => {
    fc.assert(
      fc.property(parted, (calls) => {
        const parts = [0, 1, 2].map((part) =>
          drafted(calls.flatMap((each) => (each.part === part ? [each.read] : []))),
        );
        const inOrder = calls.map(({ read }) => read).sort((one, other) => one.call.id - other.call.id);
        const whole = told(drafted(inOrder));
        const [a, b, c] = parts;
        for (const order of [
          [a, b, c],
          [c, b, a],
          [b, a, c],
          [b, c, a],
        ]) {
          expect(told(joinDrafts(order, RULES))).toEqual(whole);
        }
        expect(told(joinDrafts([joinDrafts([a, b], RULES), c], RULES))).toEqual(whole);
        expect(told(joinDrafts([a, joinDrafts([b, c], RULES)], RULES))).toEqual(whole);
      }),
    );
  });

  it('of several calls that show the same, the earliest stands for all, and counts add up', () => {
    const late = drafted([readAt('a', 9), readAt('a', 5), readAt('a', 7)]);
    const early = drafted([readAt('ab', 3), readAt('a', 4)]);
    const gathered = [
      ['test/gathering', 'a of 3', '/a', 3, 5],
      ['test/gathering', 'b of 3', '/b', 3, 1],
    ];
    for (const parts of [
      [late, early],
      [early, late],
    ]) {
      expect(told(joinDrafts(parts, RULES)).slice(6)).toEqual(gathered);
    }
    expect(told(late).slice(3)).toEqual([['test/gathering', 'a of 5', '/a', 5, 3]]);
  });

  it('are values: joining changes nothing of the parts, nor does what is inspected later', () => {
    const inspector = new CallInspector(inspectionOptions(), RULES);
    inspector.inspect(readAt('a', 5));
    const early = inspector.drafts();
    const before = told(early);
    joinDrafts([early, drafted([readAt('a', 2)])], RULES);
    inspector.inspect(readAt('ab', 1));
    expect(told(early)).toEqual(before);
    expect(told(inspector.drafts())).not.toEqual(before);
  });

  it('are those of the only part, and none of no part', () => {
    const only = drafted([readAt('ab', 2), readAt('a', 1)]);
    expect(told(joinDrafts([only], RULES))).toEqual(told(only));
    expect(told(joinDrafts([], RULES))).toEqual([]);
  });
});

describe('bounds of joined drafts', () => {
  const half = MAX_FINDINGS_OF_RULE / 2 + 100;
  const reads = (from: number, every: number) =>
    Array.from({ length: half }, (_, index) => readAt('a', from + every * index));

  it('beyond the first bound the later calls are gathered, none is lost', () => {
    const parts = [drafted(reads(0, 2), [SINGLE]), drafted(reads(1, 2), [SINGLE])];
    for (const order of [parts, parts.toReversed()]) {
      const joined = joinDrafts(order, [SINGLE]);
      const [{ single, gathered, uncounted }] = joined;
      expect(single.map(({ call }) => call.id)).toEqual([...Array(MAX_FINDINGS_OF_RULE).keys()]);
      expect([...gathered.values()].map(({ call, ids }) => [call.id, ids.length])).toEqual([
        [MAX_FINDINGS_OF_RULE, 200],
      ]);
      expect(uncounted).toBe(0);
    }
  });

  it('what the parts had gathered or only counted is added', () => {
    const many = (from: number) =>
      Array.from({ length: MAX_FINDINGS_OF_RULE + 3 }, (_, index) => readAt('a', from + index));
    const [{ single, gathered }] = joinDrafts(
      [many(0), many(9000)].map((each) => drafted(each, [SINGLE])),
      [SINGLE],
    );
    expect(single).toHaveLength(MAX_FINDINGS_OF_RULE);
    expect([...gathered.values()].map(({ ids }) => ids.length)).toEqual([MAX_FINDINGS_OF_RULE + 6]);
  });

  it('beyond the second bound the kinds of the earliest calls are kept, the others are counted', () => {
    const kinds = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const letter = String.fromCodePoint(0x4e00 + from + index);
        return readAt(letter, from + index);
      });
    const early = drafted(kinds(0, 700), [GATHERING]);
    const late = drafted(kinds(700, 900), [GATHERING]);
    const over = drafted(kinds(2000, MAX_GATHERED_FINDINGS + 5), [GATHERING]);
    for (const parts of [
      [early, late, over],
      [over, late, early],
    ]) {
      const [{ gathered, uncounted }] = joinDrafts(parts, [GATHERING]);
      expect([...gathered.values()].map(({ call }) => call.id)).toEqual([
        ...Array(MAX_GATHERED_FINDINGS).keys(),
      ]);
      expect(uncounted).toBe(600 + MAX_GATHERED_FINDINGS + 5);
    }
  });
});
