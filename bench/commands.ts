import { fileURLToPath } from 'node:url';
import { REST_PORT } from './generate/index.ts';
import type { Command } from './measure/index.ts';

/** The built program. */
export const HOOKSCOPE = fileURLToPath(new URL('../bin/hookscope.js', import.meta.url));
const RECORD_WALK = fileURLToPath(new URL('./record-walk.mjs', import.meta.url));
const PORT = String(REST_PORT);

/** The files a command has to do with. */
interface Files {
  /** The program that is measured. */
  readonly hookscope: string;
  readonly capture: string;
  /** May be written. */
  readonly output: string;
}

/** What is measured on a capture: ours, and what it is measured by. */
export const COMMANDS = {
  check: (files) => hookscope(files, 'check', ['--port', PORT, '--format', 'json']),
  'check, port detected': (files) => hookscope(files, 'check', ['--format', 'json']),
  exchanges: (files) => hookscope(files, 'exchanges', ['--port', PORT, '--format', 'ndjson']),
  'tshark -Y http': ({ capture }) => other('tshark', '-r', capture, '-Y', 'http'),
  zcat: ({ capture }) => other('zcat', capture),
  cat: ({ capture }) => other('cat', capture),
  'record walk': ({ capture }) => other(process.execPath, RECORD_WALK, capture, PORT),
} as const satisfies Readonly<Record<string, (files: Files) => Command>>;

export type CommandName = keyof typeof COMMANDS;

/** Programs that need not be there; what they would be measured by is then left out. */
export const OPTIONAL_PROGRAMS: Partial<Record<CommandName, string>> = {
  'tshark -Y http': 'tshark',
  zcat: 'zcat',
};

function hookscope(files: Files, command: string, flags: readonly string[]): Command {
  const words = [files.hookscope, command, files.capture, ...flags, '-o', files.output];
  // 1 says that there are findings; the captures are sound, so it would be worth knowing.
  return { program: process.execPath, words, statuses: [0] };
}

function other(program: string, ...words: readonly string[]): Command {
  return { program, words, statuses: [0] };
}
