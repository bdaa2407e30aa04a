import type { CompletedCommand, CompletedFlag } from './completion-model.ts';

/** A completion for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = [...new Set(commands.map(({ name }) => name))].join(' ');
  const lines = commands.flatMap((command) => {
    const { name, member, summary, isDefault, argument, flags } = command;
    const isNamed = namedBy(command, commands);
    const condition = isDefault ? `not __fish_seen_subcommand_from ${names}; or ${isNamed}` : isNamed;
    const noFiles = argument.files ? [] : [`complete -c hookscope -n ${quoted(isNamed)} -f`];
    const words =
      argument.words.length === 0
        ? []
        : [`complete -c hookscope -n ${quoted(isNamed)} -a ${quoted(argument.words.join(' '))}`];
    const first =
      member === null
        ? [`complete -c hookscope -n '__fish_is_first_arg' -a ${name} -d ${quoted(summary)}`]
        : [];
    return [
      ...first,
      ...noFiles,
      ...words,
      ...flags.map((flag) => `complete -c hookscope -n ${quoted(condition)} ${flagText(flag)}`),
    ];
  });
  return `# fish completion of hookscope: hookscope completion fish > ~/.config/fish/completions/hookscope.fish
${lines.join('\n')}
`;
}

/** The condition under which a command is the one that was typed. A command of a family may have the name of another one. */
function namedBy({ name, member }: CompletedCommand, commands: readonly CompletedCommand[]): string {
  const seen = (words: readonly string[]): string => `__fish_seen_subcommand_from ${words.join(' ')}`;
  if (member !== null) return `${seen([name])}; and ${seen([member])}`;
  const members = commands.filter((each) => each.name === name).flatMap((each) => each.member ?? []);
  if (members.length > 0) return `${seen([name])}; and not ${seen(members)}`;
  const namesakes = commands.filter((each) => each.member === name).map((each) => each.name);
  return namesakes.length === 0 ? seen([name]) : `${seen([name])}; and not ${seen(namesakes)}`;
}

function flagText({ names, text, value }: CompletedFlag): string {
  const spelled = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const parts = [...spelled, `-d ${quoted(text)}`];
  if (value !== null) {
    parts.push(value.files ? '-r' : '-x');
    if (value.words.length > 0) parts.push(`-a ${quoted(value.words.join(' '))}`);
  }
  return parts.join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
