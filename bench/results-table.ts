import { availableParallelism, totalmem } from 'node:os';
import type { RowResult } from './bench.ts';
import type { CommandName } from './commands.ts';

/** The commands that every other command is compared with, by name. */
const YARDSTICKS = ['tshark -Y http', 'zcat', 'cat', 'record walk'] as const satisfies readonly CommandName[];

/** One line about the machine: what the figures depend on, and nothing that identifies it. */
export function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores, ${gigabytes} GiB of memory, ${process.platform} ${process.arch}, Node ${process.version.slice(1)}`;
}

/** A Markdown table of one row's commands with their costs and ratios. */
export function resultsTable(result: RowResult): string {
  const { measured } = result;
  const yardsticks = YARDSTICKS.filter((name) => measured.has(name));
  const head = ['command', 'wall', 'user + sys', 'peak memory', ...yardsticks.map((name) => `of ${name}`)];
  const lines = [...measured].map(([name, cost]) => [
    `\`${name}\``,
    seconds(cost.wall),
    cost.user === null || cost.system === null ? '–' : seconds(cost.user + cost.system),
    megabytes(cost.peakBytes),
    ...yardsticks.map((yardstick) => ratio(cost.wall, measured.get(yardstick)?.wall ?? Number.NaN)),
  ]);
  const size = `${(result.bytes / 1e6).toFixed(0)} MB`;
  const counts = `${grouped(result.frames)} frames, ${grouped(result.calls)} hook calls, ${result.findings} findings`;
  const table = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
  const runs = Math.max(...[...measured.values()].map((cost) => cost.runs));
  return `### ${result.row.title}\n\n${size}, ${counts}; median of ${runs}; load average before ${result.loadBefore.toFixed(1)}.\n\n${table}\n`;
}

export function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
}

export function megabytes(bytes: number | null): string {
  return bytes === null ? '–' : `${Math.round(bytes / 1e6)} MB`;
}

/** `1/31` below one, `4.2 ×` above. */
export function ratio(value: number, yardstick: number): string {
  const times = value / yardstick;
  return times < 0.95 ? `1/${(1 / times).toFixed(1)}` : `${times.toFixed(1)} ×`;
}

/** `1,234,567`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
