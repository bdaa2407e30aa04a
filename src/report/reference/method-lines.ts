import {
  type Dialect,
  type Expectation,
  HOOK_TYPES,
  type MethodDescription,
  type MethodRole,
  type ParameterDescription,
  partyText,
} from '../../dialects/index.ts';
import { indented, LABEL_COLUMNS, labelled, type TextPage } from '../layout/page.ts';
import { spanText } from '../layout/quantity.ts';
import { displayWidth, padEnd } from '../layout/width.ts';

/** All methods of a dialect by family, one a line. */
export function* methodListLines(dialect: Dialect, page: TextPage): Iterable<string> {
  yield page.paint('heading', `${page.safe(dialect.name)}: ${page.safe(dialect.title)}`);
  yield* indented(page, page.safe(dialect.description), 0);
  const families = new Set(dialect.methods.map((method) => method.family));
  const widest = Math.max(0, ...dialect.methods.map((method) => displayWidth(page.safe(method.name))));
  for (const family of families) {
    yield '';
    yield page.paint('heading', page.safe(family));
    for (const method of dialect.methods) {
      if (method.family !== family) continue;
      let lead = `  ${padEnd(page.safe(method.name), widest)}  ${HOOK_TYPES[method.role]}  `;
      const blank = ' '.repeat(displayWidth(lead));
      for (const line of indented(page, page.safe(method.description), blank.length)) {
        yield lead + line.slice(blank.length);
        lead = blank;
      }
    }
  }
  yield '';
  const roles = ROLES.map((role) => `${HOOK_TYPES[role]} ${page.safe(dialect.roleNames[role])}`);
  yield `${roles.join(', ')}. hookscope hooks METHOD: its parameters.`;
}

const ROLES: readonly MethodRole[] = ['opener', 'ask', 'event', 'incoming'];

/** Everything the tables say about a method. */
export function* methodLines(method: MethodDescription, page: TextPage): Iterable<string> {
  const { safe, paint } = page;
  yield paint('heading', `${safe(method.name)}`);
  yield* indented(page, safe(method.description), 0);
  yield '';
  yield* labelled(page, 'dialect', `${safe(method.dialect)}, ${safe(method.family)}`, 0);
  yield* labelled(page, 'type', `${method.hookType}, ${method.hookTypeName}`, 0);
  if (method.aliases.length > 0) yield* labelled(page, 'also', safe(method.aliases.join(', ')), 0);
  if (method.clientCall !== null) yield* labelled(page, 'caused by', safe(method.clientCall), 0);
  if (method.dialog !== null) {
    yield* labelled(
      page,
      'dialog',
      safe(`${method.dialog.kind}, told apart by ${method.dialog.parameters.join(', ')}`),
      0,
    );
  }
  yield* labelled(page, 'missing', safe(method.whenMissing), 0);
  for (const { policy, after, description } of method.onError) {
    const label = policy === 'any' ? 'error' : `error, ${safe(policy)}`;
    const said = after === undefined ? description : `after ${after}: ${description}`;
    if (displayWidth(label) < LABEL_COLUMNS) yield* labelled(page, label, safe(said), 0);
    else yield* labelled(page, 'error', safe(`${policy}: ${said}`), 0);
  }
  for (const row of method.opens) yield* labelled(page, 'opens', safe(expectationText(row)), 0);
  for (const row of method.meets) yield* labelled(page, 'meets', safe(expectationText(row)), 0);
  yield* labelled(page, 'source', safe(`${method.source.title} (${method.source.tag})`), 0);
  yield '';
  yield paint('heading', 'Parameters');
  for (const parameter of method.parameters) yield* parameterLines(parameter, page);
}

function* parameterLines(row: ParameterDescription, page: TextPage): Iterable<string> {
  const names = [row.name, ...row.aliases].map(page.safe).join(', ');
  const facts = [row.types.join(' or '), row.presence, ...(row.secret ? ['secret'] : [])].join(', ');
  yield `  ${page.paint('command', names)}  ${page.paint('dim', `${facts} [${row.source.tag}]`)}`;
  yield* indented(page, page.safe(row.description), 4);
  if (row.text !== null) yield* indented(page, `A string: ${row.text}.`, 4);
  if (row.absentMeans !== null) yield* indented(page, page.safe(`Absent: ${row.absentMeans}.`), 4);
  const party = partyText(row.party);
  if (party !== null) yield* indented(page, party, 4);
  if (row.values !== null) yield* indented(page, page.safe(valueText(row.values)), 4);
}

const EXTENTS = { closed: 'One of', open: 'Known', examples: 'Such as' } as const;

function valueText({ extent, values }: NonNullable<ParameterDescription['values']>): string {
  return `${EXTENTS[extent]}: ${values.join(', ')}`;
}

function expectationText({ after, expect, direction, key, windowSeconds }: Expectation): string {
  const wanted = expect
    .map(({ method, statuses }) => (statuses === 'any' ? method : `${method} ${statuses.join('/')}`))
    .join(' or ');
  const statuses = after.statuses === 'any' ? '' : ` ${after.statuses.join('/')}`;
  const relation = direction === 'predecessor' ? 'before' : 'after';
  const within = Number.isFinite(windowSeconds) ? `within ${spanText(windowSeconds)}` : 'at any time';
  return `${wanted} ${within} ${relation} ${after.methods.join(' or ')}${statuses} of the same ${key}`;
}
