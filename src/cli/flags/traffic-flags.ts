import { EXAMPLES } from '../../dialects/examples/index.ts';
import { SETTING_READERS, SEVERITIES } from '../settings/settings.ts';
import { listeningPlace, listeningPort, oneOfWords, seconds } from '../settings/values.ts';
import { CHECK_FLAGS } from './check-flags.ts';
import { collectText, type Flag, read, under } from './flag.ts';
import { READING_FLAGS, SHARED } from './shared-flags.ts';

/** Flags of `replay`. */
export const REPLAY_FLAGS: readonly Flag[] = [
  ...under('Where it goes', [
    {
      words: '--to <URL>',
      text: `the backend to send to, such as http://localhost:${EXAMPLES.port}; never guessed`,
    },
    {
      words: '--timeout <SECONDS>',
      text: 'wait so long for an answer; as the call server does where left out',
      read: read(seconds),
    },
    { words: '--insecure', text: 'take any certificate of an https backend' },
  ]),
  ...under('What is sent', [
    SHARED.session,
    {
      words: '--filter <EXPR>',
      text: 'only calls that match; docs/keys.md has the language',
      read: read(SETTING_READERS.filter),
    },
    { words: '--fast', text: 'without the pauses of the capture' },
    { words: '--past-refusals', text: 'also what the call server would not have called after a refusal' },
  ]),
  ...under('Capture and call server', [
    SHARED.port,
    SHARED.host,
    SHARED.dialect,
    SHARED.hook,
    SHARED.tlsKeys,
    SHARED.reader,
  ]),
  ...under('Report', [{ words: '--quiet', text: 'only what came of it as a whole' }, SHARED.noColor]),
  ...under('Secrets and persons', [
    { ...SHARED.showSecrets, text: 'send and show passwords, tokens and the like as they were' },
    {
      ...SHARED.redact,
      text: 'personal: send and show marks instead of numbers, names, addresses and messages',
    },
  ]),
  SHARED.config,
];

/** Flags of `backend`. */
export const BACKEND_FLAGS: readonly Flag[] = [
  ...under('Where it listens', [
    { words: '--port <N>', text: 'the port; 0 takes any that is free', read: read(listeningPort) },
    {
      words: '--bind <ADDR>',
      text: 'the address of this machine; 0.0.0.0 and :: let others reach it',
      otherwise: '127.0.0.1',
    },
  ]),
  ...under('What it answers', [
    SHARED.dialect,
    SHARED.hook,
    {
      words: '--status <METHOD=STATUS>',
      text: 'answer a method with another status; without METHOD= every one; repeatable',
      read: collectText,
    },
    {
      words: '--delay <METHOD=SECONDS>',
      text: 'wait before the answer; without METHOD= to every one; repeatable',
      read: collectText,
    },
    SHARED.hookSecret,
  ]),
  ...under('Report', [SHARED.noColor]),
  ...under('Secrets and persons', [SHARED.showSecrets, SHARED.redact]),
];

/** Flags of `watch`. */
export const WATCH_FLAGS: readonly Flag[] = [
  ...under('Capture and call server', READING_FLAGS),
  ...under('What is looked at', [
    {
      words: '--filter <EXPR>',
      text: 'only what matches; docs/keys.md has the language',
      read: read(SETTING_READERS.filter),
    },
  ]),
  ...under('What is demanded', [SHARED.window]),
  ...under('What is told', [
    {
      words: '--level <SEVERITY>',
      text: `problems from: ${SEVERITIES.join(', ')}; warning where left out`,
      values: SEVERITIES,
      read: read(oneOfWords(SEVERITIES)),
    },
    {
      words: '--baseline <FILE>',
      text: 'known findings, which are not told',
      read: read(SETTING_READERS.baseline),
    },
    {
      words: '--again <SECONDS>',
      text: 'tell a problem that grows again after so long at the earliest; 60 where left out',
      read: read(seconds),
    },
  ]),
  ...under('Notices', [
    {
      words: '--exec <COMMAND>',
      text: 'run this program, without a shell, with new problems as JSON on its standard input',
    },
    { words: '--webhook <URL>', text: 'POST new problems as JSON' },
    {
      words: '--notify-every <SECONDS>',
      text: 'between two notices at least; 60 where left out',
      read: read(seconds),
    },
    {
      words: '--metrics <PORT>',
      text: 'serve measures for Prometheus on 127.0.0.1, or on ADDR:PORT',
      read: read(listeningPlace),
    },
  ]),
  ...under('Secrets and persons', [SHARED.showSecrets, SHARED.redact]),
  SHARED.config,
];

/** Flags of `fleet`: its own, and those of `check` for its report. */
export const FLEET_FLAGS: readonly Flag[] = [
  ...under('Fleet', [
    { words: '--redis <URL>', text: 'where Redis is: redis://HOST:PORT, without a password' },
    {
      words: '--redis-password-file <FILE>',
      text: 'the password of Redis is in this file; else it is HOOKSCOPE_REDIS_PASSWORD of the environment',
    },
    { words: '--run <NAME>', text: 'the name of the run' },
    { words: '--store <DIR>', text: 'the folder that all machines of the fleet share' },
    { words: '--watch <DIR>', text: 'submit: go on with what is finished in this folder' },
    {
      words: '--concurrency <N>',
      text: 'work: so many capture sets at one time, each in a process of its own; 1 where left out',
      read: read(SETTING_READERS.concurrency),
    },
    { words: '--drain', text: 'work: end once nothing waits or runs' },
    {
      words: '--lock-seconds <SECONDS>',
      text: 'work: after so long another worker takes over from a dead one; 30 where left out',
      read: read(SETTING_READERS.lockSeconds),
    },
  ]),
  ...CHECK_FLAGS.filter(({ words }) => !words.startsWith('--jobs')),
];
