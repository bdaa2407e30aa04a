import { availableParallelism, totalmem } from 'node:os';
import type { RowResult } from './bench.ts';
import type { CommandName } from './commands.ts';
import { type Measured, processorSeconds } from './measure/index.ts';
import { markdownTable, type Table } from './tables.ts';

/** A command that every other command is compared with, in one respect. */
interface Yardstick {
  readonly command: CommandName;
  readonly head: string;
  readonly of: (cost: Measured) => number;
}

const wallOf = ({ wall }: Measured): number => wall;
const YARDSTICKS: readonly Yardstick[] = [
  { command: 'tshark', head: 'wall, of tshark', of: wallOf },
  { command: 'tshark', head: 'user + sys, of tshark', of: processorSeconds },
  { command: 'record cipher', head: 'user + sys, of record cipher', of: processorSeconds },
  { command: 'zcat', head: 'wall, of zcat', of: wallOf },
  { command: 'cat', head: 'wall, of cat', of: wallOf },
  { command: 'record walk', head: 'wall, of record walk', of: wallOf },
];

/** One line about the machine: what the figures depend on, and nothing that identifies it. */
export function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores, ${gigabytes} GiB of memory, ${process.platform} ${process.arch}, Node ${process.version.slice(1)}`;
}

/** The commands of one row with their costs and ratios. */
export function resultsTable({
  row,
  bytes,
  frames,
  calls,
  findings,
  faults,
  loadBefore,
  measured,
}: RowResult): Table {
  const yardsticks = YARDSTICKS.flatMap(({ command, head, of }) => {
    const cost = measured.get(command);
    return cost === undefined ? [] : [{ head, of, value: of(cost) }];
  });
  const lines = [...measured].map(([name, cost]) => [
    `\`${name}\``,
    seconds(cost.wall),
    seconds(processorSeconds(cost)),
    megabytes(cost.peakBytes),
    ...yardsticks.map(({ of, value }) => ratio(of(cost), value)),
  ]);
  const head = ['command', 'wall', 'user + sys', 'peak memory', ...yardsticks.map((each) => each.head)];
  const size = `${(bytes / 1e6).toFixed(0)} MB`;
  const counts = `${grouped(frames)} frames, ${grouped(calls)} hook calls, ${grouped(findings)} findings`;
  const runs = Math.max(...[...measured.values()].map((cost) => cost.runs));
  return {
    title: row.title,
    about: `${size}, ${counts}.${faults === null ? '' : ` ${faults}`}`,
    circumstances: `Median of ${runs}; load average before ${loadBefore.toFixed(1)}.`,
    body: markdownTable(head, lines),
  };
}

/** `–` where it is not known. */
export function seconds(value: number): string {
  if (Number.isNaN(value)) return '–';
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
}

export function megabytes(bytes: number | null): string {
  return bytes === null ? '–' : `${Math.round(bytes / 1e6)} MB`;
}

/** `1/31` below one, `4.2 ×` above. */
export function ratio(value: number, yardstick: number): string {
  const times = value / yardstick;
  if (Number.isNaN(times)) return '–';
  return times < 0.95 ? `1/${(1 / times).toFixed(1)}` : `${times.toFixed(1)} ×`;
}

/** `1,234,567`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
