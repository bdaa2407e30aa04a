import type { ExitStatus } from './failure.ts';
import type { Flag } from './flags/flag.ts';
import type { Surroundings } from './surroundings.ts';

/** The headings under which `hookscope --help` lists commands. */
export type CommandGroup = 'Look and check' | 'Take out' | 'Try and watch' | 'Reference and set-up';

/** What a user can type, with words that say what it does. */
export interface Example {
  readonly line: string;
  readonly text: string;
}

/** A command: everything that its help says, and what it runs. */
export interface CommandRow {
  /** One word, or that of a family ({@link CommandFamily}) and one of its own. */
  readonly name: string;
  readonly group: CommandGroup;
  /** In the list of commands. */
  readonly summary: string;
  /** At the head of its help. */
  readonly description: string;
  /** Its arguments, as commander spells them: `<FILE...>`, `[RULE]`. */
  readonly words: readonly { readonly words: string; readonly text: string }[];
  readonly flags: readonly Flag[];
  readonly examples: readonly Example[];
  /** What stands at the end of its help. */
  readonly epilogue?: string;
  /** The command of a line that names none. */
  readonly isDefault?: true;
  /**
   * Runs it. `given`: the values of `words`, in their order; a list for `...`, undefined for what was left out. `flags`: as
   * commander gives them. Its code is loaded here, and not before.
   */
  readonly run: (given: never, flags: never, surroundings: Surroundings) => Promise<ExitStatus>;
}

/** Commands that begin with the same word. It alone runs nothing: its help lists them. */
export type CommandFamily = Pick<CommandRow, 'name' | 'group' | 'summary' | 'description'>;

/** What can be typed first: names of commands, and those of families, each once. */
export function firstWords(rows: readonly Pick<CommandRow, 'name'>[]): readonly string[] {
  return [...new Set(rows.map(({ name }) => name.split(' ')[0] ?? name))];
}

/** The command that prints how others are used. commander runs it. */
export const HELP_COMMAND = {
  name: 'help',
  group: 'Reference and set-up',
  summary: 'print how hookscope, or a command, is used',
  argument: { words: '[COMMAND]', text: 'such as check' },
} as const satisfies Pick<CommandRow, 'name' | 'group' | 'summary'> & Readonly<Record<string, unknown>>;

/** Captures of a command that takes any number of them. */
export const CAPTURES = { words: '<FILE...>', text: 'captures; those that belong together are one' } as const;
