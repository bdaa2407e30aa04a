import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './built-program.ts';
import { type Ended, expectOneLine, folderWithLog, removeFolder, shellIn } from './shell.ts';

let folder = '';
beforeEach(() => {
  folder = folderWithLog();
});
afterEach(() => removeFolder(folder));

/** Runs a line of shell in which `hookscope` is the built program. */
function shell(line: string): Ended {
  return shellIn(folder, line, 20_000);
}

/** Files that people write: the flag that names each, and a sound text of it. */
const DIALECT = readFileSync(join(ROOT, 'docs/dialects.md'), 'utf8');
const FILES = [
  ['--config', 'configuration', '{ "failOn": "never" }'],
  ['--baseline', 'baseline', '{ "schema": "hookscope-baseline/1", "findings": [] }'],
  ['--hook-secret-file', 'key', 'hush'],
  ['--dialect', 'dialect', firstExample(DIALECT)],
] as const;

/** The report without what is to be typed next. */
function withoutNext(report: string): string {
  return report.replace(/^next .*(?:\n .*)*\n/m, '');
}

/** The first whole dialect of the documentation. */
function firstExample(page: string): string {
  for (const [, text = ''] of page.matchAll(/```jsonc?\n([\s\S]*?)```/g))
    if (text.includes('"name"')) return text;
  throw new Error('no example');
}

describe.each(FILES)('the file of %s', (flag, what, text) => {
  it('may begin with a byte order mark, and come through a pipe', () => {
    writeFileSync(join(folder, 'file'), text);
    const plain = shell(`hookscope check log.pcap ${flag} file`);
    expect(plain.stderr).toBe('');
    writeFileSync(join(folder, 'file'), `\ufeff${text}`);
    expect(shell(`hookscope check log.pcap ${flag} file`)).toEqual(plain);
    // What came by a pipe cannot be read by a command that is typed next, so none of that kind is named.
    const piped = shell(`hookscope check log.pcap ${flag} <(cat file)`);
    expect(piped.stdout).not.toContain('/dev/fd');
    expect({ ...piped, stdout: withoutNext(piped.stdout) }).toEqual({
      ...plain,
      stdout: withoutNext(plain.stdout),
    });
  });

  it('is read within bounds', () => {
    const line = new RegExp(`has more than 8 MiB, so that it is no ${what}`);
    expectOneLine(shell(`hookscope check log.pcap ${flag} /dev/zero`), line);
    expectOneLine(shell(`hookscope check log.pcap ${flag} <(yes)`), line);
  });

  it('is refused where it is no text, or a folder', () => {
    writeFileSync(join(folder, 'file'), Buffer.from('\ufeff{}', 'utf16le'));
    expectOneLine(shell(`hookscope check log.pcap ${flag} file`), /is no UTF-8 text; save the \w+ as UTF-8/);
    expectOneLine(shell(`hookscope check log.pcap ${flag} .`), /is a folder; name the file/);
  });

  it('is never written over', () => {
    writeFileSync(join(folder, 'file'), text);
    const words =
      /is the (?:\w+ in use|file with the key for signatures), which is never written over; name another file/;
    expectOneLine(shell(`hookscope check log.pcap ${flag} file -o ./file`), words);
    expectOneLine(shell(`ln -s file link; hookscope check log.pcap ${flag} link --report json=file`), words);
    expectOneLine(shell(`ln file hard; hookscope check log.pcap ${flag} hard -o file`), words);
    expectOneLine(
      shell(
        `hookscope check log.pcap ${flag} <(cat) -o out --report har=file`.replace(
          '<(cat)',
          '/dev/fd/9 9< file',
        ),
      ),
      words,
    );
    expectOneLine(shell(`hookscope check log.pcap ${flag} file >> file`), words);
    if (flag !== '--baseline')
      expectOneLine(shell(`hookscope extract log.pcap ${flag} file --finding 1 -o file`), words);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(text);
  });
});

it('a configuration that was found by itself is never written over', () => {
  writeFileSync(join(folder, 'hookscope.config.json'), '{}');
  expectOneLine(shell('hookscope check log.pcap -o hookscope.config.json'), /is the configuration in use/);
});

it('a baseline is renewed where --write-baseline names it', () => {
  shell('hookscope check log.pcap --write-baseline known.json');
  const known = readFileSync(join(folder, 'known.json'), 'utf8');
  writeFileSync(join(folder, 'known.json'), '{"schema":"hookscope-baseline/1","findings":[]}');
  expect(shell('hookscope check log.pcap --baseline known.json --write-baseline known.json').status).toBe(0);
  expect(readFileSync(join(folder, 'known.json'), 'utf8')).toBe(known);
});

describe('deep nesting', () => {
  it.each([
    ['--config', '{"a":', '1', '}'],
    ['--config', '[', '', ''],
    ['--dialect', '{"a":', '1', '}'],
    ['--dialect', '[', '', ']'],
  ])('in the file of %s is told with its place: %s', (flag, open, middle, close) => {
    writeFileSync(join(folder, 'file'), open.repeat(8000) + middle + close.repeat(8000));
    expectOneLine(shell(`hookscope check log.pcap ${flag} file`), /file:1:\d+: nests deeper than 64 levels/);
  });

  it('in a baseline is told', () => {
    writeFileSync(join(folder, 'file'), '['.repeat(8000) + ']'.repeat(8000));
    expectOneLine(shell('hookscope check log.pcap --baseline file'), /no baseline of hookscope/);
  });
});

describe('standard input', () => {
  const ways = ['-o log.pcap', '-o ./link', '-o hard', '--report html=log.pcap', '--write-baseline log.pcap'];
  it.each(ways)('that is a file is not written over by %s', (words) => {
    const before = readFileSync(join(folder, 'log.pcap'));
    const line = `ln -sf log.pcap link; ln -f log.pcap hard; hookscope check - --format html ${words} < log.pcap`;
    expectOneLine(shell(line), /is the capture itself \(standard input\), which is never written over/);
    expectOneLine(shell(line.replace(' - ', ' /dev/stdin ')), /is the capture itself, which is never/);
    expect(readFileSync(join(folder, 'log.pcap')).equals(before)).toBe(true);
  });

  it('is not written over by standard output either', () => {
    const before = readFileSync(join(folder, 'log.pcap'));
    const words = /standard output: is the capture itself \(standard input\)/;
    expectOneLine(shell('hookscope check - < log.pcap 1<> log.pcap'), words);
    expectOneLine(shell('hookscope check - < log.pcap >> log.pcap'), words);
    expectOneLine(shell('hookscope exchanges - < log.pcap >> log.pcap'), words);
    expectOneLine(shell('hookscope check log.pcap -o /dev/stdout >> log.pcap'), /is the capture itself/);
    expect(readFileSync(join(folder, 'log.pcap')).equals(before)).toBe(true);
  });
});

describe('outputs', () => {
  it('do not cost each other what they were to hold', () => {
    const line = `hookscope check log.pcap --report json=out 2> errors | true; status=\${PIPESTATUS[0]}; cat errors >&2; exit $status`;
    expect(shell(line)).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'out'), 'utf8'))).toMatchObject({ schema: 'hookscope/1' });
    if (!existsSync('/dev/full')) return;
    rmSync(join(folder, 'out'));
    expectOneLine(
      shell('hookscope check log.pcap -o /dev/full --report json=out'),
      /\/dev\/full: cannot be written/,
    );
    expect(existsSync(join(folder, 'out'))).toBe(true);
  });

  it('are joined to what a descriptor holds', () => {
    shell('echo before > log; hookscope check log.pcap --quiet -o /dev/stdout >> log');
    expect(readFileSync(join(folder, 'log'), 'utf8')).toMatch(/^before\n\S/);
    shell('echo before > log; hookscope check log.pcap --quiet -o /dev/fd/7 7>> log');
    expect(readFileSync(join(folder, 'log'), 'utf8')).toMatch(/^before\n\S/);
  });

  it('are written once, by whatever name', () => {
    const words = /is to be written twice/;
    writeFileSync(join(folder, 'out'), '');
    expectOneLine(shell('ln -s out link; hookscope check log.pcap -o link --report json=out'), words);
    expectOneLine(shell('ln out hard; hookscope check log.pcap -o hard --report json=out'), words);
    expectOneLine(shell('ln -s . here; hookscope check log.pcap -o here/new --report json=new'), words);
    expectOneLine(shell('hookscope check log.pcap --report json=out > out'), words);
    expect(shell('hookscope check log.pcap -o /dev/null --report json=/dev/null').stderr).toBe('');
  });
});
