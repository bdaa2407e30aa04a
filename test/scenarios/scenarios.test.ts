import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAULTS } from './faults/index.ts';
import { isRight, type Measure, measure } from './measure.ts';
import { type RandomScenario, randomScenario } from './scenario.ts';
import { seedCount } from './seed-count.ts';

/**
 * The measure of the diagnosis: random captures with none, one or two faults each, of which the generator knows what
 * has to be found. Every fault is to be found, with the right verdict on every expectation, and nothing else told.
 */
const SEEDS = seedCount(300);
const CHUNK = 50;

describe('every fault put into random traffic is found, and nothing else', () => {
  const chunks = Array.from({ length: SEEDS / CHUNK }, (_, index) => index * CHUNK);
  it.each(chunks)('seeds from %i', async (first) => {
    const wrong: string[] = [];
    for (let seed = first; seed < first + CHUNK; seed += 1) {
      const scenario = randomScenario(seed);
      const measured = await measure(scenario.plan);
      if (!isRight(measured) || scenario.unclaimed.length > 0) wrong.push(told(scenario, measured));
    }
    expect(wrong.join('\n\n')).toBe('');
  });

  it('and the seeds hold every kind of fault', () => {
    const met = new Set(Array.from({ length: SEEDS }, (_, seed) => randomScenario(seed).faults).flat());
    expect([...new Set(FAULTS.map((fault) => fault.name))].filter((name) => !met.has(name))).toEqual([]);
  });
});

/** All that is needed to look into a failure; the capture is written for Wireshark. */
function told(scenario: RandomScenario, measured: Measure): string {
  const path = join(tmpdir(), `hookscope-scenario-${scenario.seed}.pcap`);
  writeFileSync(path, measured.bytes);
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
  return [
    `seed ${scenario.seed} (${path})`,
    ...list('faults', scenario.told),
    ...list('told, and not to be', measured.false),
    ...list('to be told, and not', measured.unfound),
    ...list('verdicts', measured.verdicts),
    ...list(
      'the oracle does not know',
      scenario.unclaimed.map((must) => JSON.stringify(must)),
    ),
  ].join('\n');
}
