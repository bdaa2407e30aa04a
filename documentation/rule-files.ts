import { readdirSync, readFileSync } from 'node:fs';
import { type RulePage, readRulePage } from './rule-page.ts';

/** Where the pages are, and the files that are made from them. */
export const RULE_FILES = {
  pages: new URL('../src/checks/rules/', import.meta.url),
  module: new URL('../src/checks/rules/documentation.ts', import.meta.url),
  document: new URL('../docs/rules.md', import.meta.url),
} as const;

/** All pages by the id of their rule (`answer/none` is in `answer-none.md`), in order of their names. */
export function readRulePages(): ReadonlyMap<string, RulePage> {
  const names = readdirSync(RULE_FILES.pages).filter((name) => name.endsWith('.md'));
  return new Map(names.sort().map((name) => [name.replace('.md', '').replace('-', '/'), readPage(name)]));
}

function readPage(name: string): RulePage {
  try {
    return readRulePage(readFileSync(new URL(name, RULE_FILES.pages), 'utf8'));
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}
