import { beforeAll, describe, expect, it } from 'vitest';
import { openCapture } from '../../src/capture/index.ts';
import { Reading } from '../../src/engine/analyse.ts';
import { Pipeline, run } from '../../src/engine/pipeline.ts';
import type { TrackerLoad } from '../../src/stream/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { type Held, held } from './held.ts';
import { Line } from './line.ts';

const HOURS = 8;
/** By then every bound that a line of this kind can reach is reached, and every table has its size. */
const SETTLED_HOURS = 2;
const MEGABYTE = 1e6;

interface Sample extends Held {
  readonly connections: number;
  readonly followed: number;
  readonly pendingBytes: number;
  readonly calls: number;
}

/** Runs hours of a line through a pipeline, in simulated time; a sample at the end of each. */
async function soak(pipeline: Pipeline, hours: number, calls: () => number): Promise<readonly Sample[]> {
  const line = new Line();
  const samples: Sample[] = [];
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield line.begin();
    for (let hour = 0; hour < hours; hour += 1) {
      for (let minute = 0; minute < 60; minute += 1) yield line.nextMinute();
      const load: TrackerLoad = pipeline.tracker.load();
      samples.push({ ...load, ...(await held()), calls: calls() });
    }
  }
  const opened = await openCapture([{ kind: 'stream', path: '-', stream: pieces() }]);
  if (!opened.ok) throw new Error(opened.error.message);
  await run(opened.capture, pipeline, null);
  return samples;
}

/** From the hour in which everything has settled to the last. */
function growth(samples: readonly Sample[], of: 'heap' | 'columns' | 'connections' | 'calls'): number {
  const [early, late] = [samples[SETTLED_HOURS - 1], samples.at(-1)];
  return (late?.[of] ?? Number.NaN) - (early?.[of] ?? Number.NaN);
}

describe('eight hours of a line, as far as exchanges', () => {
  let samples: readonly Sample[] = [];
  let exchanges = 0;

  beforeAll(async () => {
    const count = (): void => {
      exchanges += 1;
    };
    const pipeline = new Pipeline({ ports: null, hash: false }, { onExchange: count, onProtocol: () => {} });
    samples = await soak(pipeline, HOURS, () => exchanges);
  }, 120_000);

  it('are read with all that goes wrong on it', () => {
    expect(samples.at(-1)?.connections).toBeGreaterThan(14_000);
    expect(exchanges).toBeGreaterThan(40_000);
  });

  it('keep as many connections under way as in the second hour, and no more bytes behind holes', () => {
    const settled = samples.slice(SETTLED_HOURS - 1);
    const followed = settled.map((sample) => sample.followed);
    expect(Math.max(...followed)).toBeLessThan(1.2 * Math.min(...followed));
    for (const { pendingBytes } of settled) expect(pendingBytes).toBeLessThan(4096);
  });

  it('leave no objects behind', () => {
    // Some 30,000 exchanges, 11,000 connections and 170,000 frames go by: 100 bytes of each would show.
    expect(growth(samples, 'heap')).toBeLessThan(1.5 * MEGABYTE);
  });

  it('leave of each connection a row, which its stream number and its connection need', () => {
    // Rows come in powers of two, and with them what went wrong: up to twice what is in use.
    const ofRows = growth(samples, 'connections') * 2 * 80;
    expect(growth(samples, 'columns')).toBeLessThan(ofRows + MEGABYTE / 2);
  });
});

describe('what is kept of calls', () => {
  it('is an entry for each, and nothing else that grows', async () => {
    const reading = new Reading(analysisOptions({ keepExchanges: 'faulty' }));
    const samples = await soak(reading.pipeline, 5, () => reading.collector.calls.length);
    const bytes = growth(samples, 'heap') + growth(samples, 'columns');
    const calls = growth(samples, 'calls');
    expect(calls).toBeGreaterThan(10_000);
    // Most of these calls bring a session of their own, and with it texts that no other call shares.
    expect(bytes / calls).toBeLessThan(1000);
  });
});
