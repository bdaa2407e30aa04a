import { describe, expect, it } from 'vitest';
import type { RowResult } from '../../bench/bench.ts';
import type { CommandName } from '../../bench/commands.ts';
import type { Measured } from '../../bench/measure/index.ts';
import { ROWS, type RowName } from '../../bench/rows.ts';
import { judgeTargets, TARGET_ROWS } from '../../bench/targets.ts';

const MEGABYTE = 1_000_000;

/** Seconds of wall time, of user and of system time; megabytes. */
type Cost = readonly [wall: number, user: number, system: number, megabytes: number];

const measured = ([wall, user, system, megabytes]: Cost): Measured => ({
  wall,
  user,
  system,
  peakBytes: megabytes * MEGABYTE,
  runs: 1,
});

function result(
  row: RowName,
  calls: number,
  costs: Partial<Record<CommandName, Cost>>,
): [RowName, RowResult] {
  const of = Object.entries(costs) as [CommandName, Cost][];
  const facts = { frames: 1, calls, findings: 0, faults: null, bytes: 1, loadBefore: 0 };
  return [
    row,
    { row: ROWS[row], ...facts, measured: new Map(of.map(([name, cost]) => [name, measured(cost)])) },
  ];
}

/** Those that are told of a row, as `met` by the beginning of their title. */
function verdictsOf(row: RowName, results: readonly [RowName, RowResult][]): readonly (boolean | null)[] {
  const judgements = judgeTargets(new Map(results));
  return judgements.filter(({ title }) => title.startsWith(`${ROWS[row].title}:`)).map(({ met }) => met);
}

describe('targets', () => {
  it('bound wall time, processor time and memory by themselves', () => {
    const tshark = { tshark: [30, 29, 1, 900] } as const;
    const of = (check: Cost) => verdictsOf('hooks-faulty', [result('hooks-faulty', 9, { check, ...tshark })]);
    expect(of([2, 1.5, 0.5, 200])).toEqual([true, true, true]);
    expect(of([2.1, 1.5, 0.5, 200])).toEqual([false, true, true]);
    expect(of([2, 1.6, 0.5, 200])).toEqual([true, false, true]);
    expect(of([2, 1.5, 0.5, 201])).toEqual([true, true, false]);
  });

  it('compare calls of a large capture with calls of a small one', () => {
    const small = result('sessions-tenth', 100, { check: [1, 1, 0, 100] });
    const of = (wall: number) => result('sessions', 1000, { check: [wall, 10, 0, 400] });
    expect(verdictsOf('sessions', [small, of(11)])).toEqual([true, true, true]);
    expect(verdictsOf('sessions', [small, of(11.1)])).toEqual([false, true, true]);
  });

  it('count what a command takes above another one', () => {
    const of = (check: Cost) =>
      verdictsOf('log', [result('log', 9, { check, 'node -e 0': [1, 0.04, 0, 40] })]);
    expect(of([9, 0.19, 0, 70])).toEqual([true]);
    expect(of([0.1, 0.18, 0.02, 70])).toEqual([false]);
  });

  it('are neither met nor missed where something was not measured', () => {
    expect(verdictsOf('hooks', [result('hooks', 9, { check: [1, 1, 1, 100] })])).toEqual([null, null, true]);
    expect(judgeTargets(new Map()).filter(({ met }) => met !== null)).toHaveLength(0);
  });

  it('name the row, the figure and the bound', () => {
    const costs = { check: [3, 3, 0, 250], tshark: [30, 30, 0, 900] } as const;
    const missed = judgeTargets(new Map([result('hooks-faulty', 9, costs)])).find(({ met }) => met === false);
    const line = `${missed?.title} ${missed?.told}`;
    for (const part of [ROWS['hooks-faulty'].title, '3.00 s', '2.00 s']) expect(line).toContain(part);
  });

  it('ask for their rows only', () => {
    const rows = judgeTargets(new Map(TARGET_ROWS.map((row) => result(row, 1, { check: [1, 1, 1, 1] }))));
    for (const row of TARGET_ROWS.filter((name) => name !== 'sessions-tenth'))
      expect(rows.some(({ title }) => title.startsWith(`${ROWS[row].title}:`))).toBe(true);
  });
});
