import { SETTING_READERS } from '../settings/settings.ts';
import { CHECK_FLAGS } from './check-flags.ts';
import { type Flag, read, under } from './flag.ts';

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
