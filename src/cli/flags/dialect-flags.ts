import { SETTING_READERS, THRESHOLDS } from '../settings/settings.ts';
import { type Flag, read, under } from './flag.ts';
import { SHARED } from './shared-flags.ts';

const READING = [SHARED.tlsKeys, SHARED.reader];

/** Flags of `dialect new`. */
export const DIALECT_NEW_FLAGS: readonly Flag[] = [
  ...under('Capture and call server', [
    { ...SHARED.port, text: 'the port that hooks are sent to; repeatable; the busiest one where left out' },
    ...READING,
  ]),
  ...under('Where it goes', [SHARED.output]),
];

/** Flags of `dialect check`. */
export const DIALECT_CHECK_FLAGS: readonly Flag[] = [SHARED.noColor];

/** Flags of `dialect schema`. */
export const DIALECT_SCHEMA_FLAGS: readonly Flag[] = [SHARED.output];

/** Flags of `dialect test`. */
export const DIALECT_TEST_FLAGS: readonly Flag[] = [
  ...under('Capture and call server', [
    SHARED.port,
    SHARED.host,
    SHARED.hook,
    SHARED.tlsKeys,
    SHARED.hookSecret,
    SHARED.together,
    SHARED.each,
    SHARED.reader,
  ]),
  ...under('What is demanded', [SHARED.window]),
  ...under('Report', [
    {
      words: '--format <FORMAT>',
      text: 'text or json',
      values: ['text', 'json'],
      otherwise: 'text',
    },
    SHARED.output,
    SHARED.noColor,
  ]),
  ...under('Exit status', [
    {
      words: '--fail-on <LEVEL>',
      text: `exit status 1 from: ${THRESHOLDS.join(', ')}; error where left out`,
      values: THRESHOLDS,
      read: read(SETTING_READERS.failOn),
    },
  ]),
  SHARED.config,
];
