import { type Choice, type CompletedCommand, familiesOf } from './completion-model.ts';

/**
 * A completion for bash 3.2 and later. Where it offers nothing, bash completes names of files by itself (`-o default`), so that names
 * with spaces are quoted rightly.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = [...new Set(commands.map(({ name }) => name))];
  const members = commands.filter(({ member }) => member !== null).map(({ key }) => key);
  const fallback = commands.find(({ isDefault }) => isDefault)?.name ?? '';
  return `# bash completion of hookscope: source <(hookscope completion bash)
_hookscope() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=${fallback} words=
  local at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${command}_\${COMP_WORDS[at]} in
      ${members.join('|')}) command=\${command}_\${COMP_WORDS[at]}; break ;;
    esac
    case \${COMP_WORDS[at]} in
      ${familiesOf(commands).join('|')}) command=\${COMP_WORDS[at]} ;;
      ${names.join('|')}) command=\${COMP_WORDS[at]}; break ;;
    esac
  done
  case $command:$before in
${commands.flatMap(valueCases).join('\n')}
  esac
  case $current in
    -*)
      case $command in
${commands.map(flagCase).join('\n')}
      esac ;;
    *)
      case $command in
${commands.map(argumentCase).join('\n')}
      esac
      ((COMP_CWORD == 1)) && words="$words ${names.join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _hookscope hookscope
`;
}

function valueCases({ key, flags }: CompletedCommand): readonly string[] {
  return flags.flatMap(({ names, value }) => {
    if (value === null) return [];
    const pattern = names.map((flag) => `${key}:${flag}`).join('|');
    return [`    ${pattern}) COMPREPLY=($(compgen -W "${wordsOf(value)}" -- "$current")); return ;;`];
  });
}

function flagCase({ key, flags }: CompletedCommand): string {
  return `        ${key}) words="${flags.flatMap(({ names }) => names).join(' ')}" ;;`;
}

function argumentCase({ key, argument }: CompletedCommand): string {
  return `        ${key}) words="${wordsOf(argument)}" ;;`;
}

/** Names of commands, methods, rules and formats: none has a sign that a shell would read. */
function wordsOf({ words }: Choice): string {
  return words.join(' ');
}
