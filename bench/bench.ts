import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptureCache } from './captures.ts';
import { COMMANDS, type CommandName, OPTIONAL_PROGRAMS } from './commands.ts';
import { faultsShown } from './faults-shown.ts';
import { PROFILES, REST_PORT } from './generate/index.ts';
import { available, type Command, type Measured, measureAll } from './measure/index.ts';
import { factsOf, type ReportFacts } from './report-facts.ts';
import type { Row } from './rows.ts';

/** The measurements of one row. */
export interface RowResult extends ReportFacts {
  readonly row: Row;
  /** Bytes of the file as it lies on the disk: compressed where the row says so. */
  readonly bytes: number;
  /** Load average of the minute before. Well above 0, other work was going on, and the figures show that too. */
  readonly loadBefore: number;
  readonly measured: ReadonlyMap<CommandName, Measured>;
  /** What is wrong in the capture; null where it is sound. */
  readonly faults: string | null;
}

/** Runs everything of one row `runs` times; `hookscope` is the program that is measured. */
export async function benchRow(
  row: Row,
  cache: CaptureCache,
  { hookscope, runs }: { readonly hookscope: string; readonly runs: number },
): Promise<RowResult> {
  const {
    path: capture,
    bytes,
    tls,
  } = row.gzipped ? await cache.gzipped(row.profile, row.size) : cache.capture(row.profile, row.size);
  const [loadBefore = 0] = loadavg();
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-bench-output-'));
  try {
    const { faulty } = PROFILES[row.profile];
    const files = { hookscope, capture, tls, faulty, output: join(folder, 'output') };
    const names = row.commands.filter((name) => {
      const program = OPTIONAL_PROGRAMS[name];
      return program === undefined || available(program);
    });
    const commands = Object.fromEntries(names.map((name) => [name, COMMANDS[name](files)])) as Record<
      CommandName,
      Command
    >;
    const checked = join(folder, 'checked');
    const measured = measureAll(commands, COMMANDS.check({ ...files, output: checked }), runs);
    const faults = faulty ? await faultsShown(checked, capture, REST_PORT) : null;
    return { row, bytes, ...factsOf(checked), faults, loadBefore, measured };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
