import type { RuleDocumentation } from '../src/checks/rule.ts';
import { type Dialect, dialectNotes } from '../src/dialects/index.ts';
import type { RulePage } from './rule-page.ts';

const INTRODUCTION = `# Rules

Every finding names its rule. \`hookscope explain <rule>\` prints one of these; the configuration file sets the severity
of a rule, or switches it off.

An example of an exchange or of calls has the hooks of a made-up call server, unless it says whose they are:
\`callStarted\` asks whether a call may begin, \`callStatus\` reports its state, and \`sessionStatus\` that of a session.
What holds for one call server only stands under its name.

This page is made from the Markdown pages beside the rules (\`src/checks/rules/\`) by \`npm run rules\`: do not edit it.
`;

/** The page of all rules as Markdown: a table, then a chapter for each rule in the order given. */
export function rulesDocument(
  rules: readonly RuleDocumentation[],
  pages: ReadonlyMap<string, RulePage>,
  dialects: readonly Dialect[],
): string {
  const rows = rules.map(
    (rule) => `| [\`${rule.id}\`](#${anchorOf(rule.id)}) | ${rule.severity} | ${prose(rule.title)} |`,
  );
  const table = ['| rule | severity | says |', '| --- | --- | --- |', ...rows].join('\n');
  const chapters = rules.map((rule) => chapter(rule, pages.get(rule.id), dialects));
  return `${[INTRODUCTION, `${table}\n`, ...chapters].join('\n')}`;
}

function chapter(rule: RuleDocumentation, page: RulePage | undefined, dialects: readonly Dialect[]): string {
  if (page === undefined) throw new Error(`${rule.id} has no page`);
  const { title, means, matters, fix, bad, good } = page;
  const notes = dialectNotes(dialects, rule.id).map(
    ({ names, text }) => `*For ${names.join(' and ')}.* ${blocks(text)}`,
  );
  return `${[
    `## ${rule.id}`,
    `**${title}** (${rule.severity})`,
    means,
    `*Why it matters.* ${matters}`,
    `*What to do.* ${fix}`,
    example('Bad example', bad),
    example('Good example', good),
    ...notes,
  ].join('\n\n')}\n`;
}

/** The block of an example stands on lines of its own. */
function example(name: string, section: string): string {
  return `*${name}.*${section.startsWith('```') ? '\n\n' : ' '}${section}`;
}

/** Lines that begin with two spaces are to be typed or copied: they become code. */
function blocks(text: string): string {
  const made: string[] = [];
  let code: string[] = [];
  const closeCode = (): void => {
    if (code.length > 0) made.push(['```', ...code, '```'].join('\n'));
    code = [];
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('  ')) code.push(line.slice(2));
    else {
      closeCode();
      made.push(prose(line));
    }
  }
  closeCode();
  return made.join('\n\n');
}

/** Text in which nothing is markup (CommonMark §2.4). */
function prose(text: string): string {
  return text.replaceAll(/[\\`*<>|[\]]/g, '\\$&');
}

/** The anchor that GitHub gives a heading. */
function anchorOf(id: string): string {
  return id.toLowerCase().replaceAll(/[^\w -]/g, '');
}
