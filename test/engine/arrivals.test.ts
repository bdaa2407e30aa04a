import { describe, expect, it } from 'vitest';
import { Random } from '../../samples/builder/index.ts';
import { type Frame, openCapture } from '../../src/capture/index.ts';
import { arrivalsSince } from '../../src/engine/arrivals.ts';
import { type Analysis, judge, readInTurns } from '../../src/engine/index.ts';
import { judging } from '../../src/engine/judge.ts';
import { Reading } from '../../src/engine/reading.ts';
import type { Shard } from '../../src/engine/shard.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import { randomCapture, splitInTime, splitOptions } from './splitting.ts';
import { told } from './told.ts';

/** Frames between two looks: a prime, so that requests are met in every state. */
const FRAMES_A_LOOK = 37;

/** What is at hand at one moment while a capture is read. */
interface Moment {
  readonly analysis: Analysis;
  readonly told: string;
  readonly calls: number;
  readonly waited: readonly HookCall[];
}

/** Reads a capture and stops after every so many frames. */
async function readThrough(
  seed: number,
  look: (reading: Reading, shard: Shard) => void,
  between: () => void = () => {},
): Promise<void> {
  const opened = await openCapture(splitInTime(randomCapture(seed), []));
  if (!opened.ok) throw new Error(opened.error.message);
  const { capture } = opened;
  const reading = new Reading(splitOptions());
  const take = (frame: Frame): void => {
    reading.frame(frame);
    between();
    if (reading.frames % FRAMES_A_LOOK === 0) look(reading, reading.shard(capture, false));
  };
  for await (const _pause of readInTurns(capture, take, Number.POSITIVE_INFINITY));
}

function momentOf(reading: Reading, shard: Shard): Moment {
  const analysis = judge(shard, splitOptions());
  const waited = shard.parts[0].collected.flatMap(({ calls }) => calls.filter(({ id }) => id < 0));
  return { analysis, told: told(analysis), calls: reading.calls, waited };
}

/** Exchanges by their requests, with what is known of their responses. */
function exchangesOf(exchanges: Iterable<HookCall>): readonly string[] {
  return [...exchanges]
    .map(({ stream, requestFrames, method, response, sessionId }) =>
      JSON.stringify([requestFrames, stream, method, sessionId, response?.frames]),
    )
    .sort();
}

describe('while a capture is read', () => {
  it.each([2, 11, 28, 41])(
    'a model that is made meanwhile, step by step, is that of what had been read: capture %i',
    async (seed) => {
      const random = new Random(seed);
      let expected: string | null = null;
      let steps: ReturnType<typeof judging> | null = null;
      let compared = 0;
      const stepOn = (most: number): void => {
        for (let left = random.below(most + 1); left > 0 && steps !== null; left--) {
          const { done, value } = steps.next();
          if (done !== true) continue;
          expect(told(value.analysis)).toBe(expected);
          compared += 1;
          steps = null;
        }
      };
      const begin = (_reading: Reading, shard: Shard): void => {
        if (steps !== null) return;
        expected = told(judge(shard, splitOptions()));
        steps = judging(shard, splitOptions(), 0);
      };
      await readThrough(seed, begin, () => stepOn(8));
      expect(compared).toBeGreaterThan(3);
    },
  );

  it.each([2, 3, 19])('what came since a model is listed at once: capture %i', async (seed) => {
    const earlier: Moment[] = [];
    let waiting = 0;
    await readThrough(seed, (reading, shard) => {
      const moment = momentOf(reading, shard);
      const now = exchangesOf([...moment.analysis.calls, ...moment.analysis.callExchanges.folded()]);
      for (const { analysis, calls, waited } of earlier.slice(-5)) {
        const since = reading.since(calls);
        const { added, gone, exchanges } = arrivalsSince(analysis, waited, since.complete, since.waiting);
        const listed = [...analysis.calls, ...analysis.callExchanges.folded()].filter(
          (call) => !gone.has(call),
        );
        const folded = waited.filter(({ id }) => analysis.callExchanges.isFolded(id)).length;
        if (folded === 0) expect(exchangesOf([...listed, ...added])).toEqual(now);
        expect(added.every(({ id }) => exchanges.has(id) && analysis.positions.ofId(id) < 0)).toBe(true);
        waiting += gone.size;
      }
      earlier.push(moment);
    });
    expect(waiting).toBeGreaterThan(0);
  });
});
