import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesPage } from '../../src/checks/document.ts';
import { rules } from '../../src/checks/rules/index.ts';

const PAGE = new URL('../../docs/rules.md', import.meta.url);

test('docs/rules.md is made from the rules (UPDATE=1 writes it)', () => {
  const page = rulesPage(rules);
  if (process.env.UPDATE === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('identifiers are unique, and each rule is documented in whole', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
  for (const rule of rules) {
    expect(rule.id).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
    for (const text of [rule.means, rule.matters, rule.fix]) expect(text.length).toBeGreaterThan(40);
  }
});

test('commands become code, and the rest is no markup', () => {
  const rule = {
    id: 'a/b',
    severity: 'note',
    title: 'A|B',
    means: 'x <y>',
    matters: 'm',
    fix: 'do:\n  a <b> | c\n  d\nthen',
  } as const;
  const page = rulesPage([rule]);
  expect(page).toContain('```\na <b> | c\nd\n```\n\nthen');
  expect(page).toContain('x \\<y\\>');
  expect(page).toContain('| [`a/b`](#ab) | note | A\\|B |');
  expect(rulesPage([{ ...rule, fix: 'only:\n  code' }])).toContain('```\ncode\n```');
});
