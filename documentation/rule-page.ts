import type { ExampleForm, RuleExample, RuleText } from '../src/checks/rule-text.ts';

/** Headings of a rule's page, in this order; what stands before the first says what a finding means. */
const HEADINGS = ['Why it matters', 'What to do', 'Bad example', 'Good example'] as const;
const FORMS: ReadonlySet<string> = new Set<ExampleForm>(['http', 'calls', 'sh', 'text']);

/** A rule's page, in the sections that it consists of; each is Markdown without its heading. */
export interface RulePage {
  readonly title: string;
  readonly means: string;
  readonly matters: string;
  readonly fix: string;
  readonly bad: string;
  readonly good: string;
}

/**
 * The sections of a page: a heading of the first level, and one of the second level for each of {@link HEADINGS}. Throws
 * where it is of another form.
 */
export function readRulePage(markdown: string): RulePage {
  const [opening = '', ...sections] = markdown.split(/^## /m);
  const { heading: title, body: means } = headed(opening.replace(/^# /, ''));
  const [matters = '', fix = '', bad = '', good = ''] = sections.map((section, index) => {
    const { heading, body } = headed(section);
    if (heading !== HEADINGS[index])
      throw new Error(`the heading "${heading}" stands where "${HEADINGS[index]}" belongs`);
    return body;
  });
  const page = { title, means, matters, fix, bad, good };
  for (const [name, text] of Object.entries(page))
    if (text === '') throw new Error(`the page lacks "${name}"`);
  return page;
}

function headed(section: string): { readonly heading: string; readonly body: string } {
  const end = section.indexOf('\n');
  return { heading: section.slice(0, end).trim(), body: section.slice(end).trim() };
}

/** The texts of a page without markup, as `hookscope explain`, SARIF and the terminal UI show them. */
export function ruleTextOf(page: RulePage): RuleText {
  return {
    title: plain(page.title),
    means: plainLines(page.means),
    matters: plainLines(page.matters),
    fix: plainLines(page.fix),
    bad: exampleOf(page.bad),
    good: exampleOf(page.good),
  };
}

const FENCED = /^```(\w+)(?: ([\w-]+))?\n([\s\S]*?)^```$/m;

function exampleOf(section: string): RuleExample {
  const [fenced, form = '', dialect = null, text = ''] = FENCED.exec(section) ?? [];
  if (fenced === undefined || !isForm(form)) throw new Error(`no example of a known form in: ${section}`);
  const caption = section.replace(fenced, '').trim();
  return { caption: plainLines(caption), form, dialect, text: text.trimEnd() };
}

function isForm(word: string): word is ExampleForm {
  return FORMS.has(word);
}

/** One paragraph a line; the lines of a fenced block begin with two spaces. */
function plainLines(markdown: string): string {
  const pieces = markdown.split(/^```\w*\n([\s\S]*?)^```$/m);
  return pieces
    .flatMap((piece, index) =>
      index % 2 === 1
        ? piece
            .trimEnd()
            .split('\n')
            .map((line) => `  ${line}`)
        : piece.split(/\n{2,}/).map((paragraph) => plain(paragraph.trim().replaceAll('\n', ' '))),
    )
    .filter((line) => line !== '')
    .join('\n');
}

/** Text without the marks of code spans (CommonMark §6.1). Pages use no other inline markup. */
function plain(markdown: string): string {
  return markdown.replaceAll(/`([^`]+)`/g, '$1');
}
