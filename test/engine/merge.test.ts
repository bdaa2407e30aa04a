import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.ts';
import { merge, type Shard } from '../../src/engine/index.ts';
import {
  analysisOf,
  judged,
  merged,
  randomCapture,
  recordOffsets,
  shardOf,
  splitInTime,
  splitOptions,
} from './splitting.ts';
import { told } from './told.ts';

/** A seed of a random capture, places to split it at, as shares of its records, and how long edges are kept. */
const splits = fc.record({
  seed: fc.nat(499),
  at: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }),
  edgeSeconds: fc.constantFrom(0.5, 3, 20, 130),
});

function cutsOf(capture: Buffer, at: readonly number[]): readonly number[] {
  const records = recordOffsets(capture).length - 1;
  return at.map((share) => Math.floor(share * records)).sort((one, other) => one - other);
}

describe('shards of captures that follow one another', () => {
  it('merge to the analysis of the whole, wherever it was split', async () => {
    await fc.assert(
      fc.asyncProperty(splits, async ({ seed, at, edgeSeconds }) => {
        const capture = randomCapture(seed);
        const inputs = splitInTime(capture, cutsOf(capture, at));
        const shards = await Promise.all(inputs.map((input) => shardOf(input, edgeSeconds)));
        const whole = shards.reduce((one, other) => merged(one, other, edgeSeconds));
        expect(told(judged(whole))).toBe(told(await analysisOf(inputs)));
      }),
      { numRuns: 60 },
    );
  });

  it('merge to the same in whatever order neighbours are merged', async () => {
    await fc.assert(
      fc.asyncProperty(splits, async ({ seed, edgeSeconds }) => {
        const capture = randomCapture(seed);
        const inputs = splitInTime(capture, cutsOf(capture, [0.25, 0.5, 0.75]));
        const shards = await Promise.all(inputs.map((input) => shardOf(input, edgeSeconds)));
        const [a, b, c, d] = shards;
        const join = (one: Shard, other: Shard): Shard => merged(one, other, edgeSeconds);
        const expected = told(judged(join(join(join(a, b), c), d)));
        expect(told(judged(join(a, join(b, join(c, d)))))).toBe(expected);
        expect(told(judged(join(join(a, b), join(c, d))))).toBe(expected);
        expect(told(judged(join(join(d, c), join(b, a))))).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('leave the shards that were merged as they were', async () => {
    const capture = randomCapture(7);
    const [one, other] = await Promise.all(
      splitInTime(capture, cutsOf(capture, [0.4])).map((input) => shardOf(input, 3)),
    );
    const before = [told(judged(one)), told(judged(other))];
    judged(merged(one, other, 3));
    expect([told(judged(one)), told(judged(other))]).toEqual(before);
  });

  it('hand on what lies within a capture, and keep only what may go on', async () => {
    const capture = randomCapture(18);
    const [input] = splitInTime(capture, []);
    const frames = recordOffsets(capture).length - 1;
    const { readings } = await shardOf(input, 0.5);
    const kept = readings[0].edges?.length ?? 0;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(frames / 2);
  });
});

describe('shards of one capture that hold different connections', () => {
  it.each([2, 3])('merge to the analysis of the whole: %i of them', async (of) => {
    for (let seed = 0; seed < 12; seed++) {
      const [input] = splitInTime(randomCapture(seed), []);
      const shards = await Promise.all(
        Array.from({ length: of }, (_, index) => shardOf(input, null, { index, of })),
      );
      const whole = told(await analysisOf([input]));
      expect(told(judged(shards.reduce((one, other) => merged(one, other, 1))))).toBe(whole);
      expect(told(judged(shards.reduceRight((one, other) => merged(one, other, 1))))).toBe(whole);
    }
  });

  it('merge with those of another capture', async () => {
    const capture = randomCapture(21);
    const inputs = splitInTime(capture, cutsOf(capture, [0.5]));
    const [[a0, a1], [b0, b1]] = await Promise.all(
      inputs.map((input) => Promise.all([0, 1].map((index) => shardOf(input, 3, { index, of: 2 })))),
    );
    const join = (one: Shard, other: Shard): Shard => merged(one, other, 3);
    const whole = told(await analysisOf(inputs));
    expect(told(judged(join(join(a0, a1), join(b0, b1))))).toBe(whole);
    expect(told(judged(join(join(a0, b0), join(a1, b1))))).toBe(whole);
  });

  it('are not merged twice', async () => {
    const [input] = splitInTime(randomCapture(3), []);
    const shard = await shardOf(input, null);
    const result = merge(shard, shard, { ...splitOptions(), edgeSeconds: 1 });
    expect(result).toEqual({ ok: false, message: expect.stringMatching(/^part-0\.pcap: /) });
  });
});

describe('dialects of a shard', () => {
  it('are known by their names: shards that were read with other objects merge all the same', async () => {
    const copies = [...dialects.values()].map((dialect) => ({
      ...dialect,
      methods: dialect.methods.map((method) => ({ ...method })),
      expectations: dialect.expectations.map((expectation) => ({ ...expectation })),
    }));
    const capture = randomCapture(5);
    const inputs = splitInTime(capture, cutsOf(capture, [0.5]));
    const one = await shardOf(inputs[0], 3);
    const other = await shardOf(inputs[1], 3, undefined, splitOptions({ dialects: copies }));
    const analysis = judged(merged(one, other, 3));
    expect(told(analysis)).toBe(told(await analysisOf(inputs)));
    const known = [...dialects.values()];
    expect(analysis.calls.every(({ dialect }) => known.includes(dialect))).toBe(true);
  });
});
