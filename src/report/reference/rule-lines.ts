import type { RuleDocumentation, RuleExample } from '../../checks/index.ts';
import type { SharedNote } from '../../dialects/index.ts';
import { indented, type TextPage } from '../layout/page.ts';
import { displayWidth, padEnd, truncate } from '../layout/width.ts';

/** All rules, one a line. */
export function* ruleListLines(rules: readonly RuleDocumentation[], page: TextPage): Iterable<string> {
  const widest = Math.max(0, ...rules.map((rule) => displayWidth(rule.id)));
  for (const rule of rules) {
    const lead = `${padEnd(rule.id, widest)}  ${padEnd(rule.severity, 7)}  `;
    yield lead + truncate(rule.title, page.columns - displayWidth(lead));
  }
  yield '';
  yield 'hookscope explain RULE: what it means, why it matters, what to do, with examples.';
}

/** A rule's documentation: what holds for any call server, its examples, then what dialects add. */
export function* ruleLines(
  rule: RuleDocumentation,
  notes: readonly SharedNote[],
  page: TextPage,
): Iterable<string> {
  yield `${page.paint('heading', rule.id)}  ${page.paint('dim', rule.severity)}`;
  yield page.paint('heading', rule.title);
  yield* chapter('What it means', rule.means, page);
  yield* chapter('Why it matters', rule.matters, page);
  yield* chapter('What to do', rule.fix, page);
  yield* exampleLines('Bad example', rule.bad, page);
  yield* exampleLines('Good example', rule.good, page);
  for (const { names, text } of notes) yield* chapter(`For ${names.join(' and ')}`, text, page);
}

function* chapter(heading: string, text: string, page: TextPage): Iterable<string> {
  yield '';
  yield page.paint('heading', heading);
  yield* paragraphs(text, page);
}

/** Commands (lines that begin with two spaces) are never broken, so that they can be copied. */
function* paragraphs(text: string, page: TextPage): Iterable<string> {
  for (const line of text.split('\n')) {
    if (line.startsWith('  ')) yield `    ${page.paint('command', line.trim())}`;
    else yield* indented(page, line, 2);
  }
}

function* exampleLines(
  heading: string,
  { caption, dialect, form, text }: RuleExample,
  page: TextPage,
): Iterable<string> {
  const hasHooks = form === 'http' || form === 'calls';
  const whose = hasHooks ? (dialect ?? 'hooks of a made-up call server') : null;
  yield '';
  yield `${page.paint('heading', heading)}${whose === null ? '' : ` ${page.paint('dim', `(${whose})`)}`}`;
  if (caption !== '') yield* paragraphs(caption, page);
  for (const line of text.split('\n')) yield line === '' ? '' : `    ${line}`;
}
