import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULE_FILES, readRulePages } from '../../documentation/rule-files.ts';
import { readRulePage, ruleTextOf } from '../../documentation/rule-page.ts';
import { rulesDocument } from '../../documentation/rules-document.ts';
import { rulesModule } from '../../documentation/rules-module.ts';
import { MAX_LIVE_CALLS } from '../../src/base/limits.ts';
import { RULE_TEXTS } from '../../src/checks/rules/documentation.ts';
import { rules } from '../../src/checks/rules/index.ts';
import { dialects, findMethod, findRemedy, noteText } from '../../src/dialects/index.ts';

const pages = readRulePages();
const texts = new Map([...pages].map(([id, page]) => [id, ruleTextOf(page)]));
const builtIn = [...dialects.values()];

/** Holds a file against what it is made from; `UPDATE=1` writes it. */
function expectMade(file: URL, text: string): void {
  if (process.env.UPDATE === '1') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
}

describe('what is made from the pages (npm run rules writes it)', () => {
  test('the module that the program reads', () => {
    expectMade(RULE_FILES.module, rulesModule(texts));
  });
  test('docs/rules.md', () => {
    expectMade(RULE_FILES.document, rulesDocument(rules, pages, builtIn));
  });
});

describe('the pages', () => {
  test('are one for each rule', () => {
    expect([...pages.keys()].sort()).toEqual(rules.map((rule) => rule.id).sort());
  });
  test('say something in each part, and show two different examples', () => {
    for (const [id, { means, matters, fix, bad, good }] of texts) {
      for (const text of [means, matters, fix]) expect(text.length, id).toBeGreaterThan(25);
      expect(bad.text + bad.caption, id).not.toBe(good.text + good.caption);
    }
  });
  test('speak of any call server: what is special to one is in its dialect', () => {
    const special =
      /[Ff]lashphoner|\bWCS\b|[Oo]pen[Vv]ox|[Yy]eastar|\brest[A-Z_]\w*|rest_\w+|clientExclude|app-rest-method|show apps|update app|\b(?:9091|8081|8260)\b/;
    for (const [id, text] of texts) {
      // These rules are of one dialect: their examples can only be of that.
      const examples = text.bad.dialect === null ? [text.bad.text, text.good.text] : [];
      for (const part of [text.title, text.means, text.matters, text.fix, ...examples]) {
        expect(part, id).not.toMatch(special);
      }
    }
  });
  test('name bounds as they are', () => {
    expect(texts.get('capture/forgotten-calls')?.means).toContain(`${MAX_LIVE_CALLS} calls`);
  });
});

test('identifiers of rules are unique and of one form', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
  for (const rule of rules) expect(rule.id).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
});

describe('notes of dialects', () => {
  test.each(builtIn)(
    '$name: are about rules that exist, and name remedies that the dialect has',
    (dialect) => {
      for (const [rule, note] of Object.entries(dialect.ruleNotes)) {
        expect(RULE_TEXTS).toHaveProperty([rule]);
        for (const id of Object.values(note.remedies ?? {}).flat())
          expect(findRemedy(dialect, id), id).not.toBeNull();
      }
    },
  );
  test('a PBX has no words of a call server with a client configuration', () => {
    for (const dialect of builtIn.filter(({ clientConfig }) => clientConfig === null)) {
      const notes = JSON.stringify(dialect.ruleNotes);
      expect(notes).not.toMatch(/rest[A-Z]|rest_|show apps|SEND REST/);
      // Another system may have a hook of the same name.
      if (findMethod(dialect, 'connect') === null) expect(notes).not.toMatch(/\bconnect\b/);
    }
  });
});

describe('reading a page', () => {
  const page = `# A \`b\` c

One
line.

Two:

\`\`\`sh
do it
  again
\`\`\`

then.

## Why it matters

m

## What to do

f

## Bad example

See \`x\`:

\`\`\`http openvox
POST HTTP/1.1

{}
\`\`\`

## Good example

\`\`\`sh
y
\`\`\`
`;
  test('gives plain paragraphs, commands behind two spaces, and examples', () => {
    expect(ruleTextOf(readRulePage(page))).toEqual({
      title: 'A b c',
      means: 'One line.\nTwo:\n  do it\n    again\nthen.',
      matters: 'm',
      fix: 'f',
      bad: { caption: 'See x:', form: 'http', dialect: 'openvox', text: 'POST HTTP/1.1\n\n{}' },
      good: { caption: '', form: 'sh', dialect: null, text: 'y' },
    });
  });
  test('fails where a part is absent, in another place, or without an example', () => {
    expect(() => readRulePage(page.replace('## What to do', '## What'))).toThrow('What to do');
    expect(() => readRulePage(page.slice(0, page.indexOf('## Good')))).toThrow('good');
    expect(() => ruleTextOf(readRulePage(page.replaceAll('```sh\ny', '```php\ny')))).toThrow('example');
  });
  test('survives the module: backticks, backslashes and blanks are kept', () => {
    const text = ruleTextOf(readRulePage(page));
    const odd = { ...text, title: `a\`b\\n$\{c} $d` };
    const made = rulesModule(new Map([['a/b', odd]]));
    const body = made.slice(made.indexOf('= {') + 2, made.lastIndexOf(';'));
    expect(new Function(`return ${body}`)()).toEqual({ 'a/b': odd });
  });
});

describe('docs/rules.md', () => {
  const [rule] = rules;
  if (rule === undefined) throw new Error('no rules');
  test('has what dialects add, under the names of all that say so', () => {
    const document = rulesDocument(rules, pages, builtIn);
    for (const { id } of rules) {
      for (const dialect of builtIn) {
        const note = noteText(dialect, id);
        const chapter = document.split(`\n## ${id}\n`)[1]?.split('\n## ')[0] ?? '';
        expect(
          new RegExp(`\\*For [^*]*\\b${dialect.name}\\b(?!-)`).test(chapter),
          `${id} ${dialect.name}`,
        ).toBe(note !== null);
      }
    }
  });
  test('keeps notes free of markup, and makes commands code', () => {
    const [dialect] = builtIn;
    if (dialect === undefined) throw new Error('no dialect');
    const noted = { ...dialect, ruleNotes: { [rule.id]: { text: 'x <y>:\n  a <b> | c\n  d\nthen' } } };
    const document = rulesDocument([rule], pages, [noted]);
    expect(document).toContain(`*For ${dialect.name}.* x \\<y\\>:\n\n\`\`\`\na <b> | c\nd\n\`\`\`\n\nthen`);
  });
  test('has a table whose titles are no markup', () => {
    expect(rulesDocument([{ ...rule, title: 'A|B' }], pages, [])).toContain('| error | A\\|B |');
  });
});
