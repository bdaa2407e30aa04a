import { DIALECT_NAMES } from '../../dialects/examples/index.ts';
import { type CommandRow, firstWords, HELP_COMMAND } from '../command-row.ts';
import { FAMILIES } from '../command-rows/dialect-commands.ts';
import { FLEET_ACTIONS } from '../commands/fleet.ts';
import type { Flag } from '../flags/flag.ts';

/** The shells for which there are completions. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What may stand at a place. */
export interface Choice {
  readonly words: readonly string[];
  /** Names of files too. */
  readonly files: boolean;
}

/** A flag as completions offer it. */
export interface CompletedFlag {
  /** All its spellings, such as `-o` and `--output`. */
  readonly names: readonly string[];
  readonly text: string;
  /** What its value may be; null where it has none. */
  readonly value: Choice | null;
}

export interface CompletedCommand {
  /** What is typed first. */
  readonly name: string;
  /** What is typed next, of a command of a family; null of any other. */
  readonly member: string | null;
  /** A word for it that a script can compare: the two with `_` between. */
  readonly key: string;
  readonly summary: string;
  readonly isDefault: boolean;
  readonly flags: readonly CompletedFlag[];
  /** What its arguments may be. */
  readonly argument: Choice;
}

/** Words that are known from the tables of dialects and rules. */
export interface KnownWords {
  readonly methods: readonly string[];
  readonly rules: readonly string[];
}

const NOTHING: Choice = { words: [], files: false };
const HELP_FLAG: CompletedFlag = { names: ['-h', '--help'], text: 'print this help', value: null };

/** All commands with all their flags, as completions offer them. */
export function completionModel(rows: readonly CommandRow[], known: KnownWords): readonly CompletedCommand[] {
  const names = firstWords(rows);
  const places = placesOf(known, names);
  const commands = rows.map(({ name, summary, isDefault, flags, words }) => ({
    ...spellingOf(name),
    summary,
    isDefault: isDefault === true,
    flags: [...flags.map((flag) => completed(flag, places)), HELP_FLAG],
    argument: places.get(placeholder(words[0]?.words ?? '')) ?? NOTHING,
  }));
  const families = FAMILIES.map(({ name, summary }) => {
    const members = commands.filter((each) => each.name === name).flatMap(({ member }) => member ?? []);
    const argument: Choice = { words: members, files: false };
    return { ...spellingOf(name), summary, isDefault: false, flags: [HELP_FLAG], argument };
  });
  const { name, summary } = HELP_COMMAND;
  return [
    ...commands,
    ...families,
    { ...spellingOf(name), summary, isDefault: false, flags: [], argument: { words: names, files: false } },
  ];
}

/** Words after which the name of a command of the family follows. */
export function familiesOf(commands: readonly CompletedCommand[]): readonly string[] {
  return [...new Set(commands.flatMap(({ name, member }) => (member === null ? [] : [name])))];
}

function spellingOf(words: string): Pick<CompletedCommand, 'name' | 'member' | 'key'> {
  const [name = words, member = null] = words.split(' ');
  return { name, member, key: words.replaceAll(' ', '_') };
}

/** By what stands in a flag or an argument for its value. */
function placesOf({ methods, rules }: KnownWords, commands: readonly string[]): ReadonlyMap<string, Choice> {
  const files: Choice = { words: [], files: true };
  const oneOf = (words: readonly string[]): Choice => ({ words, files: false });
  return new Map([
    ['FILE', files],
    ['CAPTURE', files],
    ['GOOD', files],
    ['BAD', files],
    ['NAME', files],
    ['NAME|FILE', { words: DIALECT_NAMES, files: true }],
    ['METHOD', oneOf(methods)],
    ['RULE', oneOf(rules)],
    ['COMMAND', oneOf(commands)],
    ['ACTION', oneOf(FLEET_ACTIONS)],
    ['SHELL', oneOf(SHELLS)],
  ]);
}

function completed({ words, text, values }: Flag, places: ReadonlyMap<string, Choice>): CompletedFlag {
  const names = words.split(/[ ,]+/).filter((word) => word.startsWith('-'));
  const place = placeholder(words);
  if (place === '') return { names, text, value: null };
  return {
    names,
    text,
    value: values === undefined ? (places.get(place) ?? NOTHING) : { words: values, files: false },
  };
}

/** `FILE` of `-o, --output <FILE>`, of `<FILE...>` and of `[FILE...]`; '' where there is none. */
function placeholder(words: string): string {
  return /[<[]([^>\]]*?)(?:\.\.\.)?[>\]]/.exec(words)?.[1] ?? '';
}
