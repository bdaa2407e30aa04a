import { type Choice, type CompletedCommand, type CompletedFlag, familiesOf } from './completion-model.ts';

/** A completion for zsh, as a function that is found by its name in `fpath`. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const first = commands.filter(({ member }) => member === null);
  const names = first.map(({ name }) => name);
  const members = commands.filter(({ member }) => member !== null).map(({ key }) => key);
  const fallback = commands.find(({ isDefault }) => isDefault)?.name ?? '';
  return `#compdef hookscope
# zsh completion of hookscope: hookscope completion zsh > "\${fpath[1]}/_hookscope"
_hookscope() {
  local command=${fallback} before=\${words[CURRENT-1]} word
  local -a commands flags
  commands=(
${first.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  for word in \${words[2,CURRENT-1]}; do
    case \${command}_$word in
      ${members.join('|')}) command=\${command}_$word; break ;;
    esac
    case $word in
      ${familiesOf(commands).join('|')}) command=$word ;;
      ${names.join('|')}) command=$word; break ;;
    esac
  done
  case $command:$before in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    case $command in
${commands.map(flagCase).join('\n')}
    esac
    _describe 'flag' flags
    return
  fi
  (( CURRENT == 2 )) && _describe 'command' commands
  case $command in
${commands.map(({ key, argument }) => `    ${key}) ${offer(argument)} ;;`).join('\n')}
  esac
}
if [[ $funcstack[1] == _hookscope ]]; then _hookscope "$@"; else compdef _hookscope hookscope; fi
`;
}

function valueCases({ key, flags }: CompletedCommand): readonly string[] {
  return flags.flatMap(({ names, value }) => {
    if (value === null) return [];
    return [`    ${names.map((flag) => `${key}:${flag}`).join('|')}) ${offer(value)}; return ;;`];
  });
}

function flagCase({ key, flags }: CompletedCommand): string {
  return `      ${key}) flags=(${flags.flatMap(flagTexts).join(' ')}) ;;`;
}

function flagTexts({ names, text }: CompletedFlag): readonly string[] {
  return names.map((name) => quoted(`${name}:${text}`));
}

function offer({ words, files }: Choice): string {
  const offers = [
    ...(words.length === 0 ? [] : [`compadd -- ${words.join(' ')}`]),
    ...(files ? ['_files'] : []),
  ];
  return offers.length === 0 ? ':' : offers.join('; ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
