import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MAN_PAGE, manPage } from '../../documentation/man-page.ts';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { bashCompletion } from '../../src/cli/reference/bash.ts';
import { completionModel } from '../../src/cli/reference/completion-model.ts';
import { fishCompletion } from '../../src/cli/reference/fish.ts';
import { zshCompletion } from '../../src/cli/reference/zsh.ts';

const MODEL = completionModel(COMMANDS, { methods: ['connect', 'call'], rules: ['flow/missing-call'] });
const folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isThere(program: string): boolean {
  return spawnSync(program, ['-c', 'exit 0']).status === 0;
}

/** What is offered for the last word of a line. */
const CASES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['hookscope ch', ['check']],
  ['hookscope check --form', ['--format']],
  ['hookscope check --format sa', ['sarif']],
  ['hookscope compare --format m', ['markdown']],
  ['hookscope check log.pcap --expect con', ['connect']],
  ['hookscope explain flow/', ['flow/missing-call']],
  ['hookscope --fol', ['--follow']],
  ['hookscope completion f', ['fish']],
  ['hookscope help expl', ['explain']],
  ['hookscope watch --level w', ['warning']],
];

describe.skipIf(!isThere('bash'))('bash', () => {
  writeFileSync(join(folder, 'bash'), bashCompletion(MODEL));
  it.each(CASES)('%s', (line, offered) => {
    const script = `source ${folder}/bash; COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _hookscope; echo "\${COMPREPLY[*]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-u', '-c', script], { encoding: 'utf8' });
    expect([stderr, stdout.trim().split(' ')]).toEqual(['', offered]);
  });
});

describe.skipIf(!isThere('fish'))('fish', () => {
  writeFileSync(join(folder, 'fish'), fishCompletion(MODEL));
  it.each(CASES)('%s', (line, offered) => {
    const script = `source ${folder}/fish; complete -C'${line}'`;
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], {
      encoding: 'utf8',
      cwd: folder,
    });
    const words = stdout
      .trim()
      .split('\n')
      .map((each) => each.split('\t')[0]);
    expect([stderr, words]).toEqual(['', offered]);
  });
});

describe.skipIf(!isThere('zsh'))('zsh', () => {
  it('reads its script, and offers words and files', () => {
    writeFileSync(join(folder, 'zsh'), zshCompletion(MODEL));
    // Stand-ins of what zsh offers with, which say what they were asked for.
    const script = `compdef() { :; }; compadd() { shift; print -r -- "words $*"; }; _files() { print files; }; _describe() { print -r -- "\${\${(P)2}[1]%%:*}"; }
source ${folder}/zsh
try() { words=("$@"); CURRENT=$#; _hookscope; }
try hookscope check --format s; try hookscope check ''; try hookscope explain f; try hookscope -`;
    const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual([
      expect.stringMatching(/^words text .*\bsarif\b/),
      'files',
      'words flow/missing-call',
      '--follow',
    ]);
  });
});

describe('the man page', () => {
  it('is what the table of commands makes it (npm run rules writes it)', () => {
    if (process.env.UPDATE === '1') writeFileSync(MAN_PAGE, manPage());
    expect(readFileSync(MAN_PAGE, 'utf8')).toBe(manPage());
  });

  it.skipIf(spawnSync('groff', ['--version']).status !== 0)('groff has nothing to say about it', () => {
    const { stderr, status } = spawnSync('groff', ['-ww', '-man', '-Tutf8', '-z'], {
      input: manPage(),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});
