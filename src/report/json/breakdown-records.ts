import type { Problem } from '../../checks/index.ts';
import type { Breakdown } from '../breakdown/index.ts';
import type { JsonContext } from './context.ts';

/** The rows of all breakdowns, one record each. A row for several values has `others`, how many they are, and no value. */
export function breakdownRecords({ breakdowns, masker }: JsonContext): readonly object[] {
  return breakdowns.flatMap(({ name, rows }) =>
    rows.map(({ value, others, problems, findings, sessions }) => ({
      by: name,
      value: masker.id(value),
      ...(others > 0 && { others }),
      problems,
      findings,
      sessions,
    })),
  );
}

/** The parts of a problem by each breakdown. */
export function sharesRecord(
  problem: Problem,
  { breakdowns, masker }: Pick<JsonContext, 'breakdowns' | 'masker'>,
): Readonly<Record<string, readonly object[]>> {
  const shares = ({ sharesOf }: Breakdown): readonly object[] =>
    sharesOf(problem).map(({ value, others, count, sessions }) => ({
      value: masker.id(value),
      ...(others > 0 && { others }),
      count,
      sessions,
    }));
  return Object.fromEntries(breakdowns.map((breakdown) => [breakdown.name, shares(breakdown)]));
}
