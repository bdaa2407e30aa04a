/** Commands with which somebody writes a dialect. */

import type { CommandFamily, CommandRow } from '../command-row.ts';
import type { DialectCheckFlags } from '../commands/dialect-check.ts';
import type { DialectNewFlags } from '../commands/dialect-new.ts';
import type { DialectSchemaFlags } from '../commands/dialect-schema.ts';
import type { DialectTestFlags } from '../commands/dialect-test.ts';
import {
  DIALECT_CHECK_FLAGS,
  DIALECT_NEW_FLAGS,
  DIALECT_SCHEMA_FLAGS,
  DIALECT_TEST_FLAGS,
} from '../flags/dialect-flags.ts';

export const DIALECT_COMMANDS: readonly CommandRow[] = [
  {
    name: 'dialect new',
    group: 'Reference and set-up',
    summary: 'propose a dialect file for a server that a capture shows',
    description:
      'Writes a dialect file: of the HTTP requests of a capture, with everything in it marked as observed, or without a capture one to begin with. What it found and what the capture could not tell stands on standard error.',
    words: [
      { words: '<NAME>', text: 'the name of the dialect' },
      { words: '[FILE...]', text: 'captures with hooks of the server' },
    ],
    flags: DIALECT_NEW_FLAGS,
    examples: [
      { line: 'hookscope dialect new intercom log.pcap -o intercom.json', text: 'of what a capture shows' },
      { line: 'hookscope dialect new intercom -o intercom.json', text: 'without a capture' },
    ],
    run: async ([name, files]: [string, readonly string[]], flags: DialectNewFlags, surroundings) =>
      (await import('../commands/dialect-new.ts')).runDialectNew(name, files, flags, surroundings),
  },
  {
    name: 'dialect check',
    group: 'Reference and set-up',
    summary: 'say what is wrong with a dialect file, or what it has',
    description:
      'Checks a dialect file: every mistake with its line and its place, or what the dialect has and what it could say besides.',
    words: [{ words: '<FILE>', text: 'a dialect file' }],
    flags: DIALECT_CHECK_FLAGS,
    examples: [{ line: 'hookscope dialect check intercom.json', text: 'after each change' }],
    epilogue: 'Exit status: 0 the file can be used, 2 it has mistakes.',
    run: async ([file]: [string], flags: DialectCheckFlags, surroundings) =>
      (await import('../commands/dialect-check.ts')).runDialectCheck(file, flags, surroundings),
  },
  {
    name: 'dialect test',
    group: 'Reference and set-up',
    summary: 'say what a dialect file makes of captures',
    description:
      'Reads captures with a dialect file: what was recognised and what was not, which rows of its tables never came, which members it does not have, and what became of its expectations.',
    words: [
      { words: '<FILE>', text: 'a dialect file' },
      { words: '<CAPTURE...>', text: 'captures; those that belong together are one' },
    ],
    flags: DIALECT_TEST_FLAGS,
    examples: [
      { line: 'hookscope dialect test intercom.json log.pcap', text: 'whether it fits a capture' },
      {
        line: 'hookscope dialect test intercom.json sound/*.pcap --fail-on warning',
        text: 'in a test: sound captures have no findings',
      },
    ],
    epilogue: `Exit status: 0 no finding at or above --fail-on, 1 there are some, 2 the
file or a capture could not be read.`,
    run: async ([file, captures]: [string, readonly string[]], flags: DialectTestFlags, surroundings) =>
      (await import('../commands/dialect-test.ts')).runDialectTest(file, captures, flags, surroundings),
  },
  {
    name: 'dialect schema',
    group: 'Reference and set-up',
    summary: 'print the JSON Schema of dialect files, for editors',
    description:
      'Prints the JSON Schema of dialect files. An editor that knows it completes names, shows what they mean and marks mistakes.',
    words: [],
    flags: DIALECT_SCHEMA_FLAGS,
    examples: [
      {
        line: 'hookscope dialect schema -o hookscope-dialect-1.schema.json',
        text: 'beside the dialect file, which names it as "$schema"',
      },
    ],
    run: async (_given: [], flags: DialectSchemaFlags, surroundings) =>
      (await import('../commands/dialect-schema.ts')).runDialectSchema(flags, surroundings),
  },
];

/** All families of commands. */
export const FAMILIES: readonly CommandFamily[] = [
  {
    name: 'dialect',
    group: 'Reference and set-up',
    summary: 'write, check and test a dialect for a server of your own',
    description:
      'Makes hookscope know a further server: a dialect file says all that is special of it. docs/dialects.md leads through it.',
  },
];
