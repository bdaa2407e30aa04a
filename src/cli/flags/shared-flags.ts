import { EXAMPLES } from '../../dialects/examples/index.ts';
import { LANE_WORDS, READERS, REDACTIONS, SETTING_READERS } from '../settings/settings.ts';
import { collect, collectText, type Flag, read } from './flag.ts';

/** Flags that several commands share. */
export const SHARED = {
  port: {
    words: '--port <N>',
    text: "the backend's port; repeatable; found by itself where left out",
    read: collect(SETTING_READERS.ports),
  },
  session: { words: '--session <ID>', text: 'only this session', read: read(SETTING_READERS.session) },
  host: {
    words: '--host <ADDR>',
    text: 'only conversations with this address',
    read: read(SETTING_READERS.host),
  },
  dialect: {
    words: '--dialect <NAME|FILE>',
    text: 'the call server, or your own dialect file; detected where left out',
  },
  hook: {
    words: '--hook <PATH=METHOD>',
    text: 'requests to this path are calls of the method, * is any one segment; repeatable',
    read: collect(SETTING_READERS.hooks),
  },
  window: {
    words: '--window <FACTOR>',
    text: 'multiply the windows of all expectations',
    read: read(SETTING_READERS.window),
  },
  output: { words: '-o, --output <FILE>', text: 'write to a file' },
  showSecrets: { words: '--show-secrets', text: 'show passwords, tokens and the like' },
  redact: {
    words: '--redact <WHAT>',
    text: 'personal: mask telephone numbers, SIP URIs, names, addresses and messages too',
    values: REDACTIONS,
    read: read(SETTING_READERS.redact),
  },
  together: { words: '--together', text: 'all files are one capture' },
  each: { words: '--each', text: 'each file is a capture of its own' },
  noPager: { words: '--no-pager', text: 'never through the pager ($PAGER, or less)' },
  noColor: { words: '--no-color', text: 'no colours' },
  hookSecret: {
    words: '--hook-secret-file <FILE>',
    text: `verify ${EXAMPLES.signature} with the key in this file`,
  },
  tlsKeys: {
    words: '--tls-keys <FILE>',
    text: 'read TLS connections with the secrets of this key log (NSS format); repeatable',
    read: collectText,
  },
  reader: {
    words: '--reader <NAME>',
    text: `what reads the capture: ${READERS.join(' or ')}`,
    values: READERS,
    read: read(SETTING_READERS.reader),
  },
  lane: {
    words: '--lane <on|off>',
    text: 'off: read ordinary calls in the long way too, with the same result',
    values: LANE_WORDS,
    read: read(SETTING_READERS.lane),
  },
  jobs: {
    words: '--jobs <N>',
    text: 'read so many captures beside each other, with the same result',
    read: read(SETTING_READERS.jobs),
  },
  config: {
    words: '--config <FILE>',
    text: 'configuration; hookscope.config.json upwards from here where left out',
  },
} as const satisfies Readonly<Record<string, Flag>>;

/** What says how the hooks of a capture are found and read. */
export const READING_FLAGS: readonly Flag[] = [
  SHARED.port,
  SHARED.host,
  SHARED.dialect,
  SHARED.hook,
  SHARED.tlsKeys,
  SHARED.hookSecret,
  SHARED.reader,
];
