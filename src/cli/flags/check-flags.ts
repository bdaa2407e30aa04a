import { EXAMPLES } from '../../dialects/examples/index.ts';
import { BREAKDOWN_NAMES, REPORT_FORMATS } from '../../report/index.ts';
import { SETTING_READERS, THRESHOLDS } from '../settings/settings.ts';
import { collect, collectText, type Flag, read, under } from './flag.ts';
import { SHARED } from './shared-flags.ts';

/** Flags of `check` and `report`. */
export const CHECK_FLAGS: readonly Flag[] = [
  ...under('Capture and call server', [
    SHARED.port,
    SHARED.host,
    SHARED.dialect,
    SHARED.hook,
    SHARED.tlsKeys,
    SHARED.hookSecret,
    SHARED.together,
    SHARED.each,
    SHARED.reader,
    SHARED.lane,
    SHARED.jobs,
  ]),
  ...under('What is looked at', [
    SHARED.session,
    {
      words: '--from <T>',
      text: 'only calls from then on: seconds since the first frame, or a time',
      read: read(SETTING_READERS.from),
    },
    { words: '--to <T>', text: 'only calls until then', read: read(SETTING_READERS.to) },
    {
      words: '--filter <EXPR>',
      text: `only calls and expectations that match, such as "method:${EXAMPLES.opener} has:error"; docs/keys.md has the language`,
      read: read(SETTING_READERS.filter),
    },
  ]),
  ...under('What is demanded', [
    SHARED.window,
    {
      words: '--expect <METHOD>',
      text: 'demand that a method occurs at all; repeatable',
      read: collect(SETTING_READERS.expect),
    },
  ]),
  ...under('Report', [
    {
      words: '--format <FORMAT>',
      text: `${REPORT_FORMATS.map(({ name, title }) => `${name}: ${title}`).join('; ')}; left out, the name of the file says it`,
      values: REPORT_FORMATS.map(({ name }) => name),
    },
    { words: '-o, --output <FILE>', text: 'write the report to a file' },
    { words: '--report <FORMAT=PATH>', text: 'write a further report; repeatable', read: collectText },
    {
      words: '--by <WHAT>',
      text: `count problems by ${BREAKDOWN_NAMES.join(', ')}, with commas between several`,
      values: BREAKDOWN_NAMES,
      read: collect(SETTING_READERS.by),
    },
    { words: '--payloads', text: 'payloads of all calls in the JSON report' },
    { words: '--all', text: 'leave nothing out, however long the report gets' },
    { words: '--quiet', text: 'only the verdict, in the text and Markdown reports' },
    SHARED.noPager,
    SHARED.noColor,
  ]),
  ...under('Exit status', [
    {
      words: '--fail-on <LEVEL>',
      text: `exit status 1 from: ${THRESHOLDS.join(', ')}`,
      values: THRESHOLDS,
      read: read(SETTING_READERS.failOn),
    },
    {
      words: '--baseline <FILE>',
      text: 'known findings, which do not make the exit status 1',
      read: read(SETTING_READERS.baseline),
    },
    { words: '--write-baseline <FILE>', text: 'write the findings down as known' },
    {
      words: '--max-findings <N>',
      text: 'exit status 1 only for more findings than these',
      read: read(SETTING_READERS.maxFindings),
    },
  ]),
  ...under('Secrets and persons', [SHARED.showSecrets, SHARED.redact]),
  SHARED.config,
];

/** What only the terminal UI knows. */
export const TERMINAL_FLAGS: readonly Flag[] = under('Terminal UI', [
  { words: '--follow', text: 'go on reading a file that grows' },
]);

/** Flags of `open`, which is `hookscope FILE`. */
export const OPEN_FLAGS: readonly Flag[] = [...TERMINAL_FLAGS, ...CHECK_FLAGS];
