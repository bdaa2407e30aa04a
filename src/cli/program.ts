import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { REPORT_FORMATS } from '../report/index.ts';
import type { CheckFlags } from './commands/check.ts';
import type { OpenFlags } from './commands/open.ts';
import { type ExitStatus, reportFailure } from './failure.ts';
import { READERS, SETTING_READERS, THRESHOLDS } from './settings/settings.ts';
import type { Reader } from './settings/values.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

const DESCRIPTION =
  'Finds out from a traffic capture why REST hooks between a call server and a backend do not work.';
const EPILOGUE = `
FILE is a pcap or pcapng capture, also compressed by gzip or zstd; - is standard
input; several files are one capture in order of time.
hookscope FILE opens it on a terminal (--follow reads on as it grows), and is
short for hookscope check FILE elsewhere.

Exit status: 0 nothing at or above --fail-on, 1 findings at or above it,
2 could not do what was asked.`;

/** Runs the command line and gives the exit status. What commands need is loaded when they run. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
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
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
      // commander says "error: …" and puts its suggestion on a second line.
      outputError: (text) => reportFailure(surroundings, oneLine(text)),
    })
    .addHelpText('after', EPILOGUE);
  addCheckFlags(program.command('check'))
    .summary('say what is wrong with the hook calls of a capture')
    .description(
      'Finds the hook calls of a capture, checks them, and says what should have been called and was not.',
    )
    .argument('<FILE...>', 'captures; several are one in order of time')
    .action(async (files: string[], flags: CheckFlags) => {
      const { runCheck } = await import('./commands/check.ts');
      end(await runCheck(files, flags, surroundings));
    });
  addCheckFlags(program.command('report'))
    .summary('write a report whose format goes by its name')
    .description('Checks a capture and writes a report; the name of the file says in which format.')
    .argument('<FILE...>', 'captures; several are one in order of time')
    .action(async (files: string[], flags: CheckFlags) => {
      const { runReport } = await import('./commands/report.ts');
      end(await runReport(files, flags, surroundings));
    });
  program
    .command('exchanges')
    .summary('list every HTTP exchange of a capture')
    .description('Lists every HTTP exchange of a capture, on any port.')
    .argument('<FILE...>', 'captures; several are one in order of time')
    .option('--format <FORMAT>', 'text or ndjson (one JSON object a line)', 'text')
    .option('--port <N>', 'only this port; repeatable', collect(SETTING_READERS.ports))
    .option('-o, --output <FILE>', 'write to a file')
    .option(
      '--reader <NAME>',
      `what reads the capture: ${READERS.join(' or ')}`,
      read(SETTING_READERS.reader),
    )
    .option('--show-secrets', 'show passwords, tokens and the like')
    .option('--no-color', 'no colours')
    .action(async (files: string[], flags) => {
      const { runExchanges } = await import('./commands/exchanges.ts');
      end(await runExchanges(files, flags, surroundings));
    });
  program
    .command('explain')
    .summary('print what a rule means, or list the rules')
    .description(
      'Prints what findings of a rule mean, why they matter and what to do; without RULE lists the rules.',
    )
    .argument('[RULE]', 'such as flow/missing-call')
    .option('--no-color', 'no colours')
    .action(async (rule: string | undefined, flags) => {
      const { runExplain } = await import('./commands/explain.ts');
      end(await runExplain(rule ?? null, flags, surroundings));
    });
  program
    .command('hooks')
    .summary('print the parameter table of a hook, or list the hooks')
    .description(
      'Prints what is known of a hook method and its parameters; without METHOD lists the methods.',
    )
    .argument('[METHOD]', 'such as ConnectionStatusEvent')
    .option('--format <FORMAT>', 'text, json, or schema (JSON Schema of the payload)', 'text')
    .option('--dialect <NAME|FILE>', 'the call server, or your own dialect file')
    .option('--no-color', 'no colours')
    .action(async (method: string | undefined, flags) => {
      const { runHooks } = await import('./commands/hooks.ts');
      end(await runHooks(method ?? null, flags, surroundings));
    });
  program
    .command('init')
    .summary('write a commented configuration file here')
    .description(
      'Writes hookscope.config.json, in which everything is explained, into the working directory.',
    )
    .action(async () => {
      const { runInit } = await import('./commands/init.ts');
      end(await runInit(surroundings));
    });
  // `hookscope FILE`
  addCheckFlags(program.command('open', { isDefault: true, hidden: true }))
    .argument('[FILE...]', 'captures')
    .option('--follow', 'go on reading a file that grows')
    .action(async (files: string[], flags: OpenFlags) => {
      const { runOpen } = await import('./commands/open.ts');
      const names = program.commands.map((command) => command.name()).filter((name) => name !== 'open');
      end(await runOpen(files, flags, names, surroundings));
    });
  return program;
}

function addCheckFlags(command: Command): Command {
  return command
    .option(
      '--port <N>',
      "the backend's port; repeatable; found by itself where left out",
      collect(SETTING_READERS.ports),
    )
    .option('--host <ADDR>', 'only conversations with this address', read(SETTING_READERS.host))
    .option('--dialect <NAME|FILE>', 'the call server, or your own dialect file; detected where left out')
    .option('--session <ID>', 'only this session', read(SETTING_READERS.session))
    .option(
      '--from <T>',
      'only calls from then on: seconds since the first frame, or a time',
      read(SETTING_READERS.from),
    )
    .option('--to <T>', 'only calls until then', read(SETTING_READERS.to))
    .option(
      '--filter <EXPR>',
      'only calls and expectations that match, such as "method:connect has:error"; docs/keys.md has the language',
      read(SETTING_READERS.filter),
    )
    .option('--window <FACTOR>', 'multiply the windows of all expectations', read(SETTING_READERS.window))
    .option(
      '--expect <METHOD>',
      'demand that a method occurs at all; repeatable',
      collect(SETTING_READERS.expect),
    )
    .option('--format <FORMAT>', REPORT_FORMATS.map(({ name, title }) => `${name}: ${title}`).join('; '))
    .option('-o, --output <FILE>', 'write the report to a file')
    .option('--report <FORMAT=PATH>', 'write a further report; repeatable', collectText)
    .option('--fail-on <LEVEL>', `exit status 1 from: ${THRESHOLDS.join(', ')}`, read(SETTING_READERS.failOn))
    .option(
      '--baseline <FILE>',
      'known findings, which do not make the exit status 1',
      read(SETTING_READERS.baseline),
    )
    .option('--write-baseline <FILE>', 'write the findings down as known')
    .option(
      '--max-findings <N>',
      'exit status 1 only for more findings than these',
      read(SETTING_READERS.maxFindings),
    )
    .option('--payloads', 'payloads of all calls in the JSON report')
    .option('--show-secrets', 'show passwords, tokens and the like')
    .option('--all', 'leave nothing out, however long the report gets')
    .option('--quiet', 'only the verdict, in the text and Markdown reports')
    .option('--no-color', 'no colours')
    .option('--hook-secret-file <FILE>', 'verify Authorization: WCS with the key in this file')
    .option(
      '--reader <NAME>',
      `what reads the capture: ${READERS.join(' or ')}`,
      read(SETTING_READERS.reader),
    )
    .option('--config <FILE>', 'configuration; hookscope.config.json upwards from here where left out');
}

/** Reads the value of a flag; commander names the flag in its message. */
function read<T>(reader: Reader<T>): (value: string) => T {
  return (value) => {
    const checked = reader(value);
    if (checked.ok) return checked.value;
    throw new InvalidArgumentError(`Expected ${checked.expected}`);
  };
}

/** Reads the values of a flag that may be given several times. */
function collect<T>(
  reader: Reader<readonly T[]>,
): (value: string, before: readonly T[] | undefined) => readonly T[] {
  return (value, before) => [...(before ?? []), ...read(reader)(value)];
}

function collectText(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replace(/\n\(Did you mean (.*)\?\)$/s, '; did you mean $1?')
    .replaceAll('\n', ' ');
}
