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
  /** Whether the capture has faults, which `check` tells by exit status 1. */
  readonly faulty: boolean;
  /** May be written. */
  readonly output: string;
}

/** What is measured on a capture: ours, and what it is measured by. */
export const COMMANDS = {
  check: (files) => check(files, ['--port', PORT, '--format', 'json']),
  'check, port detected': (files) => check(files, ['--format', 'json']),
  exchanges: (files) => hookscope(files, 'exchanges', ['--port', PORT, '--format', 'ndjson'], 0),
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

/** The status is known of every generated capture: another one means that something else was measured. */
function check(files: Files, flags: readonly string[]): Command {
  return hookscope(files, 'check', flags, files.faulty ? 1 : 0);
}

function hookscope(files: Files, command: string, flags: readonly string[], status: number): Command {
  const words = [files.hookscope, command, files.capture, ...flags, '-o', files.output];
  return { program: process.execPath, words, statuses: [status] };
}

function other(program: string, ...words: readonly string[]): Command {
  return { program, words, statuses: [0] };
}
