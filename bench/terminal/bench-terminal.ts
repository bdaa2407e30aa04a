import { loadavg } from 'node:os';
import type { CaptureCache } from '../captures.ts';
import { seconds } from '../results-table.ts';
import { ROWS, type RowName } from '../rows.ts';
import { markdownTable, type Table } from '../tables.ts';
import { measureFollowing } from './measure-following.ts';
import { type KeyTimes, measureTerminal, type TerminalCost } from './measure-terminal.ts';

/** The captures that are opened: one as people send it, and one with more calls than anybody looks through. */
const CAPTURES = ['log', 'hooks'] as const satisfies readonly RowName[];
export type TerminalCapture = (typeof CAPTURES)[number];

export interface TerminalResult {
  readonly loadBefore: number;
  readonly runs: number;
  /** Medians of the runs, field by field: `longest` is the median of the longest times of each run. */
  readonly costs: ReadonlyMap<TerminalCapture, TerminalCost>;
  /** Of a capture that is followed: from the writing of a request until it is drawn. */
  readonly following: KeyTimes;
}

/** The capture that is followed: 200,000 calls. */
const FOLLOWED_BYTES = 450_000_000;

/** Opens each capture `runs` times in the terminal UI. */
export async function benchTerminal(
  cache: CaptureCache,
  { hookscope, runs }: { readonly hookscope: string; readonly runs: number },
): Promise<TerminalResult> {
  const [loadBefore = 0] = loadavg();
  const costs = new Map<TerminalCapture, TerminalCost>();
  for (const name of CAPTURES) {
    const { profile, size } = ROWS[name];
    const { path } = cache.capture(profile, size);
    // This run is not counted: it brings file and program into memory.
    await measureTerminal(hookscope, path);
    const all: TerminalCost[] = [];
    for (let run = 0; run < runs; run++) all.push(await measureTerminal(hookscope, path));
    costs.set(name, middleOf(all));
  }
  const followed = cache.capture('hooks', FOLLOWED_BYTES);
  const following: KeyTimes[] = [];
  for (let run = 0; run < runs; run++) following.push(await measureFollowing(hookscope, followed.path));
  return { loadBefore, runs, costs, following: middleKeys(following) ?? NO_KEYS };
}

function middleOf(costs: readonly TerminalCost[]): TerminalCost {
  return {
    firstScreen: median(costs.map((cost) => cost.firstScreen)),
    verdict: median(costs.map((cost) => cost.verdict)),
    whileReading: middleKeys(costs.flatMap((cost) => cost.whileReading ?? [])),
    afterwards: middleKeys(costs.map((cost) => cost.afterwards)) ?? NO_KEYS,
  };
}

const NO_KEYS: KeyTimes = { keys: 0, median: Number.NaN, longest: Number.NaN };

function middleKeys(times: readonly KeyTimes[]): KeyTimes | null {
  if (times.length === 0) return null;
  return {
    keys: times.reduce((sum, each) => sum + each.keys, 0),
    median: median(times.map((each) => each.median)),
    longest: median(times.map((each) => each.longest)),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

const TERMINAL_TITLE = 'Terminal UI';

/** A Markdown table of how long a user waits. */
export function terminalTable({ loadBefore, runs, costs, following }: TerminalResult): Table {
  const head = [
    'capture',
    'first screen',
    'verdict',
    'key while reading: median',
    'longest',
    'key afterwards: median',
    'longest',
  ];
  const lines = [...costs].map(([name, { firstScreen, verdict, whileReading, afterwards }]) => [
    ROWS[name].title,
    seconds(firstScreen),
    seconds(verdict),
    ...keyCells(whileReading),
    ...keyCells(afterwards),
  ]);
  return {
    title: TERMINAL_TITLE,
    about: '120 columns, 40 lines.',
    circumstances: `Medians of ${runs}; load average before ${loadBefore.toFixed(1)}. ${followingText(following)}`,
    body: markdownTable(head, lines),
  };
}

function followingText({ keys, median, longest }: KeyTimes): string {
  return `200,000 calls that are followed: a request is drawn ${milliseconds(median)} after it was written at the median, ${milliseconds(longest)} at most, of ${keys}.`;
}

function keyCells(times: KeyTimes | null): readonly string[] {
  return times === null ? ['–', '–'] : [milliseconds(times.median), milliseconds(times.longest)];
}

export function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}
