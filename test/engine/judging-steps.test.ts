import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCapture, PROFILES } from '../../bench/generate/index.ts';
import { sorted } from '../../src/base/sorted.ts';
import { ITEMS_A_STEP } from '../../src/base/steps.ts';
import { openCapture } from '../../src/capture/index.ts';
import { judging } from '../../src/engine/judge.ts';
import { Reading } from '../../src/engine/reading.ts';
import { readInTurns } from '../../src/engine/run.ts';
import type { Shard } from '../../src/engine/shard.ts';
import { byRequest, type HookCall } from '../../src/hooks/index.ts';
import { cataloguing } from '../../src/tui/model/catalogue.ts';
import { splitOptions } from './splitting.ts';

/** Bytes of the capture: some 15,000 calls. */
const SIZE = 36_000_000;
/** A step looks at several thousand items, and at some of them a few times. */
const MOST_LOOKS = 6 * ITEMS_A_STEP;

const folder = mkdtempSync(join(tmpdir(), 'hookscope-steps-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The calls, and how often one of them was asked for. */
class Watched {
  looks = 0;
  readonly calls: readonly HookCall[];

  constructor(calls: readonly HookCall[]) {
    this.calls = new Proxy(calls, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) this.looks += 1;
        return Reflect.get(target, key);
      },
    });
  }
}

async function shardOfCapture(): Promise<Shard> {
  const path = join(folder, 'faulty.pcap');
  generateCapture(path, PROFILES['hooks-faulty'], SIZE);
  const opened = await openCapture([{ kind: 'bytes', path, bytes: readFileSync(path) }]);
  if (!opened.ok) throw new Error(opened.error.message);
  const reading = new Reading({ ...splitOptions(), keepExchanges: 'faulty' });
  for await (const _pause of readInTurns(opened.capture, (frame) => reading.frame(frame), 1000));
  reading.finish();
  return reading.shard(opened.capture, true);
}

describe('a model of many calls', () => {
  let shard: Shard;
  beforeAll(async () => {
    shard = await shardOfCapture();
  });

  it('is made in steps none of which looks at all calls', () => {
    const [part] = shard.parts;
    const [collected] = part.collected;
    const watched = new Watched(sorted(collected.calls, byRequest));
    const steps = judging(
      { ...shard, parts: [{ ...part, collected: [{ ...collected, calls: watched.calls }] }] },
      splitOptions(),
      0,
    );
    expect(collected.calls.length).toBeGreaterThan(MOST_LOOKS);
    const looks: number[] = [];
    for (;;) {
      watched.looks = 0;
      const { done, value } = steps.next();
      looks.push(watched.looks);
      if (done !== true) continue;
      for (const _step of cataloguing(value.analysis, true)) {
        looks.push(watched.looks);
        watched.looks = 0;
      }
      break;
    }
    expect(looks.reduce((sum, each) => sum + each)).toBeGreaterThan(10 * collected.calls.length);
    expect(Math.max(...looks)).toBeLessThan(MOST_LOOKS);
  });
});
