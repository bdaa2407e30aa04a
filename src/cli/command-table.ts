import { EXAMPLES } from '../dialects/examples/index.ts';
import { type CommandRow, firstWords } from './command-row.ts';
import type { BackendFlags } from './commands/backend.ts';
import type { CheckFlags } from './commands/check-plan.ts';
import type { CompareFlags } from './commands/compare.ts';
import type { DialectCheckFlags } from './commands/dialect-check.ts';
import type { DialectNewFlags } from './commands/dialect-new.ts';
import type { DialectSchemaFlags } from './commands/dialect-schema.ts';
import type { DialectTestFlags } from './commands/dialect-test.ts';
import type { ExchangesFlags } from './commands/exchanges.ts';
import type { ExtractFlags } from './commands/extract.ts';
import type { HooksFlags } from './commands/hooks.ts';
import type { LuaFlags } from './commands/lua.ts';
import type { ReplayFlags } from './commands/replay.ts';
import type { OpenFlags } from './commands/terminal.ts';
import type { WatchFlags } from './commands/watch.ts';
import { CHECK_FLAGS, OPEN_FLAGS } from './flags/check-flags.ts';
import {
  COMPARE_FLAGS,
  DEMO_FLAGS,
  EXCHANGES_FLAGS,
  EXPLAIN_FLAGS,
  EXTRACT_FLAGS,
  HOOKS_FLAGS,
  LUA_FLAGS,
} from './flags/command-flags.ts';
import {
  DIALECT_CHECK_FLAGS,
  DIALECT_NEW_FLAGS,
  DIALECT_SCHEMA_FLAGS,
  DIALECT_TEST_FLAGS,
} from './flags/dialect-flags.ts';
import { FLEET_FLAGS } from './flags/fleet-flags.ts';
import { BACKEND_FLAGS, REPLAY_FLAGS, WATCH_FLAGS } from './flags/traffic-flags.ts';
import type { FleetFlags } from './fleet/fleet-flags.ts';

/** What the program does. */
export const DESCRIPTION =
  'Finds out from a traffic capture why REST hooks between a call server and a backend do not work.';

/** Captures of a command that takes any number of them. */
const CAPTURES = { words: '<FILE...>', text: 'captures; those that belong together are one' } as const;

const COMPARE_EPILOGUE = `Exit status: 0 no difference that counts, 1 BAD lacks or fails something that
GOOD has, 2 could not be compared. docs/compare.md says what counts.`;

const WATCH_EPILOGUE = `It ends with its input, or by SIGINT or SIGTERM, with a line that sums up. Exit
status: 0 it ended so, whatever was found; 2 it could not watch.
docs/watch.md has the lines, and a unit for systemd.`;

const REPLAY_EPILOGUE = `Exit status: 0 the backend accepts every call that was sent, and answers as in
the capture where that was accepted; 1 it does not; 2 nothing could be sent.
docs/replay.md says what is sent and what is compared.`;

const FLEET_ACTION_TEXT = 'submit, work, status or report';

const FLEET_EPILOGUE = `Exit status of report: that of check over all captures; 2 where a set is not done.
docs/fleet.md says how to set one up, and what is not promised.`;

/** All commands, in the order in which the help lists them. To add one, write a file in `commands/` and add a row here. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'open',
    group: 'Look and check',
    summary: 'look at a capture in the terminal UI; short: hookscope FILE',
    description:
      'Opens a capture in the terminal UI, where input and output are a terminal and no report is asked for; elsewhere it is check.',
    words: [{ words: '[FILE...]', text: 'a capture; several files where they are one' }],
    flags: OPEN_FLAGS,
    examples: [
      { line: 'hookscope log.pcap', text: 'look at a capture' },
      { line: 'hookscope log.pcap --follow', text: 'look at one that is being written' },
      {
        line: `tcpdump -U -i any -w - tcp port ${EXAMPLES.port} | hookscope -`,
        text: 'look at traffic as it goes by',
      },
      { line: 'hookscope log.pcap --filter "has:error"', text: 'begin with what is wrong' },
    ],
    isDefault: true,
    run: async ([files]: [readonly string[]], flags: OpenFlags, surroundings) =>
      (await import('./commands/open.ts')).runOpen(files, flags, firstWords(COMMANDS), surroundings),
  },
  {
    name: 'check',
    group: 'Look and check',
    summary: 'say what is wrong with the hook calls of a capture',
    description:
      'Finds the hook calls of a capture, checks them, and says what should have been called and was not.',
    words: [CAPTURES],
    flags: CHECK_FLAGS,
    examples: [
      { line: 'hookscope check log.pcap', text: 'what is wrong, and what to do' },
      { line: 'hookscope check log.pcap --quiet', text: 'only the verdict' },
      { line: 'hookscope check log.pcap --format json -o out.json', text: 'for a program' },
      { line: 'hookscope check log.pcap --baseline known.json', text: 'fail on what is new only' },
      { line: 'hookscope check *.pcap', text: 'a folder of captures, with a summary at the end' },
    ],
    run: async ([files]: [readonly string[]], flags: CheckFlags, surroundings) =>
      (await import('./commands/check.ts')).runCheck(files, flags, surroundings),
  },
  {
    name: 'report',
    group: 'Look and check',
    summary: 'write a report whose format goes by its name',
    description: 'Checks a capture and writes a report; the name of the file says in which format.',
    words: [CAPTURES],
    flags: CHECK_FLAGS,
    examples: [
      {
        line: 'hookscope report log.pcap -o out.html && xdg-open out.html',
        text: 'one page for the browser',
      },
      { line: 'hookscope report log.pcap -o out.md --redact personal', text: 'for a ticket' },
    ],
    run: async ([files]: [readonly string[]], flags: CheckFlags, surroundings) =>
      (await import('./commands/report.ts')).runReport(files, flags, surroundings),
  },
  {
    name: 'compare',
    group: 'Look and check',
    summary: 'say where a failing capture departs from a working one',
    description:
      'Compares a capture in which something works with one in which it does not, scenario by scenario: what BAD lacks, fails or has besides, where it departs first, and why.',
    words: [
      { words: '<GOOD>', text: 'a capture in which it works; - is standard input' },
      { words: '<BAD>', text: 'a capture in which it does not' },
    ],
    flags: COMPARE_FLAGS,
    examples: [
      { line: 'hookscope compare good.pcap bad.pcap', text: 'where the second one departs' },
      {
        line: 'hookscope compare log.pcap log.pcap --good-to 600 --bad-from 600',
        text: 'before and after a moment',
      },
    ],
    epilogue: COMPARE_EPILOGUE,
    run: async ([good, bad]: [string, string], flags: CompareFlags, surroundings) =>
      (await import('./commands/compare.ts')).runCompare(good, bad, flags, surroundings),
  },
  {
    name: 'exchanges',
    group: 'Look and check',
    summary: 'list every HTTP exchange of a capture',
    description: 'Lists every HTTP exchange of a capture, on any port.',
    words: [{ words: '<FILE...>', text: 'captures; several are listed as one, in order of time' }],
    flags: EXCHANGES_FLAGS,
    examples: [
      { line: 'hookscope exchanges log.pcap', text: 'all of them' },
      {
        line: 'hookscope exchanges log.pcap --port 8080 --format ndjson',
        text: 'those of a port, for a program',
      },
    ],
    run: async ([files]: [readonly string[]], flags: ExchangesFlags, surroundings) =>
      (await import('./commands/exchanges.ts')).runExchanges(files, flags, surroundings),
  },
  {
    name: 'extract',
    group: 'Take out',
    summary: 'write the frames of a session, a call or a finding as a capture',
    description:
      'Takes the frames of sessions, calls or findings out of a capture and writes them as a capture of their own.',
    words: [CAPTURES],
    flags: EXTRACT_FLAGS,
    examples: [
      { line: 'hookscope extract log.pcap --finding 3 -o finding-3.pcap', text: 'what shows a finding' },
      {
        line: 'hookscope extract log.pcap --session ID --scrub -o session.pcap',
        text: 'a session without its secrets, for somebody else',
      },
    ],
    run: async ([files]: [readonly string[]], flags: ExtractFlags, surroundings) =>
      (await import('./commands/extract.ts')).runExtract(files, flags, surroundings),
  },
  {
    name: 'lua',
    group: 'Take out',
    summary: 'write what is known of a capture as a script for Wireshark',
    description:
      'Writes a post-dissector for Wireshark and tshark with what hookscope knows of one capture: the fields hookscope.method, hookscope.verdict, hookscope.rule and hookscope.text.',
    words: [{ words: '<FILE>', text: 'a capture; the script tells nothing in any other' }],
    flags: LUA_FLAGS,
    examples: [
      { line: 'hookscope lua log.pcap -o hookscope.lua', text: 'make it' },
      { line: 'wireshark -X lua_script:hookscope.lua log.pcap', text: 'use it' },
      {
        line: 'tshark -X lua_script:hookscope.lua -r log.pcap -Y \'hookscope.verdict == "error"\'',
        text: 'list the frames with errors',
      },
    ],
    run: async ([file]: [string], flags: LuaFlags, surroundings) =>
      (await import('./commands/lua.ts')).runLua(file, flags, surroundings),
  },
  {
    name: 'replay',
    group: 'Try and watch',
    summary: 'send the hook calls of a capture to a backend again',
    description:
      'Sends the hook calls of a capture to a backend that you name, in order, and says call by call how its answers differ from those of the capture.',
    words: [CAPTURES],
    flags: REPLAY_FLAGS,
    examples: [
      {
        line: `hookscope replay log.pcap --to http://localhost:${EXAMPLES.port}`,
        text: 'at the pace of the capture',
      },
      {
        line: `hookscope replay log.pcap --session ID --to http://localhost:${EXAMPLES.port} --fast`,
        text: 'one session, without its pauses',
      },
    ],
    epilogue: REPLAY_EPILOGUE,
    run: async ([files]: [readonly string[]], flags: ReplayFlags, surroundings) =>
      (await import('./commands/replay.ts')).runReplay(files, flags, surroundings),
  },
  {
    name: 'backend',
    group: 'Try and watch',
    summary: 'run a backend that accepts every hook and says what came',
    description:
      'Listens for hook calls, answers them as the call server wants it, and prints each with what is wrong with it.',
    words: [],
    flags: BACKEND_FLAGS,
    examples: [
      { line: `hookscope backend --port ${EXAMPLES.port}`, text: 'try a call server on this machine' },
      {
        line: `hookscope backend --port ${EXAMPLES.port} --status ${EXAMPLES.opener}=403 --delay 2`,
        text: 'one that refuses, slowly',
      },
    ],
    run: async (_given: [], flags: BackendFlags, surroundings) =>
      (await import('./commands/backend.ts')).runBackend(flags, surroundings),
  },
  {
    name: 'watch',
    group: 'Try and watch',
    summary: 'tell problems as they arise, as a service',
    description:
      'Reads a capture as it is written, and writes a line of JSON for each problem: when it appears, when it grows, and when it turns out to be none.',
    words: [{ words: '<FILE...>', text: 'captures that grow; - is standard input' }],
    flags: WATCH_FLAGS,
    examples: [
      {
        line: `tcpdump -U -i any -w - tcp port ${EXAMPLES.port} | hookscope watch - --metrics 9464`,
        text: 'what goes by, with measures for Prometheus',
      },
      { line: 'hookscope watch log.pcap --exec /usr/local/bin/page-me', text: 'call somebody' },
    ],
    epilogue: WATCH_EPILOGUE,
    run: async ([files]: [readonly string[]], flags: WatchFlags, surroundings) =>
      (await import('./commands/watch.ts')).runWatch(files, flags, surroundings),
  },
  {
    name: 'fleet',
    group: 'Try and watch',
    summary: 'spread captures over workers, and report on all of them',
    description:
      'Spreads captures over workers by a queue on Redis, and reports on all of them as one. ACTION is submit, work, status or report.',
    words: [
      { words: '<ACTION>', text: FLEET_ACTION_TEXT },
      { words: '[PATH...]', text: 'submit: captures, or folders with captures' },
    ],
    flags: FLEET_FLAGS,
    examples: [
      {
        line: 'hookscope fleet submit --redis redis://127.0.0.1 --run monday --store /srv/hookscope /srv/captures',
        text: 'one job for each capture set',
      },
      {
        line: 'hookscope fleet work --redis redis://127.0.0.1 --store /srv/hookscope',
        text: 'a worker; as many as there are processors, on any machine',
      },
      { line: 'hookscope fleet status --redis redis://127.0.0.1 --run monday', text: 'how far it is' },
      {
        line: 'hookscope fleet report --redis redis://127.0.0.1 --run monday --store /srv/hookscope -o monday.html',
        text: 'what is wrong in all of them together',
      },
    ],
    epilogue: FLEET_EPILOGUE,
    run: async ([action, paths]: [string, readonly string[]], flags: FleetFlags, surroundings) =>
      (await import('./commands/fleet.ts')).runFleet(action, paths, flags, surroundings),
  },
  {
    name: 'demo',
    group: 'Look and check',
    summary: 'look at a capture that comes with the program',
    description:
      'Opens a capture that comes with the program in the terminal UI, where input and output are a terminal; elsewhere it prints the check of it.',
    words: [],
    flags: DEMO_FLAGS,
    examples: [{ line: 'hookscope demo', text: 'see what it can do, without a capture of your own' }],
    run: async (_given: [], flags: { readonly color: boolean }, surroundings) =>
      (await import('./commands/demo.ts')).runDemo(flags, surroundings),
  },
  {
    name: 'explain',
    group: 'Reference and set-up',
    summary: 'print what a rule means, or list the rules',
    description:
      'Prints what findings of a rule mean, why they matter and what to do; without RULE lists the rules.',
    words: [{ words: '[RULE]', text: 'such as flow/missing-call' }],
    flags: EXPLAIN_FLAGS,
    examples: [{ line: 'hookscope explain flow/missing-call', text: 'one rule' }],
    run: async ([rule]: [string | undefined], flags: { readonly color: boolean }, surroundings) =>
      (await import('./commands/explain.ts')).runExplain(rule ?? null, flags, surroundings),
  },
  {
    name: 'hooks',
    group: 'Reference and set-up',
    summary: 'print the parameter table of a hook, or list the hooks',
    description:
      'Prints what is known of a hook method and its parameters; without METHOD lists the methods.',
    words: [{ words: '[METHOD]', text: `such as ${EXAMPLES.event}` }],
    flags: HOOKS_FLAGS,
    examples: [
      { line: `hookscope hooks ${EXAMPLES.opener}`, text: 'one method' },
      { line: `hookscope hooks ${EXAMPLES.opener} --format schema`, text: 'its payload as JSON Schema' },
    ],
    run: async ([method]: [string | undefined], flags: HooksFlags, surroundings) =>
      (await import('./commands/hooks.ts')).runHooks(method ?? null, flags, surroundings),
  },
  {
    name: 'dialect new',
    group: 'Reference and set-up',
    summary: 'propose a dialect file for a server that a capture shows',
    description:
      'Writes a dialect file: of the HTTP requests of a capture, with everything in it marked as observed, or without a capture one to begin with. What it found and what the capture could not tell stands on standard error.',
    words: [
      { words: '<NAME>', text: 'the name of the dialect' },
      { words: '[FILE...]', text: 'captures with hooks of the server' },
    ],
    flags: DIALECT_NEW_FLAGS,
    examples: [
      { line: 'hookscope dialect new intercom log.pcap -o intercom.json', text: 'of what a capture shows' },
      { line: 'hookscope dialect new intercom -o intercom.json', text: 'without a capture' },
    ],
    run: async ([name, files]: [string, readonly string[]], flags: DialectNewFlags, surroundings) =>
      (await import('./commands/dialect-new.ts')).runDialectNew(name, files, flags, surroundings),
  },
  {
    name: 'dialect check',
    group: 'Reference and set-up',
    summary: 'say what is wrong with a dialect file, or what it has',
    description:
      'Checks a dialect file: every mistake with its line and its place, or what the dialect has and what it could say besides.',
    words: [{ words: '<FILE>', text: 'a dialect file' }],
    flags: DIALECT_CHECK_FLAGS,
    examples: [{ line: 'hookscope dialect check intercom.json', text: 'after each change' }],
    epilogue: 'Exit status: 0 the file can be used, 2 it has mistakes.',
    run: async ([file]: [string], flags: DialectCheckFlags, surroundings) =>
      (await import('./commands/dialect-check.ts')).runDialectCheck(file, flags, surroundings),
  },
  {
    name: 'dialect test',
    group: 'Reference and set-up',
    summary: 'say what a dialect file makes of captures',
    description:
      'Reads captures with a dialect file: what was recognised and what was not, which rows of its tables never came, which members it does not have, and what became of its expectations.',
    words: [
      { words: '<FILE>', text: 'a dialect file' },
      { words: '<CAPTURE...>', text: 'captures; those that belong together are one' },
    ],
    flags: DIALECT_TEST_FLAGS,
    examples: [
      { line: 'hookscope dialect test intercom.json log.pcap', text: 'whether it fits a capture' },
      {
        line: 'hookscope dialect test intercom.json sound/*.pcap --fail-on warning',
        text: 'in a test: sound captures have no findings',
      },
    ],
    epilogue: `Exit status: 0 no finding at or above --fail-on, 1 there are some, 2 the
file or a capture could not be read.`,
    run: async ([file, captures]: [string, readonly string[]], flags: DialectTestFlags, surroundings) =>
      (await import('./commands/dialect-test.ts')).runDialectTest(file, captures, flags, surroundings),
  },
  {
    name: 'dialect schema',
    group: 'Reference and set-up',
    summary: 'print the JSON Schema of dialect files, for editors',
    description:
      'Prints the JSON Schema of dialect files. An editor that knows it completes names, shows what they mean and marks mistakes.',
    words: [],
    flags: DIALECT_SCHEMA_FLAGS,
    examples: [
      {
        line: 'hookscope dialect schema -o hookscope-dialect-1.schema.json',
        text: 'beside the dialect file, which names it as "$schema"',
      },
    ],
    run: async (_given: [], flags: DialectSchemaFlags, surroundings) =>
      (await import('./commands/dialect-schema.ts')).runDialectSchema(flags, surroundings),
  },
  {
    name: 'version',
    group: 'Reference and set-up',
    summary: 'print the version',
    description: 'Prints the same as --version.',
    words: [],
    flags: [],
    examples: [{ line: 'hookscope version', text: 'which one is installed' }],
    run: async (_given: [], _flags: object, surroundings) =>
      (await import('./commands/version.ts')).runVersion(surroundings),
  },
  {
    name: 'completion',
    group: 'Reference and set-up',
    summary: 'print a script that completes commands, flags and their values',
    description:
      'Prints a script for a shell, which completes commands, flags, their values and names of files.',
    words: [{ words: '<SHELL>', text: 'bash, zsh or fish' }],
    flags: [],
    examples: [
      { line: 'source <(hookscope completion bash)', text: 'in ~/.bashrc' },
      { line: `hookscope completion zsh > "\${fpath[1]}/_hookscope"`, text: 'for zsh, once' },
      {
        line: 'hookscope completion fish > ~/.config/fish/completions/hookscope.fish',
        text: 'for fish, once',
      },
    ],
    run: async ([shell]: [string], _flags: object, surroundings) =>
      (await import('./commands/completion.ts')).runCompletion(shell, COMMANDS, surroundings),
  },
  {
    name: 'init',
    group: 'Reference and set-up',
    summary: 'write a commented configuration file here',
    description:
      'Writes hookscope.config.json, in which everything is explained, into the working directory.',
    words: [],
    flags: [],
    examples: [{ line: 'hookscope init', text: 'begin with settings of your own' }],
    run: async (_given: [], _flags: object, surroundings) =>
      (await import('./commands/init.ts')).runInit(surroundings),
  },
];
