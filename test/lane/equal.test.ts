import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { generateCapture, PROFILES } from '../../bench/generate/index.ts';
import type { Inputs } from '../../src/engine/index.ts';
import { corpusEntries, corpusPath, hasCorpus } from '../corpus/corpus.ts';
import { playPlan } from '../scenarios/capture.ts';
import { randomScenario } from '../scenarios/scenario.ts';
import { AtPiece, nowAndThen, reportOf } from './ways.ts';

/**
 * The lane decides nothing: a report is the same, byte by byte, whether ordinary calls go by it, or everything is read the general
 * way, or the general way takes over at any piece of a connection.
 */
const folder = mkdtempSync(join(tmpdir(), 'hookscope-lane-'));
afterAll(() => rmSync(folder, { recursive: true }));

function generated(profile: keyof typeof PROFILES, bytes: number): string {
  const path = join(folder, `${profile}-${bytes}.pcap`);
  generateCapture(path, PROFILES[profile], bytes);
  return path;
}

async function expectSame(inputs: Inputs, seed = 1): Promise<void> {
  const general = await reportOf(inputs, 'off');
  expect(await reportOf(inputs, 'on')).toBe(general);
  expect(await reportOf(inputs, nowAndThen(seed))).toBe(general);
}

function capturesIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path).flatMap((name) =>
    /\.pcap(ng)?(\.gz|\.zst)?$/.test(name) ? [join(path, name)] : [],
  );
}

const samples = capturesIn(fileURLToPath(new URL('../../samples/', import.meta.url)));
/** Captures that lie beside the checkout on some machines. */
const cases = capturesIn(fileURLToPath(new URL('../../../shared/cases/', import.meta.url)));

const SCENARIOS_A_TEST = 25;
const SCENARIOS = Array.from({ length: 8 }, (_, index) => index * SCENARIOS_A_TEST);

describe('a report is the same with and without the lane', () => {
  it.each(samples)('%s', (path) => expectSame([path]));

  it.each(cases)('%s', (path) => expectSame([path]));

  it.skipIf(!hasCorpus)('the corpus', async () => {
    for (const { file } of corpusEntries()) await expectSame([corpusPath(file)]);
  });

  it.each(['hooks', 'hooks-faulty', 'mixed-faulty'] as const)('generated: %s', (profile) =>
    expectSame([generated(profile, 3_000_000)]),
  );

  it.each(SCENARIOS)('random scenarios from %i', async (first) => {
    for (let seed = first; seed < first + SCENARIOS_A_TEST; seed++) {
      const { bytes } = playPlan(randomScenario(seed).plan);
      await expectSame([{ kind: 'bytes', path: '-', bytes }], seed + 1);
    }
  });
});

describe('the general way may take over', () => {
  it('at any piece', async () => {
    const bytes = readFileSync(generated('hooks-faulty', 120_000));
    const inputs: Inputs = [{ kind: 'bytes', path: '-', bytes }];
    const general = await reportOf(inputs, 'off');
    const never = new AtPiece(-1);
    expect(await reportOf(inputs, never.handsOver)).toBe(general);
    expect(never.count).toBeGreaterThan(60);
    for (let piece = 0; piece < never.count; piece++) {
      expect(await reportOf(inputs, new AtPiece(piece).handsOver)).toBe(general);
    }
  });

  it('at every piece', async () => {
    const inputs: Inputs = [generated('hooks-faulty', 120_000)];
    expect(await reportOf(inputs, () => true)).toBe(await reportOf(inputs, 'off'));
  });
});
