import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, expectOneLine, folderWithLog, removeFolder, shellIn } from './shell.ts';

let folder = '';
beforeEach(() => {
  folder = folderWithLog();
});
afterEach(() => removeFolder(folder));

/** Runs a line of shell in which `hookscope` is the built program. */
function shell(line: string): Ended {
  return shellIn(folder, line);
}

const COMMANDS = [
  'check log.pcap',
  'check log.pcap --format html',
  'exchanges log.pcap',
  'explain',
  'hooks',
  '--help',
];

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it.each(COMMANDS)('stops hookscope %s on standard output', (words) => {
    expectOneLine(shell(`hookscope ${words} > /dev/full`), /standard output: ENOSPC/);
  });

  it('stops a report, each of them', () => {
    expectOneLine(shell('hookscope check log.pcap -o /dev/full'), /\/dev\/full: cannot be written: ENOSPC/);
    expectOneLine(shell('hookscope check log.pcap -o out --report json=/dev/full'), /ENOSPC/);
    expectOneLine(shell('hookscope check log.pcap -o out --write-baseline /dev/full'), /ENOSPC/);
  });

  it('that has room for a part of it keeps none of it', () => {
    writeFileSync(join(folder, 'out'), 'old');
    expectOneLine(
      shell('ulimit -f 4; hookscope check log.pcap --format html -o out'),
      /out: cannot be written: EFBIG/,
    );
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['log.pcap', 'out']);
  });

  it('is told where standard output takes a part of what was the last to be written', () => {
    expectOneLine(
      shell('ulimit -f 4; hookscope check log.pcap --format html > out'),
      /standard output: EFBIG/,
    );
  });
});

describe('a closed pipe', () => {
  it.each(COMMANDS)('ends hookscope %s in silence: its reader has seen enough', (words) => {
    // Nothing reads: the first write already fails.
    const line = `hookscope ${words} 2> errors | true; status=\${PIPESTATUS[0]}; cat errors >&2; exit $status`;
    const { status, stderr } = shell(line);
    expect(stderr).toBe('');
    expect(status).toBeLessThan(2);
  });
});

describe('the capture', () => {
  const NAMES: readonly (readonly [string, (path: string) => void])[] = [
    ['log.pcap', () => {}],
    ['./log.pcap', () => {}],
    ['sub/../log.pcap', (path) => mkdirSync(join(path, 'sub'))],
    ['link.pcap', (path) => symlinkSync('log.pcap', join(path, 'link.pcap'))],
    ['hard.pcap', (path) => linkSync(join(path, 'log.pcap'), join(path, 'hard.pcap'))],
    ['linked/log.pcap', (path) => symlinkSync('.', join(path, 'linked'))],
  ];
  const OUTPUTS = [
    'check log.pcap -o',
    'check log.pcap --write-baseline',
    'exchanges log.pcap -o',
    'extract log.pcap --finding 1 -o',
  ];
  it.each(NAMES)('is never written over as %s', (name, prepare) => {
    prepare(folder);
    const before = readFileSync(join(folder, 'log.pcap'));
    for (const words of OUTPUTS) expectOneLine(shell(`hookscope ${words} ${name}`), /is the capture itself/);
    expectOneLine(shell(`hookscope check log.pcap --report json=${name}`), /is the capture itself/);
    const summary = `GITHUB_STEP_SUMMARY=${name} hookscope check log.pcap --format github`;
    expectOneLine(shell(summary), /is the capture itself/);
    expect(readFileSync(join(folder, 'log.pcap')).equals(before)).toBe(true);
  });

  it('is read where it may not be written, and its times stay as they are', () => {
    const { mtimeMs } = statSync(join(folder, 'log.pcap'));
    expect(shell('chmod 400 log.pcap; hookscope check log.pcap -o out').status).toBe(1);
    expect(statSync(join(folder, 'log.pcap')).mtimeMs).toBe(mtimeMs);
  });
});
