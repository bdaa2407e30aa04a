import { describe, expect, it } from 'vitest';
import { supervise } from './process/supervise.ts';
import { tryWholeCommand } from './process/whole-command.ts';
import { readSeeds } from './seeds/index.ts';
import { STAGE_NAMES } from './stages/index.ts';

const SEED = 20_260;
const INPUTS = 2000;
const PROCESSES = 2;
const WHOLE_COMMANDS = 12;
/** What no input may cost, on the slowest machine that tests run on. */
const BOUNDS = { milliseconds: 30_000, bytes: 300e6 };

describe('damaged inputs', () => {
  it('each end well, within bounds, and give no output that must not be', { timeout: 300_000 }, async () => {
    const share = INPUTS / PROCESSES;
    const outcomes = await Promise.all(
      Array.from({ length: PROCESSES }, (_, part) =>
        supervise({ seed: SEED, from: part * share, to: (part + 1) * share, stage: null, bounds: BOUNDS }),
      ),
    );
    expect(outcomes.flatMap(({ failures }) => failures)).toEqual([]);
    expect(outcomes.reduce((sum, { tried }) => sum + tried, 0)).toBe(INPUTS);
    for (const { stages } of outcomes) expect([...stages.keys()].sort()).toEqual([...STAGE_NAMES].sort());
  });

  it('end the whole command with one of its statuses, and with a line on standard error at most', {
    timeout: 120_000,
  }, async () => {
    expect(tryWholeCommand(SEED, WHOLE_COMMANDS, await readSeeds())).toEqual([]);
  });
});
