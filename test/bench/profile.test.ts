import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ProfiledFunction, timeStacks } from '../../bench/profile/sampled-run.ts';
import { stageCosts } from '../../bench/profile/stage-costs.ts';
import { JUDGING, STAGE_OF_ROOM, type StackFunction, stageOf, WRITING } from '../../bench/profile/stages.ts';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
/** Rooms without a stage of their own: base and dialects count for their caller, the others do not run in `check`. */
const WITHOUT_STAGE = [
  'base',
  'dialects',
  'tui',
  'compare',
  'extract',
  'replay',
  'backend',
  'watch',
  'report',
];

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
const rooms = readdirSync(SOURCE, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);
const at = (file: string | null, name = 'work'): StackFunction => ({ name, file });

describe('the stage of a call stack', () => {
  it.each([
    ['the room of the function that ran', 'http', [at('http/connection.ts'), at('stream/tracker.ts')]],
    [
      'the caller of what serves all',
      'hooks',
      [at('base/time.ts'), at('dialects/lookup.ts'), at('hooks/a.ts')],
    ],
    ['the caller of a package', 'http', [at(null, 'execute'), at('http/head/head-parser.ts')]],
    ['writing, for all that the output does', 'writing', [at('privacy/masker.ts'), at('report/json/a.ts')]],
    [
      'judging, for rules about the whole capture',
      'judging',
      [at('hooks/a.ts'), at('checks/rules/flow-repeated.ts'), at('checks/judge.ts', 'judgeAll')],
    ],
    [
      'checks, for rules about one call',
      'checks',
      [at('checks/rules/a.ts', 'judge'), at('engine/b.ts', 'exchange')],
    ],
    [
      'garbage collection by itself',
      'garbage collection',
      [at(null, '(garbage collector)'), at('http/a.ts')],
    ],
    ['the rest, for what Node does by itself', 'start and runtime', [at(null, '(program)')]],
  ] as const)('is %s', (_, stage, stack) => {
    expect(stageOf(stack)).toBe(stage);
  });

  it('is known for every room', () => {
    expect(rooms.length).toBeGreaterThan(10);
    const known = [...Object.keys(STAGE_OF_ROOM), ...WITHOUT_STAGE];
    expect(rooms.filter((room) => !known.includes(room))).toEqual([]);
    // The lane has its stage before it has its room.
    const absent = Object.keys(STAGE_OF_ROOM).filter((room) => !rooms.includes(room));
    expect(absent.filter((room) => room !== 'lane')).toEqual([]);
  });

  it('is told by names that the source has', () => {
    expect(files.filter((file) => WRITING.test(file)).length).toBeGreaterThan(10);
    const judges = files
      .filter((file) => JUDGING.file.test(file) && file.endsWith('.ts'))
      .filter((file) =>
        /^\s*(?:export )?(?:function)?\*? ?judg\w*\(|function\*? judg/m.test(
          readFileSync(join(SOURCE, file), 'utf8'),
        ),
      );
    expect(judges).toContain('checks/judge.ts');
    expect(judges.some((file) => file.startsWith('engine/'))).toBe(true);
  });
});

describe('the costs of the stages', () => {
  const named = (functionName: string): ProfiledFunction => ({
    functionName,
    url: functionName,
    lineNumber: 0,
    columnNumber: 0,
  });
  /** Names of functions are their files. */
  const fileOf = ({ functionName }: ProfiledFunction): string | null =>
    functionName.startsWith('(') ? null : functionName;

  it('share the time of the run by the samples, but for the time it waited', () => {
    const stacks = timeStacks({
      nodes: [
        { id: 1, callFrame: named('(root)'), hitCount: 0, children: [2, 3] },
        { id: 2, callFrame: named('stream/tracker.ts'), hitCount: 1, children: [4] },
        { id: 3, callFrame: named('(idle)'), hitCount: 4 },
        { id: 4, callFrame: named('http/connection.ts'), hitCount: 3 },
      ],
      startTime: 1000,
      endTime: 9000,
    });
    const costs = stageCosts(stacks, { fileOf });
    expect(costs.get('streams')).toBe(1000);
    expect(costs.get('http')).toBe(3000);
    expect([...costs.values()].reduce((sum, cost) => sum + cost, 0)).toBe(4000);
  });
});
