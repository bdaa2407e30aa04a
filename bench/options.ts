import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HOOKSCOPE } from './commands.ts';
import { isRowName, ROWS, type Row, type RowName } from './rows.ts';
import { TARGET_ROWS } from './targets.ts';

export interface BenchOptions {
  readonly rows: readonly RowName[];
  /** Whether the terminal UI is measured. */
  readonly terminal: boolean;
  /** Whether the stages of `check` are measured instead of whole commands. */
  readonly profile: boolean;
  /** Rows with the sizes that were asked for. */
  readonly row: (name: RowName) => Row;
  readonly runs: number;
  /** How often everything is measured from the beginning. */
  readonly rounds: number;
  /** Path of the program that is measured. */
  readonly hookscope: string;
  readonly cache: string;
  readonly clean: boolean;
  readonly write: boolean;
}

/** The name of the terminal UI among the rows. It is not in `ROWS` because it does not end by itself. */
const TERMINAL = 'tui';
const ROW_NAMES = [...Object.keys(ROWS), TERMINAL];
/** The name of all rows that `bench:check` measures. */
const ALL_TARGETS = 'targets';

export const USAGE = `npm run bench -- [options]
  --rows NAMES   which, separated by commas: ${ROW_NAMES.join(', ')};
                 ${ALL_TARGETS} stands for those of bench:check
  --size SIZE    bytes of every capture in place of the rows' own: 300m, 1g, 10g
  --runs N       how often each command is run; the median counts (3)
  --rounds N     how often everything is measured, one round after another; each has a table of its own (1)
  --profile      what a call costs in each stage, in place of the above (row hooks-faulty, 60 MB of it)
  --program FILE what is measured (bin/hookscope.js), to compare one build with another
  --cache DIR    where captures are kept (hookscope-bench in the system's temporary folder)
  --write        put the tables into docs/performance.md
  --clean        remove the captures and end`;

/** The capture that is profiled unless rows are named. It has findings, and is so large that the start of the program hardly counts. */
const PROFILED: readonly RowName[] = ['hooks-faulty'];
const PROFILED_SIZE = '60m';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };
const SMALLEST_SIZE = 100_000;

/** Reads the command line. Throws an error of one line where a word makes no sense. */
export function benchOptions(words: readonly string[], defaultRows: readonly RowName[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rows: { type: 'string' },
      size: { type: 'string' },
      runs: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '1' },
      profile: { type: 'boolean', default: false },
      program: { type: 'string', default: HOOKSCOPE },
      cache: { type: 'string', default: join(tmpdir(), 'hookscope-bench') },
      clean: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const names = values.rows
    ?.split(',')
    .flatMap((name): readonly string[] => (name === ALL_TARGETS ? TARGET_ROWS : [name]));
  const { profile } = values;
  const rows = names?.filter((name) => name !== TERMINAL).map(rowName) ?? (profile ? PROFILED : defaultRows);
  const sizeText = values.size ?? (profile && names === undefined ? PROFILED_SIZE : undefined);
  const size = sizeText === undefined ? null : bytesOf(sizeText);
  return {
    rows,
    terminal: names?.includes(TERMINAL) ?? !profile,
    profile,
    row: (name) =>
      size === null ? ROWS[name] : { ...ROWS[name], size, title: `${ROWS[name].title}, --size ${sizeText}` },
    runs: numberOf('--runs', values.runs),
    rounds: numberOf('--rounds', values.rounds),
    hookscope: values.program,
    cache: values.cache,
    clean: values.clean,
    write: values.write,
  };
}

function rowName(name: string): RowName {
  if (isRowName(name)) return name;
  throw new Error(`--rows: there is no row ${name}; expected ${ROW_NAMES.join(', ')}`);
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} ${text}: expected 1 or more`);
  return number;
}

function bytesOf(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([kmg]?)b?$/i.exec(text) ?? [];
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (!(bytes >= SMALLEST_SIZE)) throw new Error(`--size ${text}: expected a size such as 300m, 1g, 10g`);
  return bytes;
}
