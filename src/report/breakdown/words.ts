import { count, grouped } from '../layout/quantity.ts';
import type { Breakdown, BreakdownRow, ProblemShare } from './breakdown.ts';
import type { BreakdownName } from './name.ts';

/** What a table or line is headed by. */
export const BREAKDOWN_TITLES: Readonly<Record<BreakdownName, string>> = {
  'call-server': 'call server',
  backend: 'backend',
  app: 'application',
  day: 'day (UTC)',
};

/** What stands for values that are not known. */
const UNNAMED: Readonly<Record<BreakdownName, string>> = {
  'call-server': 'no call server named',
  backend: 'no backend named',
  app: 'no application named',
  day: 'no moment',
};

const OTHERS: Readonly<Record<BreakdownName, readonly [string, string]>> = {
  'call-server': ['other call server', 'other call servers'],
  backend: ['other backend', 'other backends'],
  app: ['other application', 'other applications'],
  day: ['other day', 'other days'],
};

/** The rows that a person is shown; the first of each table are those with most errors. */
const MOST_ROWS = 20;
/** The parts of one problem that a person is shown. */
const MOST_SHARES = 4;

/** A row as people read it. */
export interface RowText {
  readonly value: string;
  /** Problems that are errors or warnings. */
  readonly problems: string;
  readonly errors: string;
  readonly warnings: string;
  readonly notes: string;
  readonly sessions: string;
}

/** The titles of the columns, the first of which is that of the values. */
export const ROW_TITLES: Readonly<Record<Exclude<keyof RowText, 'value'>, string>> = {
  problems: 'problems',
  errors: 'errors',
  warnings: 'warnings',
  notes: 'notes',
  sessions: 'sessions',
};

/** The rows of a table. `shown`: makes a value fit to be shown. The number of rows that are left out is told by `left`. */
export function rowTexts(
  { name, rows }: Breakdown,
  shown: (text: string) => string,
  everything: boolean,
): { readonly rows: readonly RowText[]; readonly left: string | null } {
  const listed = everything ? rows : rows.slice(0, MOST_ROWS);
  const left = rows.slice(listed.length).reduce((sum, { others }) => sum + Math.max(1, others), 0);
  return {
    rows: listed.map((row) => rowText(row, name, shown)),
    left: left === 0 ? null : `… and ${count(left, ...OTHERS[name])}`,
  };
}

function rowText(row: BreakdownRow, name: BreakdownName, shown: (text: string) => string): RowText {
  const { problems, findings, sessions } = row;
  return {
    value: valueText(row, name, shown),
    problems: grouped(problems.error + problems.warning),
    errors: grouped(findings.error),
    warnings: grouped(findings.warning),
    notes: grouped(findings.note),
    sessions: grouped(sessions),
  };
}

function valueText(
  { value, others }: Pick<ProblemShare, 'value' | 'others'>,
  name: BreakdownName,
  shown: (text: string) => string,
): string {
  if (others > 0) return count(others, ...OTHERS[name]);
  return value === null ? UNNAMED[name] : shown(value);
}

/**
 * Where a problem is, a text for each breakdown: `2026-11-29: 12 in 9 sessions; 2026-11-30: 3`. Empty for a problem with one occurrence,
 * whose place is told already. What has one value in the whole report is not told of each problem.
 */
export function shareTexts(
  problem: Parameters<Breakdown['sharesOf']>[0],
  breakdowns: readonly Breakdown[],
  shown: (text: string) => string,
  everything: boolean,
): readonly { readonly title: string; readonly text: string }[] {
  if (problem.count < 2) return [];
  return breakdowns.filter(tellsApart).map((breakdown) => {
    const shares = breakdown.sharesOf(problem);
    const listed = everything ? shares : shares.slice(0, MOST_SHARES);
    const rest = shares.slice(listed.length);
    const restValues = rest.reduce((sum, { others }) => sum + Math.max(1, others), 0);
    const restCount = rest.reduce((sum, share) => sum + share.count, 0);
    const parts = listed.map((share) => {
      const sessions = share.sessions === 0 ? '' : ` in ${count(share.sessions, 'session')}`;
      return `${valueText(share, breakdown.name, shown)}: ${grouped(share.count)}${sessions}`;
    });
    if (restValues > 0) parts.push(`${count(restValues, ...OTHERS[breakdown.name])}: ${grouped(restCount)}`);
    return { title: BREAKDOWN_TITLES[breakdown.name], text: parts.join('; ') };
  });
}

function tellsApart({ rows }: Breakdown): boolean {
  return rows.filter(({ value, others }) => value !== null || others > 0).length > 1;
}
