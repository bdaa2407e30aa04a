import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOfRow } from '../../src/base/columns.ts';
import { openCapture } from '../../src/capture/index.ts';
import { Pipeline } from '../../src/engine/pipeline.ts';
import { Reading } from '../../src/engine/reading.ts';
import { run } from '../../src/engine/run.ts';
import { CONNECTION } from '../../src/stream/connection-row.ts';
import type { TrackerLoad } from '../../src/stream/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { type Held, held } from './held.ts';
import { Line } from './line.ts';

const HOURS = 24;
/** The hour after which nothing should grow: every bound is reached, and every table has its final size. */
const SETTLED_HOURS = 2;
const MEGABYTE = 1e6;
/** The look-up of connections has four slots of four bytes for each at most. */
const BYTES_IN_LOOK_UP = 16;

/** Runs hours of a line through a reader, in simulated time; at the end of each what is held, and what `look` tells. */
async function soak<Counts extends object>(
  reader: Pipeline | Reading,
  hours: number,
  look: () => Counts,
): Promise<readonly (Held & Counts)[]> {
  const line = new Line();
  const samples: (Held & Counts)[] = [];
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield line.begin();
    for (let hour = 0; hour < hours; hour += 1) {
      for (let minute = 0; minute < 60; minute += 1) yield line.nextMinute();
      samples.push({ ...look(), ...(await held()) });
    }
  }
  const opened = await openCapture([{ kind: 'stream', path: '-', stream: pieces() }]);
  if (!opened.ok) throw new Error(opened.error.message);
  await run(opened.capture, reader, null);
  return samples;
}

/** From the hour in which everything has settled to the last. */
function growth<Of extends string>(samples: readonly Readonly<Record<Of, number>>[], of: Of): number {
  const [early, late] = [samples[SETTLED_HOURS - 1], samples.at(-1)];
  return (late?.[of] ?? Number.NaN) - (early?.[of] ?? Number.NaN);
}

describe('a day of a line, as far as exchanges', () => {
  let samples: readonly (Held & TrackerLoad)[] = [];
  let exchanges = 0;

  beforeAll(async () => {
    const count = (): void => {
      exchanges += 1;
    };
    const pipeline = new Pipeline({ ports: null, hash: false }, { onExchange: count, onProtocol: () => {} });
    samples = await soak(pipeline, HOURS, () => pipeline.tracker.load());
  }, 600_000);

  it('are read with all that goes wrong on it', () => {
    expect(samples.at(-1)?.connections).toBeGreaterThan(44_000);
    expect(exchanges).toBeGreaterThan(120_000);
  });

  it('keep as many connections under way as in the second hour, and no more bytes behind holes', () => {
    const settled = samples.slice(SETTLED_HOURS - 1);
    const followed = settled.map((sample) => sample.followed);
    expect(Math.max(...followed)).toBeLessThan(1.2 * Math.min(...followed));
    for (const { pendingBytes } of settled) expect(pendingBytes).toBeLessThan(4096);
  });

  it('leave no objects behind', () => {
    // Some 110,000 exchanges, 40,000 connections and 600,000 frames go by: 20 bytes of each would show. What does grow, up to a bound, are
    // the handshakes of TLS connections, of which each hour brings 60 (`MAX_TLS_CONNECTIONS`), and the code that V8 makes.
    expect(growth(samples, 'heap')).toBeLessThan(1.5 * MEGABYTE);
  });

  it('leave of each connection a row, which its number and its summary need', () => {
    // A row, its slots in the look-up and, of some, what went wrong. Rows come in pages: up to two of each table more.
    const ofRows = growth(samples, 'connections') * (bytesOfRow(CONNECTION) + BYTES_IN_LOOK_UP);
    expect(growth(samples, 'columns')).toBeLessThan(ofRows + MEGABYTE);
  });
});

describe('what is kept of calls', () => {
  it('is an entry for each, and nothing else that grows', async () => {
    const reading = new Reading({ ...analysisOptions({ keepExchanges: 'faulty' }), realTime: true });
    const samples = await soak(reading, 5, () => ({ calls: reading.calls }));
    const bytes = growth(samples, 'heap') + growth(samples, 'columns');
    const calls = growth(samples, 'calls');
    expect(calls).toBeGreaterThan(10_000);
    // Most of these calls bring a session of their own, and with it texts that no other call shares.
    expect(bytes / calls).toBeLessThan(1000);
  });
});
