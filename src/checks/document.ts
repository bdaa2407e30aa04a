import type { RuleDocumentation } from './rule.ts';

const INTRODUCTION = `# Rules

Every finding names its rule. \`hookscope explain <rule>\` prints one of these; the configuration file sets the severity
of a rule, or switches it off. This page is made from the rules themselves: do not edit it.
`;

/** The page of all rules as Markdown: a table, then a chapter for each rule in the order given. */
export function rulesPage(rules: readonly RuleDocumentation[]): string {
  const rows = rules.map(
    (rule) => `| [\`${rule.id}\`](#${anchorOf(rule.id)}) | ${rule.severity} | ${prose(rule.title)} |`,
  );
  const table = ['| rule | severity | says |', '| --- | --- | --- |', ...rows].join('\n');
  return `${[INTRODUCTION, `${table}\n`, ...rules.map(chapter)].join('\n')}`;
}

function chapter(rule: RuleDocumentation): string {
  return `## ${rule.id}

**${prose(rule.title)}** (${rule.severity})

${blocks(rule.means)}

*Why it matters.* ${blocks(rule.matters)}

*What to do.* ${blocks(rule.fix)}
`;
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
