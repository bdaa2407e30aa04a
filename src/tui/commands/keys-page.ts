import { FILTER_FIELDS, FILTER_WORDS } from '../../filter/index.ts';
import { COMMAND_GROUPS, type Command, keyName } from './command.ts';
import { COMMANDS } from './table.ts';

/** The page docs/keys.md in Markdown, made from the table of commands. */
export function keysPage(): string {
  const sections = COMMAND_GROUPS.map((group) => {
    const rows = COMMANDS.filter((command) => command.group === group).map(rowOf);
    return `## ${group}\n\n| keys | what they do |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  const filter = [...FILTER_WORDS, ...FILTER_FIELDS].map(
    ({ form, means }) => `| ${code(form)} | ${cell(means)} |`,
  );
  return [
    '# Keys of the terminal UI\n',
    'Made from the table of commands (`src/tui/commands/table.ts`); `UPDATE=1 npx vitest run test/tui` writes it anew.\n',
    ...sections,
    '## The filter\n',
    'Typed after `/`; `hookscope check --filter` takes the same ([what it leaves of a check](ci.md#a-part-of-the-capture)). Terms are separated by spaces and must all hold. `body:`, members and JSON Pointers ask for payloads, which are searched as they are shown ([how](terminal.md#looking-for-something)).\n',
    `| term | what it finds |\n| --- | --- |\n${filter.join('\n')}\n`,
  ].join('\n');
}

function rowOf({ keys, help }: Command): string {
  return `| ${keys.map((key) => code(keyName(key))).join(' ')} | ${cell(help)} |`;
}

function code(text: string): string {
  return text.includes('`') ? text : `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}
