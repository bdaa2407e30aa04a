import { InvalidArgumentError } from 'commander';
import type { SettingReader } from '../settings/values.ts';

/** The headings under which a help lists flags. A flag without one stands under "Options", with `--help`. */
export type FlagGroup =
  | 'Capture and call server'
  | 'What is looked at'
  | 'What is demanded'
  | 'What is taken'
  | 'Where it goes'
  | 'What is sent'
  | 'Where it listens'
  | 'What it answers'
  | 'What is told'
  | 'Notices'
  | 'Report'
  | 'Exit status'
  | 'Secrets and persons'
  | 'Fleet'
  | 'Terminal UI';

/**
 * A flag: its spelling, its description, and the reader of its value. Without a reader the value is text, or the flag
 * is a switch.
 */
export interface Flag {
  readonly words: string;
  readonly text: string;
  readonly group?: FlagGroup;
  readonly read?: (value: string, before: never) => unknown;
  /** The words that its value may be; completions of shells offer them. */
  readonly values?: readonly string[];
  /** The default, as shown in the help. */
  readonly otherwise?: string;
}

/** Reads the value of a flag. commander adds the flag's name to a message about it. */
export function read<T>(reader: SettingReader<T>): (value: string) => T {
  return (value) => {
    const checked = reader(value);
    if (checked.ok) return checked.value;
    throw new InvalidArgumentError(`Expected ${checked.expected}`);
  };
}

/** Reads the values of a flag that may be given several times. */
export function collect<T>(
  reader: SettingReader<readonly T[]>,
): (value: string, before: readonly T[] | undefined) => readonly T[] {
  return (value, before) => [...(before ?? []), ...read(reader)(value)];
}

export function collectText(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** The same flags, listed under a heading. */
export function under(group: FlagGroup, flags: readonly Flag[]): readonly Flag[] {
  return flags.map((flag) => ({ ...flag, group }));
}
