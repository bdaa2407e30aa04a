import { EXAMPLES } from '../../dialects/examples/index.ts';
import { READERS, SETTING_READERS } from '../settings/settings.ts';
import { listOf, wholeNumber } from '../settings/values.ts';
import { collect, collectText, type Flag, read, under } from './flag.ts';
import { READING_FLAGS, SHARED } from './shared-flags.ts';

/** Flags of `compare`. */
export const COMPARE_FLAGS: readonly Flag[] = [
  ...under('Capture and call server', [
    {
      ...SHARED.port,
      text: "the backend's port in either capture; repeatable; found by itself where left out",
    },
    SHARED.dialect,
    SHARED.hook,
    SHARED.tlsKeys,
    SHARED.hookSecret,
    { ...SHARED.reader, text: `what reads the captures: ${READERS.join(' or ')}` },
  ]),
  ...under('What is looked at', [
    {
      words: '--good-session <ID>',
      text: 'only this session of GOOD',
      read: read(SETTING_READERS.session),
    },
    { words: '--bad-session <ID>', text: 'only this session of BAD', read: read(SETTING_READERS.session) },
    {
      words: '--good-from <T>',
      text: 'of GOOD only calls from then on: seconds since its first frame, or a time',
      read: read(SETTING_READERS.from),
    },
    { words: '--good-to <T>', text: 'of GOOD only calls until then', read: read(SETTING_READERS.to) },
    { words: '--bad-from <T>', text: 'of BAD only calls from then on', read: read(SETTING_READERS.from) },
    { words: '--bad-to <T>', text: 'of BAD only calls until then', read: read(SETTING_READERS.to) },
  ]),
  ...under('What is demanded', [SHARED.window]),
  ...under('Report', [
    {
      words: '--format <FORMAT>',
      text: 'text, json or markdown',
      values: ['text', 'json', 'markdown'],
      otherwise: 'text',
    },
    SHARED.output,
    { words: '--all', text: 'leave nothing out, however long it gets' },
    { words: '--quiet', text: 'only the verdict, in text and Markdown' },
    SHARED.noColor,
  ]),
  ...under('Secrets and persons', [SHARED.showSecrets, SHARED.redact]),
  SHARED.config,
];

/** Flags of `exchanges`. */
export const EXCHANGES_FLAGS: readonly Flag[] = [
  ...under('Capture and call server', [
    { ...SHARED.port, text: 'only this port; repeatable' },
    SHARED.tlsKeys,
    SHARED.reader,
  ]),
  ...under('Report', [
    {
      words: '--format <FORMAT>',
      text: 'text or ndjson (one JSON object a line)',
      values: ['text', 'ndjson'],
      otherwise: 'text',
    },
    SHARED.output,
    SHARED.noColor,
  ]),
  ...under('Secrets and persons', [SHARED.showSecrets, SHARED.redact]),
];

/** Flags of `extract`. */
export const EXTRACT_FLAGS: readonly Flag[] = [
  ...under('What is taken', [
    { words: '--session <ID>', text: 'all calls of this session; repeatable', read: collectText },
    {
      words: '--call <ID>',
      text: `all calls of this dialog (${EXAMPLES.dialogParameters.join(', ')} …), or the call of this index; repeatable`,
      read: collectText,
    },
    {
      words: '--finding <N>',
      text: 'what shows this finding, by its number in the text report; repeatable',
      read: collect(listOf(wholeNumber)),
    },
    { ...SHARED.output, text: 'write here: pcapng where it ends so, else pcap; - is standard output' },
    { words: '--comments', text: 'write the findings as comments on their frames (pcapng only)' },
  ]),
  ...under('Secrets and persons', [
    { words: '--scrub', text: 'replace passwords, tokens and the like by filler of the same length' },
    {
      words: '--with-secrets',
      text: 'write the secrets of the TLS connections into the pcapng, so that it can be read without the key log',
    },
  ]),
  ...under('Capture and call server', [
    SHARED.port,
    SHARED.host,
    SHARED.dialect,
    SHARED.hook,
    SHARED.together,
    SHARED.tlsKeys,
    { ...SHARED.hookSecret, text: 'as the check was told' },
    SHARED.reader,
  ]),
  ...under('What is demanded', [
    SHARED.window,
    {
      words: '--expect <METHOD>',
      text: 'as the check was told; repeatable',
      read: collect(SETTING_READERS.expect),
    },
  ]),
  SHARED.config,
];

/** Flags of `explain`. */
export const EXPLAIN_FLAGS: readonly Flag[] = [SHARED.noColor];

/** Flags of `hooks`. */
export const HOOKS_FLAGS: readonly Flag[] = [
  {
    words: '--format <FORMAT>',
    text: 'text, json, or schema (JSON Schema of the payload)',
    values: ['text', 'json', 'schema'],
    otherwise: 'text',
  },
  { ...SHARED.dialect, text: 'the call server, or your own dialect file' },
  SHARED.noColor,
];

/** Flags of `demo`. */
export const DEMO_FLAGS: readonly Flag[] = [SHARED.noColor];

/** Flags of `lua`. */
export const LUA_FLAGS: readonly Flag[] = [
  ...under('Capture and call server', READING_FLAGS),
  ...under('What is demanded', [SHARED.window]),
  ...under('Report', [SHARED.output]),
  ...under('Secrets and persons', [SHARED.showSecrets, SHARED.redact]),
  SHARED.config,
];
