/** The measure of the diagnosis of one server, as tests. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedCount } from '../seed-count.ts';
import { isRight, measureServer, type ServerMeasure } from './measure.ts';
import { type ServerScenario, serverScenario } from './scenario.ts';
import type { ServerProfile } from './server.ts';

const SEEDS = seedCount(100);
const CHUNK = 50;

/**
 * Every fault is to be found, with the right verdict on every expectation, and nothing else told. `faults`: the names of the faults
 * that the seeds must hold.
 */
export function describeServer(profile: ServerProfile, faults: readonly string[]): void {
  describe(`random traffic of ${profile.dialect}: every fault is found, and nothing else`, () => {
    const chunks = Array.from({ length: SEEDS / CHUNK }, (_, index) => index * CHUNK);
    it.each(chunks)('seeds from %i', async (first) => {
      const wrong: string[] = [];
      for (let seed = first; seed < first + CHUNK; seed += 1) {
        const scenario = serverScenario(profile, seed);
        const measured = await measureServer(scenario.plan);
        if (!isRight(measured)) wrong.push(told(scenario, measured));
      }
      expect(wrong.join('\n\n')).toBe('');
    });

    it('and the seeds hold every kind of fault', () => {
      const seeds = Array.from({ length: SEEDS }, (_, seed) => serverScenario(profile, seed).faults);
      const met = new Set(seeds.flat());
      expect(faults.filter((name) => !met.has(name))).toEqual([]);
    });
  });
}

/** All that is needed to look into a failure; the capture is written for Wireshark. */
function told({ plan, told: faults }: ServerScenario, measured: ServerMeasure): string {
  const path = join(tmpdir(), `hookscope-${plan.profile.dialect}-${plan.seed}.pcap`);
  writeFileSync(path, measured.bytes);
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
  return [
    `seed ${plan.seed} (${path})`,
    ...list('faults', faults),
    ...list('told, and not to be', measured.false),
    ...list('to be told, and not', measured.unfound),
    ...list('verdicts', measured.verdicts),
    ...list('dialects', measured.dialects),
  ].join('\n');
}
