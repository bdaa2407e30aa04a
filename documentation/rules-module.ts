import type { RuleExample, RuleText } from '../src/checks/rule-text.ts';

const OPENING = `// Made from the Markdown pages in this folder by \`npm run rules\`: do not edit it.
import type { RuleText } from '../rule-text.ts';

/** The text of every rule's page, by the rule's id. */
export const RULE_TEXTS: Readonly<Record<string, RuleText>> = {
`;

/** The TypeScript module that brings the texts of the pages into the program, in the order given. */
export function rulesModule(texts: ReadonlyMap<string, RuleText>): string {
  const rows = [...texts].map(
    ([id, { title, means, matters, fix, bad, good }]) => `  '${id}': {
    title: ${literal(title)},
    means: ${literal(means)},
    matters: ${literal(matters)},
    fix: ${literal(fix)},
    bad: ${exampleLiteral(bad)},
    good: ${exampleLiteral(good)},
  },
`,
  );
  return `${OPENING}${rows.join('')}};\n`;
}

function exampleLiteral({ caption, form, dialect, text }: RuleExample): string {
  return `{
      caption: ${literal(caption)},
      form: '${form}',
      dialect: ${dialect === null ? 'null' : `'${dialect}'`},
      text: ${literal(text)},
    }`;
}

/** A template literal: it keeps line breaks, so that a change of a page is a change of the same lines here. */
function literal(text: string): string {
  return `\`${text.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&')}\``;
}
