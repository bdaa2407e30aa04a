import { Command, CommanderError } from 'commander';
import { type CommandRow, type Example, firstWords, HELP_COMMAND } from './command-row.ts';
import { FAMILIES } from './command-rows/dialect-commands.ts';
import { COMMANDS, DESCRIPTION } from './command-table.ts';
import { type ExitStatus, reportFailure } from './failure.ts';
import { TERMINAL_FLAGS } from './flags/check-flags.ts';
import type { Flag } from './flags/flag.ts';
import { suggestionText } from './suggestion.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

const EPILOGUE = `FILE is a pcap or pcapng capture, also compressed by gzip or zstd; - is standard
input. Of several files, those of a rotated set and those that show the same
traffic are one capture; others are captures of their own (--together, --each).
hookscope FILE opens it on a terminal and is short for hookscope check FILE
elsewhere; it takes the flags of check (hookscope open --help), and:
${flagLines(TERMINAL_FLAGS)}

Exit status: 0 nothing at or above --fail-on, 1 findings at or above it,
2 could not do what was asked.

hookscope COMMAND --help has examples and all flags of a command.`;

/** Runs the command line and gives the exit status. The code of a command is loaded when it runs. */
export async function runProgram(words: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const unknown = unknownHelp(words);
  if (unknown !== null) return reportFailure(surroundings, unknown);
  let status: ExitStatus = 0;
  const program = buildProgram(surroundings, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

function buildProgram(surroundings: Surroundings, end: (status: ExitStatus) => void): Command {
  const program = new Command('hookscope')
    .description(DESCRIPTION)
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpCommand(helpCommand())
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
      // commander writes "error: …" and puts its suggestion on a second line.
      outputError: (text) => reportFailure(surroundings, oneLine(text)),
    })
    .addHelpText('after', `\n${EPILOGUE}`);
  for (const row of COMMANDS) {
    const [word = '', ...rest] = row.name.split(' ');
    const parent = rest.length === 0 ? program : familyCommand(program, word);
    addCommand(parent, row, surroundings, end);
  }
  return program;
}

/** The command under which those of a family are; made where it is not there yet. */
function familyCommand(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const family = FAMILIES.find((each) => each.name === name);
  const command = program.command(name).helpCommand(false).exitOverride();
  if (family !== undefined) {
    command.helpGroup(`${family.group}:`).summary(family.summary).description(family.description);
  }
  return command;
}

/** Why there is no help for what was asked for: commander would print that of the whole program. null: there is. */
function unknownHelp([command, name]: readonly string[]): string | null {
  if (command !== HELP_COMMAND.name || name === undefined || name.startsWith('-')) return null;
  const names = firstWords([...COMMANDS, HELP_COMMAND]);
  return names.includes(name) ? null : `help: there is no command ${name}${suggestionText(name, names)}`;
}

/** `hookscope help`, which commander runs. */
function helpCommand(): Command {
  return new Command(HELP_COMMAND.name)
    .helpOption(false)
    .argument(HELP_COMMAND.argument.words, HELP_COMMAND.argument.text)
    .summary(HELP_COMMAND.summary)
    .description(HELP_COMMAND.summary)
    .helpGroup(`${HELP_COMMAND.group}:`);
}

function addCommand(
  parent: Command,
  row: CommandRow,
  surroundings: Surroundings,
  end: (status: ExitStatus) => void,
): void {
  const command = parent
    .command(row.name.split(' ').at(-1) ?? row.name, { isDefault: row.isDefault === true })
    .helpGroup(row.name.includes(' ') ? 'Commands:' : `${row.group}:`)
    .summary(row.summary)
    .description(row.description);
  for (const { words, text } of row.words) command.argument(words, text);
  addFlags(command, row.flags);
  command.addHelpText('after', () => `\n${helpEnd(row)}`);
  command.action(async (...given: unknown[]) => {
    // commander gives the arguments, then the flags, then the command.
    const flags = given[row.words.length];
    end(await row.run(given.slice(0, row.words.length) as never, flags as never, surroundings));
  });
}

/** Adds flags to a command. Its help lists them in this order, group by group. */
function addFlags(command: Command, flags: readonly Flag[]): void {
  for (const { words, text, group, read, otherwise } of flags) {
    const option = command.createOption(words, text);
    if (otherwise !== undefined) option.default(otherwise);
    if (group !== undefined) option.helpGroup(`${group}:`);
    if (read !== undefined) option.argParser(read as (value: string, before: unknown) => unknown);
    command.addOption(option);
  }
}

function helpEnd({ examples, epilogue }: CommandRow): string {
  const shown = ['Examples:', ...examples.map(exampleText)].join('\n');
  return epilogue === undefined ? shown : `${shown}\n\n${epilogue}`;
}

function exampleText({ line, text }: Example): string {
  return `  ${line}\n      ${text}`;
}

function flagLines(flags: readonly Flag[]): string {
  const width = Math.max(...flags.map(({ words }) => words.length));
  return flags.map(({ words, text }) => `  ${words.padEnd(width)}  ${text}`).join('\n');
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replace(/\n\(Did you mean (.*)\?\)$/s, '; did you mean $1?')
    .replaceAll('\n', ' ');
}
