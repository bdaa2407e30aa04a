import { EXAMPLES } from '../dialects/examples/index.ts';
import { CAPTURES, type CommandRow, firstWords } from './command-row.ts';
import { DIALECT_COMMANDS } from './command-rows/dialect-commands.ts';
import { TRAFFIC_COMMANDS } from './command-rows/traffic-commands.ts';
import type { CheckFlags } from './commands/check-plan.ts';
import type { CompareFlags } from './commands/compare.ts';
import type { ExchangesFlags } from './commands/exchanges.ts';
import type { ExtractFlags } from './commands/extract.ts';
import type { HooksFlags } from './commands/hooks.ts';
import type { LuaFlags } from './commands/lua.ts';
import type { OpenFlags } from './commands/terminal.ts';
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

/** What the program does. */
export const DESCRIPTION =
  'Finds out from a traffic capture why REST hooks between a call server and a backend do not work.';

const COMPARE_EPILOGUE = `Exit status: 0 no difference that counts, 1 BAD lacks or fails something that
GOOD has, 2 could not be compared. docs/compare.md says what counts.`;

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
  ...TRAFFIC_COMMANDS,
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
  ...DIALECT_COMMANDS,
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
