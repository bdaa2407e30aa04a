import { Command, CommanderError } from 'commander';
import { EXAMPLES } from '../dialects/examples/index.ts';
import type { CheckFlags } from './commands/check.ts';
import type { ExtractFlags } from './commands/extract.ts';
import type { OpenFlags } from './commands/terminal.ts';
import { type ExitStatus, reportFailure } from './failure.ts';
import {
  addFlags,
  CHECK_FLAGS,
  COMPARE_FLAGS,
  EXCHANGES_FLAGS,
  EXPLAIN_FLAGS,
  EXTRACT_FLAGS,
  HOOKS_FLAGS,
  OPEN_FLAGS,
} from './flags.ts';
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

const COMPARE_EPILOGUE = `
Exit status: 0 no difference that counts, 1 BAD lacks or fails something that
GOOD has, 2 could not be compared. docs/compare.md says what counts.`;

/** Runs the command line and gives the exit status. The code of a command is loaded when it runs. */
export async function runProgram(words: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
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
      // commander writes "error: …" and puts its suggestion on a second line.
      outputError: (text) => reportFailure(surroundings, oneLine(text)),
    })
    .addHelpText('after', EPILOGUE);
  addFlags(program.command('check'), CHECK_FLAGS)
    .summary('say what is wrong with the hook calls of a capture')
    .description(
      'Finds the hook calls of a capture, checks them, and says what should have been called and was not.',
    )
    .argument('<FILE...>', 'captures; several are one in order of time')
    .action(async (files: string[], flags: CheckFlags) => {
      const { runCheck } = await import('./commands/check.ts');
      end(await runCheck(files, flags, surroundings));
    });
  addFlags(program.command('report'), CHECK_FLAGS)
    .summary('write a report whose format goes by its name')
    .description('Checks a capture and writes a report; the name of the file says in which format.')
    .argument('<FILE...>', 'captures; several are one in order of time')
    .action(async (files: string[], flags: CheckFlags) => {
      const { runReport } = await import('./commands/report.ts');
      end(await runReport(files, flags, surroundings));
    });
  addFlags(program.command('compare'), COMPARE_FLAGS)
    .summary('say where a failing capture departs from a working one')
    .description(
      'Compares a capture in which something works with one in which it does not, scenario by scenario: what BAD lacks, fails or has besides, where it departs first, and why.',
    )
    .argument('<GOOD>', 'a capture in which it works; - is standard input')
    .argument('<BAD>', 'a capture in which it does not')
    .addHelpText('after', COMPARE_EPILOGUE)
    .action(async (good: string, bad: string, flags) => {
      const { runCompare } = await import('./commands/compare.ts');
      end(await runCompare(good, bad, flags, surroundings));
    });
  addFlags(program.command('exchanges'), EXCHANGES_FLAGS)
    .summary('list every HTTP exchange of a capture')
    .description('Lists every HTTP exchange of a capture, on any port.')
    .argument('<FILE...>', 'captures; several are one in order of time')
    .action(async (files: string[], flags) => {
      const { runExchanges } = await import('./commands/exchanges.ts');
      end(await runExchanges(files, flags, surroundings));
    });
  addFlags(program.command('extract'), EXTRACT_FLAGS)
    .summary('write the frames of a session, a call or a finding as a capture')
    .description(
      'Takes the frames of sessions, calls or findings out of a capture and writes them as a capture of their own.',
    )
    .argument('<FILE...>', 'captures; several are one in order of time')
    .action(async (files: string[], flags: ExtractFlags) => {
      const { runExtract } = await import('./commands/extract.ts');
      end(await runExtract(files, flags, surroundings));
    });
  addFlags(program.command('explain'), EXPLAIN_FLAGS)
    .summary('print what a rule means, or list the rules')
    .description(
      'Prints what findings of a rule mean, why they matter and what to do; without RULE lists the rules.',
    )
    .argument('[RULE]', 'such as flow/missing-call')
    .action(async (rule: string | undefined, flags) => {
      const { runExplain } = await import('./commands/explain.ts');
      end(await runExplain(rule ?? null, flags, surroundings));
    });
  addFlags(program.command('hooks'), HOOKS_FLAGS)
    .summary('print the parameter table of a hook, or list the hooks')
    .description(
      'Prints what is known of a hook method and its parameters; without METHOD lists the methods.',
    )
    .argument('[METHOD]', `such as ${EXAMPLES.event}`)
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
  addFlags(program.command('open', { isDefault: true, hidden: true }), OPEN_FLAGS)
    .argument('[FILE...]', 'captures')
    .action(async (files: string[], flags: OpenFlags) => {
      const { runOpen } = await import('./commands/open.ts');
      const names = program.commands.map((command) => command.name()).filter((name) => name !== 'open');
      end(await runOpen(files, flags, names, surroundings));
    });
  return program;
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replace(/\n\(Did you mean (.*)\?\)$/s, '; did you mean $1?')
    .replaceAll('\n', ' ');
}
