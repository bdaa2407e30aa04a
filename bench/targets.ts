import type { RowResult } from './bench.ts';
import type { CommandName } from './commands.ts';
import { type Measured, processorSeconds } from './measure/index.ts';
import { megabytes, seconds } from './results-table.ts';
import type { RowName } from './rows.ts';

export type Results = ReadonlyMap<RowName, RowResult>;

/** Whether a target is met. `met` is null where that is not known, for example because tshark is not installed. */
export interface Judgement {
  readonly title: string;
  readonly met: boolean | null;
  readonly told: string;
}

/** What is measured of a command; NaN where it is not known. */
const MEASURES = {
  wall: { name: 'wall time', of: ({ wall }: Measured) => wall, tell: seconds },
  processor: { name: 'user + sys', of: processorSeconds, tell: seconds },
  memory: {
    name: 'peak memory',
    of: ({ peakBytes }: Measured) => peakBytes ?? Number.NaN,
    tell: (bytes: number) => megabytes(bytes),
  },
} as const;

/** The highest that is allowed: so much, or so much of what another command takes on some row. */
type Bound =
  | { readonly kind: 'so much'; readonly most: number }
  | { readonly kind: 'times' | 'times a call' | 'above'; readonly most: number; readonly than: Subject }
  /** So many times what the same number of calls takes in clear text, and what the bare cipher takes. */
  | { readonly kind: 'cipher'; readonly most: number; readonly than: Subject };

/** A command on a row. */
interface Subject {
  readonly row: RowName;
  readonly command: CommandName;
}

/** An upper bound on what a command costs on a capture, as a whole process. */
interface Target {
  readonly subject: Subject;
  readonly measure: keyof typeof MEASURES;
  readonly bound: Bound;
}

const MEGABYTE = 1_000_000;

/** The targets, in the order in which rows are measured. */
const TARGETS: readonly Target[] = [
  ...timeOf(checkOf('hooks-faulty'), 'times', 1 / 15, { row: 'hooks-faulty', command: 'tshark' }),
  memoryBelow('hooks-faulty', 200 * MEGABYTE),
  ...timeOf(checkOf('hooks'), 'times', 1 / 18, { row: 'hooks', command: 'tshark' }),
  memoryBelow('hooks', 160 * MEGABYTE),
  ...timeOf(checkOf('mixed-faulty'), 'times', 1 / 30, { row: 'mixed-faulty', command: 'tshark' }),
  memoryBelow('mixed-faulty', 100 * MEGABYTE),
  ...timeOf({ row: 'mixed-faulty', command: 'check, port detected' }, 'times', 1.3, checkOf('mixed-faulty')),
  ...timeOf(checkOf('large-faulty'), 'times', 10.5, checkOf('mixed-faulty')),
  {
    subject: checkOf('large-faulty'),
    measure: 'memory',
    bound: { kind: 'times', most: 1.2, than: checkOf('mixed-faulty') },
  },
  ...timeOf(checkOf('sessions'), 'times a call', 1.1, checkOf('sessions-tenth')),
  memoryBelow('sessions', 400 * MEGABYTE),
  {
    subject: checkOf('log'),
    measure: 'processor',
    bound: { kind: 'above', most: 0.15, than: { row: 'log', command: 'node -e 0' } },
  },
  ...timeOf(checkOf('gzip'), 'times', 1.2, { row: 'gzip', command: 'zcat' }),
  ...timeOf(checkOf('tls13-faulty'), 'cipher', 1.2, checkOf('hooks-faulty')),
  ...timeOf(checkOf('tls12-faulty'), 'cipher', 1.2, checkOf('hooks-faulty')),
];

/** The rows that the targets need. */
export const TARGET_ROWS: readonly RowName[] = [
  ...new Set(
    TARGETS.flatMap(({ subject, bound }) =>
      bound.kind === 'so much' ? [subject.row] : [bound.than.row, subject.row],
    ),
  ),
];

/** Judges all targets whose rows were measured, and says of the others that they were not. */
export function judgeTargets(results: Results): readonly Judgement[] {
  return TARGETS.map((target) => judge(target, results));
}

function judge({ subject, measure, bound }: Target, results: Results): Judgement {
  const { name, of, tell } = MEASURES[measure];
  const row = results.get(subject.row)?.row.title ?? subject.row;
  const title = `${row}: ${name} of ${subject.command}, ${wordsOf(bound, tell)}`;
  const figureOf = (one: Subject): number => {
    const cost = results.get(one.row)?.measured.get(one.command);
    return cost === undefined ? Number.NaN : of(cost);
  };
  const value = figureOf(subject);
  const limit = limitOf(bound, figureOf, ({ row: one }) => results.get(one)?.calls ?? Number.NaN, subject);
  if (Number.isNaN(value) || Number.isNaN(limit)) return { title, met: null, told: 'not measured' };
  return { title, met: value <= limit, told: `${tell(value)}; the bound is ${tell(limit)}` };
}

/** What a bound allows the subject, in its own unit. */
function limitOf(
  bound: Bound,
  figureOf: (subject: Subject) => number,
  callsOf: (subject: Subject) => number,
  subject: Subject,
): number {
  switch (bound.kind) {
    case 'so much':
      return bound.most;
    case 'times':
      return bound.most * figureOf(bound.than);
    case 'times a call':
      return bound.most * (figureOf(bound.than) / callsOf(bound.than)) * callsOf(subject);
    case 'cipher': {
      const inClear = (figureOf(bound.than) / callsOf(bound.than)) * callsOf(subject);
      return bound.most * (inClear + figureOf({ row: subject.row, command: 'record cipher' }));
    }
    case 'above':
      return bound.most + figureOf(bound.than);
  }
}

function wordsOf(bound: Bound, tell: (value: number) => string): string {
  if (bound.kind === 'so much') return `at most ${tell(bound.most)}`;
  const { most, than } = bound;
  const other = `${than.command} on ${than.row}`;
  if (bound.kind === 'above') return `at most ${tell(most)} above ${other}`;
  if (bound.kind === 'cipher') return `at most ${most} times the bare cipher and ${other}, for each call`;
  const times = most < 1 ? `1/${Math.round(1 / most)}` : `${most} times that`;
  return `at most ${times} of ${other}${bound.kind === 'times a call' ? ', for each call' : ''}`;
}

function checkOf(row: RowName): Subject {
  return { row, command: 'check' };
}

/** Both times count: a command may neither keep people waiting nor take other processors. */
function timeOf(
  subject: Subject,
  kind: Exclude<Bound['kind'], 'so much'>,
  most: number,
  than: Subject,
): readonly Target[] {
  return (['wall', 'processor'] as const).map((measure) => ({
    subject,
    measure,
    bound: { kind, most, than },
  }));
}

function memoryBelow(row: RowName, most: number): Target {
  return { subject: checkOf(row), measure: 'memory', bound: { kind: 'so much', most } };
}
