// The man page, made of the table of commands. `npm run rules` writes it, and test/cli/man-page.test.ts holds it.
import { type CommandRow, HELP_COMMAND } from '../src/cli/command-row.ts';
import { COMMANDS, DESCRIPTION } from '../src/cli/command-table.ts';
import type { Flag } from '../src/cli/flags/flag.ts';

/** Where it lies. */
export const MAN_PAGE = new URL('../man/hookscope.1', import.meta.url);

/** The page in the macros of man(7). Flags of several commands are told with each of them, as its help does. */
export function manPage(): string {
  return [
    '.\\" Made by documentation/man-page.ts of the table of commands.',
    '.TH HOOKSCOPE 1',
    '.SH NAME',
    'hookscope \\- find out why REST hooks do not work',
    '.SH SYNOPSIS',
    '.B hookscope',
    '.RI [ COMMAND ]',
    '.RI [ FLAG ...]',
    '.RI [ FILE ...]',
    '.SH DESCRIPTION',
    roff(DESCRIPTION),
    '.PP',
    roff(
      'FILE is a pcap or pcapng capture, also compressed by gzip or zstd; - is standard input. Without a command it is opened on a terminal, and checked elsewhere.',
    ),
    '.SH COMMANDS',
    ...[...COMMANDS, HELP_ROW].flatMap(commandLines),
    '.SH EXIT STATUS',
    ...term('0', 'Nothing at or above --fail-on.'),
    ...term('1', 'Findings at or above it.'),
    ...term('2', 'What was asked could not be done; one line on standard error says why.'),
    '.PP',
    'Commands with statuses of their own say so above.',
    '.SH FILES',
    ...term(
      'hookscope.config.json',
      'Settings, looked for from the working directory upwards; hookscope init writes one.',
    ),
    '.SH ENVIRONMENT',
    ...term('NO_COLOR, FORCE_COLOR', 'No colours, or colours where there is no terminal.'),
    '.SH SEE ALSO',
    '.BR tcpdump (1),',
    '.BR dumpcap (1),',
    '.BR wireshark (1)',
    '',
  ].join('\n');
}

const HELP_ROW: Pick<CommandRow, 'name' | 'description' | 'words' | 'flags' | 'examples'> = {
  name: HELP_COMMAND.name,
  description: `${HELP_COMMAND.summary.charAt(0).toUpperCase()}${HELP_COMMAND.summary.slice(1)}.`,
  words: [HELP_COMMAND.argument],
  flags: [],
  examples: [],
};

function commandLines({
  name,
  description,
  words,
  flags,
  examples,
  epilogue,
}: Pick<
  CommandRow,
  'name' | 'description' | 'words' | 'flags' | 'examples' | 'epilogue'
>): readonly string[] {
  const usage = [name, ...words.map((word) => word.words)].join(' ');
  return [
    `.SS ${roff(`hookscope ${usage}`)}`,
    roff(description),
    ...flags.flatMap(flagLines),
    ...(examples.length === 0 ? [] : ['.PP', 'Examples:']),
    ...examples.flatMap(({ line, text }) => [
      '.PP',
      roff(text),
      '.PP',
      '.RS 4',
      '.nf',
      roff(line),
      '.fi',
      '.RE',
    ]),
    ...(epilogue === undefined ? [] : ['.PP', roff(epilogue.replaceAll('\n', ' '))]),
  ];
}

function flagLines(
  { words, text, group, otherwise }: Flag,
  index: number,
  all: readonly Flag[],
): readonly string[] {
  const isFirst = group !== undefined && all[index - 1]?.group !== group;
  const told = otherwise === undefined ? text : `${text} (default: ${otherwise})`;
  return [...(isFirst ? ['.PP', `${roff(group)}:`] : []), ...term(words, told)];
}

function term(words: string, text: string): readonly string[] {
  return ['.TP', `.B ${roff(words)}`, roff(text)];
}

/** Text that roff prints as it is: a backslash and a hyphen have meanings, and so has a sign at the beginning of a line. */
function roff(text: string): string {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
  const ascii = plain.replace(
    /[^ -~]/gu,
    (sign) => `\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`,
  );
  return /^[.']/.test(ascii) ? `\\&${ascii}` : ascii;
}
