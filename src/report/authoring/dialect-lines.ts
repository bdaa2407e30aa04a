import {
  type Advice,
  acceptanceText,
  type Dialect,
  type Expectation,
  type Method,
} from '../../dialects/index.ts';
import { indented, labelled, type TextPage } from '../layout/page.ts';
import { count } from '../layout/quantity.ts';
import { displayWidth, padEnd } from '../layout/width.ts';

/** What a sound dialect has, and what it could say besides. */
export function* dialectLines(dialect: Dialect, advice: readonly Advice[], page: TextPage): Iterable<string> {
  const { safe, paint } = page;
  yield paint('heading', `${safe(dialect.name)} is a sound dialect: ${safe(dialect.title)}`);
  yield* labelled(page, 'accepted', safe(acceptanceText(dialect, null)), 0);
  if (dialect.ports.length > 0) yield* labelled(page, 'ports', dialect.ports.join(', '), 0);
  yield '';
  yield paint('heading', count(dialect.methods.length, 'method'));
  yield* table(
    dialect.methods.map((method) => [method.name, methodFacts(dialect, method)] as const),
    page,
  );
  yield '';
  yield paint('heading', count(dialect.expectations.length, 'expectation'));
  yield* table(
    dialect.expectations.map((row) => [row.id, expectationFacts(row)] as const),
    page,
  );
  if (advice.length === 0) return;
  yield '';
  yield paint('heading', 'It could say more');
  for (const { pointer, text } of advice) {
    yield `  ${paint('command', safe(pointer))}`;
    yield* indented(page, safe(text), 4);
  }
}

function* table(rows: readonly (readonly [name: string, facts: string])[], page: TextPage): Iterable<string> {
  const widest = Math.max(0, ...rows.map(([name]) => displayWidth(page.safe(name))));
  for (const [name, facts] of rows) {
    const lead = `  ${padEnd(page.safe(name), widest)}  `;
    const lines = [...indented(page, page.safe(facts), displayWidth(lead))];
    for (const [index, line] of lines.entries()) {
      yield index === 0 ? lead + line.slice(displayWidth(lead)) : line;
    }
  }
}

function methodFacts(dialect: Dialect, method: Method): string {
  const { role, dialog, parameters, acceptance } = method;
  const own = acceptance === undefined ? '' : `, accepted by ${acceptanceText(dialect, method)}`;
  const within = dialog === null ? '' : `, ${dialog.kind} by ${dialog.parameters.join(' + ')}`;
  return `${role}${within}, ${count(parameters.length, 'parameter')}${own}`;
}

function expectationFacts({ after, expect, windowSeconds, direction }: Expectation): string {
  const ways = expect.map(({ method }) => method).join(' or ');
  const triggers = after.methods.join(' or ');
  if (direction === 'predecessor') return `${ways} before ${triggers}`;
  return Number.isFinite(windowSeconds)
    ? `${ways} within ${windowSeconds} s of ${triggers}`
    : `${ways} at some time after ${triggers}`;
}
