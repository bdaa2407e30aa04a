import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import { openCapture } from '../../src/capture/index.ts';
import { forgetting } from '../../src/engine/forgetting.ts';
import { judge, type Shard } from '../../src/engine/index.ts';
import { judging } from '../../src/engine/judge.ts';
import { Reading } from '../../src/engine/reading.ts';
import { run } from '../../src/engine/run.ts';
import { foldedCapture, steppedCapture } from './folded-captures.ts';
import {
  analysisOf,
  judged,
  merged,
  recordOffsets,
  shardOf,
  splitInTime,
  splitOptions,
} from './splitting.ts';
import { told } from './told.ts';

/** A capture in which a call is two attempts, each with a leg behind a proxy. */

describe('a call that is several exchanges', () => {
  it('is one call, with its attempts and legs', async () => {
    const analysis = await analysisOf(splitInTime(foldedCapture(1), []));
    const { calls, callExchanges, summary, findings } = analysis;
    expect(calls.map(({ method, response }) => `${method} ${response?.status}`)).toEqual([
      'connect 200',
      'ConnectionStatusEvent 200',
      'ConnectionStatusEvent 200',
    ]);
    expect(summary.calls).toBe(3);
    const [connect, status] = calls;
    expect(callExchanges.attemptsOf(connect).map(({ response }) => response?.status)).toEqual([502, 200]);
    expect(
      callExchanges.legsOf(connect).map(({ exchange, kind }) => [exchange.response?.status, kind]),
    ).toEqual([
      [undefined, 'relayed'],
      [200, 'relayed'],
    ]);
    expect(callExchanges.legsOf(status)).toHaveLength(1);
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toContain('flow/retried');
    expect(rules).toContain('capture/legs');
    for (const rule of ['answer/status', 'answer/none', 'transport/reset', 'flow/repeated'])
      expect(rules).not.toContain(rule);
  });
});

describe('shards of such a capture', () => {
  it('merge to the analysis of the whole, wherever it was split in time', async () => {
    const capture = foldedCapture(3);
    const records = recordOffsets(capture).length - 1;
    for (let cut = 1; cut < records; cut += 4) {
      const inputs = splitInTime(capture, [cut]);
      const [one, other] = await Promise.all(inputs.map((input) => shardOf(input, 20)));
      expect(told(judged(merged(one, other, 20))), `cut ${cut}`).toBe(told(await analysisOf(inputs)));
    }
  });

  // Captures of which the clock was set back overlap in time: those can only be shared out by connections.
  it('merge where they hold different connections, also where the clock was set back', async () => {
    for (const capture of [foldedCapture(3), steppedCapture(3)]) {
      const [input] = splitInTime(capture, []);
      const shards: readonly Shard[] = await Promise.all(
        [0, 1, 2].map((index) => shardOf(input, null, { index, of: 3 })),
      );
      const whole = told(await analysisOf([input]));
      expect(told(judged(shards.reduce((one, other) => merged(one, other, 1))))).toBe(whole);
    }
  });
});

describe('a reading without an end', () => {
  it('forgets attempts and legs with their calls, and none comes back as a call of its own', async () => {
    const options = splitOptions();
    const opened = await openCapture(splitInTime(foldedCapture(200), []));
    if (!opened.ok) throw new Error(opened.error.message);
    const reading = new Reading({ ...options, realTime: true });
    await run(opened.capture, reading, null);
    const before = atOnce(judging(reading.shard(opened.capture, true), options, 0));
    // A retried call has a finding and would stay.
    const gone = atOnce(forgetting(before.facts, [], 100));
    expect(gone.calls.size).toBeGreaterThan(200);
    // Of each session three calls, an attempt and four legs.
    expect(gone.folded.size).toBe((gone.calls.size / 3) * 5);
    reading.forget(gone);
    const after = judge(reading.shard(opened.capture, true), options);
    expect(after.calls.map(({ id }) => id)).toEqual(
      before.analysis.calls.filter((call) => !gone.calls.has(call)).map(({ id }) => id),
    );
    expect(after.findings.find(({ rule }) => rule === 'capture/forgotten-calls')?.count).toBe(
      gone.calls.size,
    );
    expect(after.summary.expectations.missing).toBe(before.analysis.summary.expectations.missing);
  });
});
