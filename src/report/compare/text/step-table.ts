import {
  type AlignedSteps,
  type Comparison,
  type Departure,
  type ScenarioStep,
  stepName,
  type Variant,
  type Weight,
} from '../../../compare/index.ts';
import { grouped } from '../../layout/quantity.ts';
import { padEnd, padStart, truncate } from '../../layout/width.ts';
import { wrap } from '../../layout/wrap.ts';
import { type ScenarioVariant, variantsInOrder } from '../overview.ts';
import { outcomeCells, remarkOf, scenarioTitle, stepText, WEIGHT_MARKS } from '../words.ts';
import { type CompareContext, headed, LOOK_OF_WEIGHT, shortened } from './context.ts';

const MOST_TABLES = 6;
const MOST_ROWS = 60;
const STATUS_COLUMNS = 6;
const LATENCY_COLUMNS = 10;
const SIDE_COLUMNS = STATUS_COLUMNS + LATENCY_COLUMNS;
const WEIGHT_ORDER: readonly Weight[] = ['fault', 'inconclusive', 'difference'];

/** The scenarios that depart, step by step, with both captures side by side. */
export function* stepTables(comparison: Comparison, context: CompareContext): Iterable<string> {
  const variants = variantsInOrder(comparison);
  if (variants.length === 0) return;
  yield* headed(context, 'Step by step');
  yield* shortened(variants, MOST_TABLES, context, (told) => stepTable(told, context));
}

/** One scenario as a table. */
export function* stepTable(
  { scenario, variant }: ScenarioVariant,
  context: CompareContext,
): Iterable<string> {
  const { paint, columns, safe } = context;
  const example = variant.scenarios[0];
  const session = example?.sessionId ? `, session ${example.sessionId}` : '';
  const share = `${grouped(variant.scenarios.length)} of ${grouped(scenario.bad)}`;
  yield '';
  yield truncate(safe(`${scenarioTitle(scenario)}: ${share} in BAD${session}`), columns);
  yield paint('dim', line('', '', side('GOOD'), side('BAD'), columns));
  const rows = context.everything ? variant.rows : variant.rows.slice(0, MOST_ROWS);
  for (const [index, row] of rows.entries()) {
    const departures = variant.departures.filter((departure) => departure.row === index);
    yield* rowLines(row, departures, variant, context);
  }
  if (rows.length < variant.rows.length) {
    yield `  … and ${grouped(variant.rows.length - rows.length)} more steps (--all shows all)`;
  }
}

function* rowLines(
  row: AlignedSteps,
  departures: readonly Departure[],
  variant: Variant,
  context: CompareContext,
): Iterable<string> {
  const { paint, safe, columns } = context;
  const weight =
    WEIGHT_ORDER.find((each) => departures.some((departure) => departure.weight === each)) ?? null;
  const mark =
    weight === null ? '' : row.kind === 'besides' && weight === 'difference' ? '+' : WEIGHT_MARKS[weight];
  const name = safe(
    row.kind === 'both' && row.good.status !== row.bad.status
      ? bothNames(row.good, row.bad)
      : stepText(row.bad ?? row.good),
  );
  const text = line(
    mark,
    name,
    row.good === null ? side('–') : cells(row.good),
    row.bad === null ? side(absenceWord(row, departures, variant)) : cells(row.bad),
    columns,
  );
  yield weight === null ? text : paint(LOOK_OF_WEIGHT[weight], text);
  for (const departure of departures) {
    const remark = remarkOf(departure);
    if (remark === null) continue;
    let sign = '└ ';
    for (const part of wrap(safe(remark), columns - 6)) {
      yield paint('dim', `    ${sign}${part}`);
      sign = '  ';
    }
  }
}

/** The word in place of a step that the bad scenario lacks. */
function absenceWord(row: AlignedSteps, departures: readonly Departure[], { rows }: Variant): string {
  const [departure] = departures;
  if (departure !== undefined) return departure.weight === 'inconclusive' ? 'not seen' : 'missing';
  const elsewhere = rows.some(
    (each) => each.kind === 'besides' && row.good !== null && stepName(each.bad) === stepName(row.good),
  );
  return elsewhere ? 'moved' : 'still open';
}

function bothNames(good: ScenarioStep, bad: ScenarioStep): string {
  return `${bad.method}  ${good.status ?? 'no status'} → ${bad.status ?? 'no status'}`;
}

function cells(step: ScenarioStep): string {
  const [status, latency] = outcomeCells(step);
  return padStart(status, STATUS_COLUMNS) + padStart(latency, LATENCY_COLUMNS);
}

function side(text: string): string {
  return padStart(text, SIDE_COLUMNS);
}

function line(mark: string, name: string, good: string, bad: string, columns: number): string {
  const room = columns - 2 - 2 * SIDE_COLUMNS;
  return `${padEnd(mark, 2)}${padEnd(truncate(name, room), room)}${good}${bad}`.trimEnd();
}
