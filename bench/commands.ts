import { fileURLToPath } from 'node:url';
import type { TlsFiles } from './captures.ts';
import { REST_PORT } from './generate/index.ts';
import type { Command } from './measure/index.ts';

/** The built program. */
export const HOOKSCOPE = fileURLToPath(new URL('../bin/hookscope.js', import.meta.url));
const RECORD_WALK = fileURLToPath(new URL('./record-walk.mjs', import.meta.url));
const RECORD_CIPHER = fileURLToPath(new URL('./record-cipher.mjs', import.meta.url));
const PORT = String(REST_PORT);
/** How tshark is told what the port carries. */
const IN_CLEAR = ['-d', `tcp.port==${PORT},http`] as const;
const OVER_TLS = ['-d', `tcp.port==${PORT},tls`, '-d', `tls.port==${PORT},http`] as const;

/** The files that a command reads and writes. */
interface Files {
  /** The program that is measured. */
  readonly hookscope: string;
  readonly capture: string;
  /** Whether the capture has faults, which `check` tells by exit status 1. */
  readonly faulty: boolean;
  /** Of a capture over TLS; null for one in clear text. */
  readonly tls: TlsFiles | null;
  /** Path for the output. */
  readonly output: string;
}

/** The commands that can be run on a capture: those of hookscope, and those it is compared with. */
export const COMMANDS = {
  check: (files) => check(files, ['--port', PORT, '--format', 'json']),
  'check, port detected': (files) => check(files, ['--format', 'json']),
  exchanges: (files) => hookscope(files, 'exchanges', ['--port', PORT, '--format', 'ndjson'], 0),
  tshark: ({ capture, tls }) =>
    other(
      'tshark',
      ...['-r', capture, ...(tls === null ? IN_CLEAR : [...OVER_TLS, '-o', `tls.keylog_file:${tls.keys}`])],
      ...['-Y', 'http.request', '-T', 'fields', '-e', 'frame.number', '-e', 'http.request.uri'],
    ),
  'record cipher': ({ tls }) =>
    other(process.execPath, RECORD_CIPHER, 'aes-128-gcm', tls?.recordLengths ?? ''),
  zcat: ({ capture }) => other('zcat', capture),
  cat: ({ capture }) => other('cat', capture),
  'record walk': ({ capture }) => other(process.execPath, RECORD_WALK, capture, PORT),
  'node -e 0': () => other(process.execPath, '-e', '0'),
} as const satisfies Readonly<Record<string, (files: Files) => Command>>;

export type CommandName = keyof typeof COMMANDS;

/** Programs that need not be installed. Their commands are left out where they are not. */
export const OPTIONAL_PROGRAMS: Partial<Record<CommandName, string>> = {
  tshark: 'tshark',
  zcat: 'zcat',
};

/** The exit status is known for every generated capture. With another status the run did not do what is to be measured. */
function check(files: Files, flags: readonly string[]): Command {
  return hookscope(files, 'check', flags, files.faulty ? 1 : 0);
}

function hookscope(files: Files, command: string, flags: readonly string[], status: number): Command {
  const keys = files.tls === null ? [] : ['--tls-keys', files.tls.keys];
  const words = [files.hookscope, command, files.capture, ...flags, ...keys, '-o', files.output];
  return { program: process.execPath, words, statuses: [status] };
}

function other(program: string, ...words: readonly string[]): Command {
  return { program, words, statuses: [0] };
}
