import type { RuleDocumentation } from '../../checks/index.ts';
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
  yield 'hookscope explain RULE: what it means, why it matters, what to do.';
}

/** The documentation of a rule. */
export function* ruleLines(rule: RuleDocumentation, page: TextPage): Iterable<string> {
  yield `${page.paint('heading', rule.id)}  ${page.paint('dim', rule.severity)}`;
  yield page.paint('heading', rule.title);
  for (const [heading, text] of [
    ['What it means', rule.means],
    ['Why it matters', rule.matters],
    ['What to do', rule.fix],
  ] as const) {
    yield '';
    yield page.paint('heading', heading);
    for (const paragraph of text.split('\n')) yield* indented(page, paragraph, 2);
  }
}
