import type { CompletedCommand, CompletedFlag } from './completion-model.ts';

/** A completion for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = commands.flatMap((command) => {
    const { name, summary, isDefault, argument, flags } = command;
    const isNamed = `__fish_seen_subcommand_from ${name}`;
    const condition = isDefault ? `not __fish_seen_subcommand_from ${names}; or ${isNamed}` : isNamed;
    const noFiles = argument.files ? [] : [`complete -c hookscope -n ${quoted(isNamed)} -f`];
    const words =
      argument.words.length === 0
        ? []
        : [`complete -c hookscope -n ${quoted(isNamed)} -a ${quoted(argument.words.join(' '))}`];
    return [
      `complete -c hookscope -n '__fish_is_first_arg' -a ${name} -d ${quoted(summary)}`,
      ...noFiles,
      ...words,
      ...flags.map((flag) => `complete -c hookscope -n ${quoted(condition)} ${flagText(flag)}`),
    ];
  });
  return `# fish completion of hookscope: hookscope completion fish > ~/.config/fish/completions/hookscope.fish
${lines.join('\n')}
`;
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
