import { type Command, InvalidArgumentError } from 'commander';
import { EXAMPLES } from '../dialects/examples/index.ts';
import { REPORT_FORMATS } from '../report/index.ts';
import { READERS, SETTING_READERS, THRESHOLDS } from './settings/settings.ts';
import { listOf, type SettingReader, wholeNumber } from './settings/values.ts';

/**
 * A flag: its spelling, its description, and the reader of its value. Without a reader the value is text, or the flag
 * is a switch.
 */
interface Flag {
  readonly words: string;
  readonly text: string;
  readonly read?: (value: string, before: never) => unknown;
  /** The default, as shown in the help. */
  readonly otherwise?: string;
}

/** Flags that several commands share. */
const SHARED = {
  port: {
    words: '--port <N>',
    text: "the backend's port; repeatable; found by itself where left out",
    read: collect(SETTING_READERS.ports),
  },
  host: {
    words: '--host <ADDR>',
    text: 'only conversations with this address',
    read: read(SETTING_READERS.host),
  },
  dialect: {
    words: '--dialect <NAME|FILE>',
    text: 'the call server, or your own dialect file; detected where left out',
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
    read: read(SETTING_READERS.redact),
  },
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
    read: read(SETTING_READERS.reader),
  },
  lane: {
    words: '--lane <on|off>',
    text: 'off: read ordinary calls in the long way too, with the same result',
    read: read(SETTING_READERS.lane),
  },
  config: {
    words: '--config <FILE>',
    text: 'configuration; hookscope.config.json upwards from here where left out',
  },
} as const satisfies Readonly<Record<string, Flag>>;

/** Flags of `check`, of `report`, and of `hookscope FILE`. */
export const CHECK_FLAGS: readonly Flag[] = [
  SHARED.port,
  SHARED.host,
  SHARED.dialect,
  { words: '--session <ID>', text: 'only this session', read: read(SETTING_READERS.session) },
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
  SHARED.window,
  {
    words: '--expect <METHOD>',
    text: 'demand that a method occurs at all; repeatable',
    read: collect(SETTING_READERS.expect),
  },
  {
    words: '--format <FORMAT>',
    text: REPORT_FORMATS.map(({ name, title }) => `${name}: ${title}`).join('; '),
  },
  { words: '-o, --output <FILE>', text: 'write the report to a file' },
  { words: '--report <FORMAT=PATH>', text: 'write a further report; repeatable', read: collectText },
  {
    words: '--fail-on <LEVEL>',
    text: `exit status 1 from: ${THRESHOLDS.join(', ')}`,
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
  { words: '--payloads', text: 'payloads of all calls in the JSON report' },
  SHARED.showSecrets,
  SHARED.redact,
  { words: '--all', text: 'leave nothing out, however long the report gets' },
  { words: '--quiet', text: 'only the verdict, in the text and Markdown reports' },
  SHARED.noColor,
  SHARED.hookSecret,
  SHARED.tlsKeys,
  SHARED.reader,
  SHARED.lane,
  SHARED.config,
];

export const COMPARE_FLAGS: readonly Flag[] = [
  { words: '--format <FORMAT>', text: 'text, json or markdown', otherwise: 'text' },
  SHARED.output,
  {
    ...SHARED.port,
    text: "the backend's port in either capture; repeatable; found by itself where left out",
  },
  SHARED.dialect,
  SHARED.window,
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
  SHARED.showSecrets,
  SHARED.redact,
  { words: '--all', text: 'leave nothing out, however long it gets' },
  { words: '--quiet', text: 'only the verdict, in text and Markdown' },
  SHARED.noColor,
  SHARED.hookSecret,
  SHARED.tlsKeys,
  { ...SHARED.reader, text: `what reads the captures: ${READERS.join(' or ')}` },
  SHARED.config,
];

export const EXCHANGES_FLAGS: readonly Flag[] = [
  { words: '--format <FORMAT>', text: 'text or ndjson (one JSON object a line)', otherwise: 'text' },
  { ...SHARED.port, text: 'only this port; repeatable' },
  SHARED.output,
  SHARED.tlsKeys,
  SHARED.reader,
  SHARED.showSecrets,
  SHARED.redact,
  SHARED.noColor,
];

export const EXTRACT_FLAGS: readonly Flag[] = [
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
  { words: '--scrub', text: 'replace passwords, tokens and the like by filler of the same length' },
  SHARED.port,
  SHARED.host,
  SHARED.dialect,
  SHARED.window,
  {
    words: '--expect <METHOD>',
    text: 'as the check was told; repeatable',
    read: collect(SETTING_READERS.expect),
  },
  { ...SHARED.hookSecret, text: 'as the check was told' },
  SHARED.tlsKeys,
  {
    words: '--with-secrets',
    text: 'write the secrets of the TLS connections into the pcapng, so that it can be read without the key log',
  },
  SHARED.reader,
  SHARED.config,
];

export const EXPLAIN_FLAGS: readonly Flag[] = [SHARED.noColor];

export const HOOKS_FLAGS: readonly Flag[] = [
  {
    words: '--format <FORMAT>',
    text: 'text, json, or schema (JSON Schema of the payload)',
    otherwise: 'text',
  },
  { ...SHARED.dialect, text: 'the call server, or your own dialect file' },
  SHARED.noColor,
];

/** `open` is `hookscope FILE`. */
export const OPEN_FLAGS: readonly Flag[] = [
  ...CHECK_FLAGS,
  { words: '--follow', text: 'go on reading a file that grows' },
];

/** Adds flags to a command. Its help lists them in this order. */
export function addFlags(command: Command, flags: readonly Flag[]): Command {
  for (const { words, text, read: reader, otherwise } of flags) {
    if (reader === undefined) command.option(words, text, otherwise);
    else command.option(words, text, reader as (value: string, before: unknown) => unknown);
  }
  return command;
}

/** Reads the value of a flag. commander adds the flag's name to a message about it. */
function read<T>(reader: SettingReader<T>): (value: string) => T {
  return (value) => {
    const checked = reader(value);
    if (checked.ok) return checked.value;
    throw new InvalidArgumentError(`Expected ${checked.expected}`);
  };
}

/** Reads the values of a flag that may be given several times. */
function collect<T>(
  reader: SettingReader<readonly T[]>,
): (value: string, before: readonly T[] | undefined) => readonly T[] {
  return (value, before) => [...(before ?? []), ...read(reader)(value)];
}

function collectText(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
