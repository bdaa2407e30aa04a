// Writes what is made from the rules' pages (the module that the program reads, and docs/rules.md), the man page, and the JSON
// Schema of dialect files.
// Run it with `npm run rules`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dialectSchema, dialects } from '../src/dialects/index.ts';
import { MAN_PAGE, manPage } from './man-page.ts';
import { RULE_FILES, readRulePages } from './rule-files.ts';
import { ruleTextOf } from './rule-page.ts';
import { rulesDocument } from './rules-document.ts';
import { rulesModule } from './rules-module.ts';

const pages = readRulePages();
writeFileSync(
  RULE_FILES.module,
  rulesModule(new Map([...pages].map(([id, page]) => [id, ruleTextOf(page)]))),
);
// The rules import the module that was just written.
const { rules } = await import('../src/checks/rules/index.ts');
writeFileSync(RULE_FILES.document, rulesDocument(rules, pages, [...dialects.values()]));

mkdirSync(new URL('.', MAN_PAGE), { recursive: true });
writeFileSync(MAN_PAGE, manPage());

writeFileSync(
  new URL('../docs/schema/hookscope-dialect-1.schema.json', import.meta.url),
  `${JSON.stringify(dialectSchema(), null, 2)}\n`,
);
