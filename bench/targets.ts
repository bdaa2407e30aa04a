import type { RowResult } from './bench.ts';
import type { CommandName } from './commands.ts';
import type { Measured } from './measure/index.ts';
import { megabytes, ratio, seconds } from './results-table.ts';
import type { RowName } from './rows.ts';

export type Results = ReadonlyMap<RowName, RowResult>;

/** Whether a target is met. `met` is null where that is not known, for example because tshark is not installed. */
export interface Judgement {
  readonly title: string;
  readonly met: boolean | null;
  readonly told: string;
}

/** An upper bound on what a command costs on a capture: an absolute one, or relative to another command or capture. */
interface Target {
  readonly title: string;
  readonly judge: (results: Results) => Omit<Judgement, 'title'>;
}

const MEGABYTE = 1_000_000;

/** The targets: bounds on `check`, measured as a whole process. */
const TARGETS: readonly Target[] = [
  {
    title: '1 GB mixed: at most 1/30 of tshark',
    judge: ofTime('mixed', 'check', 'mixed', 'tshark -Y http', 1 / 30),
  },
  { title: '1 GB mixed: at most 160 MB', judge: peakBelow('mixed', 160 * MEGABYTE) },
  {
    title: '300 MB hooks: at most 1/15 of tshark',
    judge: ofTime('hooks', 'check', 'hooks', 'tshark -Y http', 1 / 15),
  },
  { title: '300 MB hooks: at most 320 MB', judge: peakBelow('hooks', 320 * MEGABYTE) },
  { title: '10 GB mixed: at most 10.5 times 1 GB', judge: ofTime('large', 'check', 'mixed', 'check', 10.5) },
  { title: '10 GB mixed: at most 1.1 times the memory of 1 GB', judge: ofMemory('large', 'mixed', 1.1) },
  { title: 'a million sessions: at most 640 MB', judge: peakBelow('sessions', 640 * MEGABYTE) },
  {
    title: '1 GB mixed, port detected: at most 1.3 times the time with --port',
    judge: ofTime('mixed', 'check, port detected', 'mixed', 'check', 1.3),
  },
  { title: '5 MB log.pcap: at most 0.25 s', judge: wallBelow('log', 0.25) },
  { title: '1 GB gzip: at most 1.2 times zcat', judge: ofTime('gzip', 'check', 'gzip', 'zcat', 1.2) },
];

/** The rows that the targets need. */
export const TARGET_ROWS: readonly RowName[] = ['mixed', 'hooks', 'log', 'gzip', 'large', 'sessions'];

export function judgeTargets(results: Results): readonly Judgement[] {
  return TARGETS.map(({ title, judge }) => ({ title, ...judge(results) }));
}

const UNKNOWN = { met: null, told: 'not measured' } as const;

function ofTime(
  row: RowName,
  command: CommandName,
  otherRow: RowName,
  other: CommandName,
  most: number,
): Target['judge'] {
  return (results) => {
    const [one, yardstick] = [costOf(results, row, command), costOf(results, otherRow, other)];
    if (one === null || yardstick === null) return UNKNOWN;
    const told = `${seconds(one.wall)}, ${ratio(one.wall, yardstick.wall)} of ${seconds(yardstick.wall)}`;
    return { met: one.wall <= yardstick.wall * most, told };
  };
}

function ofMemory(row: RowName, otherRow: RowName, most: number): Target['judge'] {
  return (results) => {
    const one = costOf(results, row, 'check')?.peakBytes ?? null;
    const yardstick = costOf(results, otherRow, 'check')?.peakBytes ?? null;
    if (one === null || yardstick === null) return UNKNOWN;
    const told = `${megabytes(one)}, ${ratio(one, yardstick)} of ${megabytes(yardstick)}`;
    return { met: one <= yardstick * most, told };
  };
}

function peakBelow(row: RowName, most: number): Target['judge'] {
  return (results) => {
    const peak = costOf(results, row, 'check')?.peakBytes ?? null;
    return peak === null ? UNKNOWN : { met: peak <= most, told: megabytes(peak) };
  };
}

function wallBelow(row: RowName, most: number): Target['judge'] {
  return (results) => {
    const cost = costOf(results, row, 'check');
    return cost === null ? UNKNOWN : { met: cost.wall <= most, told: seconds(cost.wall) };
  };
}

function costOf(results: Results, row: RowName, command: CommandName): Measured | null {
  return results.get(row)?.measured.get(command) ?? null;
}
