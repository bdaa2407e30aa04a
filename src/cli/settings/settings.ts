import { DIALECT_NAMES, EXAMPLES } from '../../dialects/examples/index.ts';
import { BREAKDOWN_NAMES } from '../../report/index.ts';
import {
  address,
  factor,
  hookMap,
  listOf,
  moment,
  oneOfWords,
  port,
  type SettingOf,
  seconds,
  text,
  threadCount,
  trueOrFalse,
  wholeNumber,
  wordList,
} from './values.ts';

export const SEVERITIES = ['error', 'warning', 'note'] as const;
export const THRESHOLDS = [...SEVERITIES, 'never'] as const;
/** What can be redacted besides secrets. */
export const REDACTIONS = ['personal'] as const;
export const READERS = ['hookscope', 'pcap-parser'] as const;
/** Whether ordinary calls are read in a short way. */
export const LANE_WORDS = ['on', 'off'] as const;

/** The values that a rule can be set to. */
export const RULE_SETTINGS = [...SEVERITIES, 'off'] as const;

/** The reader of each setting of a check, from a flag or from the configuration file. */
export const SETTING_READERS = {
  ports: listOf(port),
  host: address,
  dialect: text,
  hooks: hookMap,
  session: text,
  from: moment,
  to: moment,
  filter: text,
  window: factor,
  expect: listOf(text),
  format: text,
  failOn: oneOfWords(THRESHOLDS),
  baseline: text,
  maxFindings: wholeNumber,
  showSecrets: trueOrFalse,
  redact: oneOfWords(REDACTIONS),
  by: wordList(BREAKDOWN_NAMES),
  payloads: trueOrFalse,
  all: trueOrFalse,
  hookSecretFile: text,
  tlsKeys: listOf(text),
  reader: oneOfWords(READERS),
  lane: oneOfWords(LANE_WORDS),
  jobs: threadCount,
  redis: text,
  redisPasswordFile: text,
  store: text,
  run: text,
  concurrency: threadCount,
  lockSeconds: seconds,
} as const;

export type SettingName = keyof typeof SETTING_READERS;

/** The settings that were given. */
export type GivenSettings = { readonly [Name in SettingName]?: SettingOf<(typeof SETTING_READERS)[Name]> };

/** The explanation of each setting that `hookscope init` writes, in the order of its output. */
export const SETTING_NOTES: Readonly<
  Record<SettingName, { readonly note: string; readonly example: unknown }>
> = {
  dialect: {
    note: `the call server: ${DIALECT_NAMES.join(', ')}, or your own dialect's file`,
    example: EXAMPLES.dialect,
  },
  hooks: {
    note: 'paths whose requests are calls of a method, whatever else they show; * is any one segment',
    example: { '/my/path': EXAMPLES.opener },
  },
  ports: { note: "the backend's ports; found by themselves where left out", example: [EXAMPLES.port] },
  host: { note: 'only conversations with this address', example: '127.0.0.1' },
  session: { note: 'only this session', example: 'the session id' },
  from: { note: 'only calls from then on: seconds since the first frame, or a time', example: 0 },
  to: { note: 'only calls until then', example: '2026-01-31T10:00:00Z' },
  filter: {
    note: "only what matches, as in the terminal UI's filter line",
    example: `method:${EXAMPLES.methodPattern}`,
  },
  window: { note: 'what the windows of all expectations are multiplied by', example: 1 },
  expect: { note: 'methods that must occur at all', example: [EXAMPLES.opener, EXAMPLES.event] },
  format: { note: 'how the report is written', example: 'text' },
  failOn: { note: 'the least severity that makes the exit status 1, or never', example: 'error' },
  baseline: {
    note: 'a file of known findings, which do not make the exit status 1',
    example: 'hookscope-baseline.json',
  },
  maxFindings: { note: 'how many findings are put up with before the exit status is 1', example: 0 },
  by: {
    note: `what problems are counted by besides, of ${BREAKDOWN_NAMES.join(', ')}`,
    example: BREAKDOWN_NAMES.filter((name) => name !== 'backend'),
  },
  payloads: {
    note: 'payloads of all calls in the JSON report, not only of those that findings point at',
    example: false,
  },
  all: { note: 'leave nothing out, however long the report gets', example: false },
  showSecrets: { note: 'show passwords, tokens and the like', example: false },
  redact: {
    note: 'personal: mask telephone numbers, SIP URIs, names, addresses and messages too',
    example: 'personal',
  },
  hookSecretFile: {
    note: `a file with the call server's ${EXAMPLES.keySetting}`,
    example: 'hook-secret.txt',
  },
  tlsKeys: { note: 'key logs (NSS format) for hooks over TLS', example: ['tls-keys.log'] },
  reader: { note: 'what reads the capture', example: 'hookscope' },
  jobs: { note: 'how many captures are read beside each other', example: 2 },
  redis: { note: 'of a fleet: where Redis is', example: 'redis://127.0.0.1:6379' },
  redisPasswordFile: { note: 'of a fleet: a file with the password of Redis', example: 'redis-password.txt' },
  store: { note: 'of a fleet: the folder that its machines share', example: '/srv/hookscope' },
  run: { note: 'of a fleet: the name of the run', example: 'nightly' },
  concurrency: { note: 'of a worker: how many capture sets it reads at one time', example: 1 },
  lockSeconds: { note: 'of a fleet: after how long another worker takes over from a dead one', example: 30 },
  lane: { note: 'off: read ordinary calls in the long way too, with the same result', example: 'on' },
};

export const SETTING_NAMES = Object.keys(SETTING_NOTES) as readonly SettingName[];
