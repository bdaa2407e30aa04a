/**
 * A run of the command line, in a form that a person can read. A file has any number of them:
 *
 *     : what is shown, in words
 *     + a-file.json
 *     | its content, line by line
 *     $ hookscope check samples/log.pcap --quiet < standard-input
 *     1> lines of standard output
 *     2> lines of standard error
 *     ? 1
 *     = out.json
 *     ! gone.json
 *
 * `...` alone is any number of lines, within a line any text. `?` is the exit status, 0 where it is not given; `=` a file
 * that must be there afterwards, `!` one that must not.
 */
export interface Scenario {
  readonly title: string;
  readonly files: readonly { readonly name: string; readonly lines: readonly string[] }[];
  readonly words: readonly string[];
  readonly input: string | null;
  readonly output: readonly string[];
  readonly errors: readonly string[];
  readonly status: number;
  readonly present: readonly string[];
  readonly absent: readonly string[];
}

type Growing = {
  -readonly [Key in keyof Scenario]: Scenario[Key] extends readonly (infer T)[] ? T[] : Scenario[Key];
};

export function readScenarios(text: string): readonly Scenario[] {
  const scenarios: Growing[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, sign = '', rest = ''] = /^(\d>|\S) ?(.*)$/.exec(line) ?? [];
    if (sign === ':') scenarios.push(begun(rest));
    const scenario = scenarios.at(-1);
    if (scenario === undefined || !take(scenario, sign, rest)) throw new Error(`line ${index + 1}: ${line}`);
  }
  return scenarios;
}

function begun(title: string): Growing {
  return {
    title,
    files: [],
    words: [],
    input: null,
    output: [],
    errors: [],
    status: 0,
    present: [],
    absent: [],
  };
}

function take(scenario: Growing, sign: string, rest: string): boolean {
  const last = scenario.files.at(-1);
  if (sign === ':') return true;
  if (sign === '+') scenario.files.push({ name: rest, lines: [] });
  else if (sign === '|' && last !== undefined)
    scenario.files[scenario.files.length - 1] = { ...last, lines: [...last.lines, rest] };
  else if (sign === '$') readCommand(scenario, rest);
  else if (sign === '1>') scenario.output.push(rest);
  else if (sign === '2>') scenario.errors.push(rest);
  else if (sign === '?') scenario.status = Number(rest);
  else if (sign === '=') scenario.present.push(rest);
  else if (sign === '!') scenario.absent.push(rest);
  else return false;
  return true;
}

function readCommand(scenario: Growing, command: string): void {
  const [left = '', input] = command.split(' < ');
  const words = [...left.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  if (words[0] !== 'hookscope') throw new Error(`not hookscope: ${command}`);
  scenario.words = words.slice(1);
  scenario.input = input ?? null;
}

/** Where a text does not fit the lines that are expected, in words; null where it does. */
export function mismatch(expected: readonly string[], text: string): string | null {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const pattern = expected.map((line) => (line === '...' ? null : lineForm(line)));
  return fits(pattern, lines) ? null : `expected\n${expected.join('\n')}\nand got\n${lines.join('\n')}`;
}

function lineForm(line: string): RegExp {
  const parts = line.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

function fits(pattern: readonly (RegExp | null)[], lines: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return lines.length === 0;
  if (head !== null) return lines[0] !== undefined && head.test(lines[0]) && fits(rest, lines.slice(1));
  for (let skipped = 0; skipped <= lines.length; skipped++) if (fits(rest, lines.slice(skipped))) return true;
  return false;
}
