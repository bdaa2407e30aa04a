import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../cli/built-program.ts';

export interface MeasuredRun {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
  /** Seconds of processor time: other work of the machine hardly changes it. */
  readonly seconds: number;
  /** Largest resident set. */
  readonly peakMegabytes: number;
}

const MOST_OUTPUT_BYTES = 512 * 1024 * 1024;
const TIMEOUT_MILLISECONDS = 180_000;

/** Runs the built command in a process of its own, which tells its cost when it exits. */
export function measuredRun(words: readonly string[], input?: Buffer): MeasuredRun {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-bomb-'));
  const told = join(folder, 'cost');
  // On Linux, maxRSS includes the memory of the process that started this one, from before the exec. VmHWM does not.
  const reporter = `
    import { existsSync, readFileSync, writeFileSync } from 'node:fs';
    process.on('exit', () => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      const own = existsSync('/proc/self/status') && /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
      const kilobytes = own ? Number(own[1]) : maxRSS;
      writeFileSync(${JSON.stringify(told)}, [(userCPUTime + systemCPUTime) / 1e6, kilobytes / 1024].join(' '));
    });`;
  try {
    const ended = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(reporter)}`, PROGRAM, ...words],
      {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: MOST_OUTPUT_BYTES,
        timeout: TIMEOUT_MILLISECONDS,
        input: input ?? '',
      },
    );
    const [seconds = Number.NaN, peakMegabytes = Number.NaN] = existsSync(told)
      ? readFileSync(told, 'utf8').split(' ').map(Number)
      : [];
    return { status: ended.status, output: ended.stdout, errors: ended.stderr, seconds, peakMegabytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
