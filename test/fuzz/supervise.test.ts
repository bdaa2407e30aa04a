import { describe, expect, it } from 'vitest';
import { INPUT_EXTENSIONS, inputBytes, inputOf } from './input.ts';
import { supervise } from './process/supervise.ts';
import { readSeeds } from './seeds/index.ts';
import { makeInput, STAGE_NAMES } from './stages/index.ts';

describe('the fuzzer', () => {
  it('makes the same input for the same seed and number, and others for others', async () => {
    const seeds = await readSeeds();
    for (const stage of STAGE_NAMES) {
      const [one, again, other] = [5, 5, 6].map((index) => inputBytes(makeInput(1, index, stage, seeds)));
      expect(one?.equals(again ?? Buffer.alloc(0))).toBe(true);
      expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
    }
  });

  it('keeps inputs in files from which they can be tried again', async () => {
    const seeds = await readSeeds();
    for (const stage of STAGE_NAMES) {
      const input = makeInput(1, 3, stage, seeds);
      const read = inputOf(`x${INPUT_EXTENSIONS[input.kind]}`, inputBytes(input));
      expect(read === null ? null : inputBytes(read)).toEqual(inputBytes(input));
    }
  });

  it('finds an input that takes too long or too much, and goes on behind it', {
    timeout: 120_000,
  }, async () => {
    const plan = { seed: 1, from: 0, to: 2, stage: 'json' } as const;
    const slow = await supervise({ ...plan, bounds: { milliseconds: 0, bytes: 1e9 } });
    expect(slow.failures.map(({ index }) => index)).toEqual([0, 1]);
    const greedy = await supervise({ ...plan, bounds: { milliseconds: 30_000, bytes: -1 } });
    expect(greedy.failures.map(({ index }) => index)).toEqual([0, 1]);
  });
});
