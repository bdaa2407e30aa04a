import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program to be measured from its start to its exit. Its standard output goes nowhere. */
export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  /** Exit statuses that are no failure. */
  readonly statuses: readonly number[];
  /** Variables besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Seconds, and bytes of the largest resident set; null where the system does not tell. */
export interface ProcessCost {
  readonly wall: number;
  readonly user: number | null;
  readonly system: number | null;
  readonly peakBytes: number | null;
}

/** GNU time: it tells the processor time and peak memory of a process. */
const TIME = '/usr/bin/time';
const TIME_FORMAT = '%U %S %M';

/** Runs a command once; throws where it fails. */
export function processCost(command: Command): ProcessCost {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-cost-'));
  const told = join(folder, 'cost');
  const timed = existsSync(TIME);
  const [program, words] = timed
    ? [TIME, ['-q', '-f', TIME_FORMAT, '-o', told, command.program, ...command.words]]
    : [command.program, [...selfReport(command, told), ...command.words]];
  const nowhere = openSync('/dev/null', 'w');
  const begun = process.hrtime.bigint();
  const ended = spawnSync(program, words, {
    stdio: ['ignore', nowhere, 'pipe'],
    env: { ...process.env, ...command.environment },
  });
  const wall = Number(process.hrtime.bigint() - begun) / 1e9;
  try {
    if (ended.error !== undefined) throw ended.error;
    if (ended.status === null || !command.statuses.includes(ended.status)) {
      throw new Error(`${command.program} ended with status ${ended.status}: ${ended.stderr}`);
    }
    return { wall, ...(existsSync(told) ? costTold(readFileSync(told, 'utf8')) : UNKNOWN) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const UNKNOWN = { user: null, system: null, peakBytes: null } as const;

function costTold(text: string): Omit<ProcessCost, 'wall'> {
  const [user = 0, system = 0, kilobytes = 0] = text.trim().split(' ').map(Number);
  return { user, system, peakBytes: kilobytes * 1024 };
}

/** Flags that make a Node process write down its own cost, for systems without GNU time. Other programs have none: their cost is unknown. */
function selfReport(command: Command, path: string): readonly string[] {
  if (command.program !== process.execPath) return [];
  const program = `
    import { writeFileSync } from 'node:fs';
    process.on('exit', () => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      writeFileSync(${JSON.stringify(path)}, [userCPUTime / 1e6, systemCPUTime / 1e6, maxRSS].join(' '));
    });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(program)}`];
}
