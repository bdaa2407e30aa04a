import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './built-program.ts';

const scratch = mkdtempSync(join(tmpdir(), 'hookscope-action-'));
const action = join(scratch, 'action');
const work = join(scratch, 'work of a job');

interface Ended {
  /** Of the script; null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  /** What the script gave to the steps after it. */
  readonly outputs: string;
}

/** Runs what the action runs, in the folder of a job. */
function check(inputs: Readonly<Record<string, string>>): Ended {
  const outputs = join(scratch, 'outputs');
  rmSync(outputs, { force: true });
  const { status, stdout } = spawnSync('bash', [join(action, 'action/check.sh')], {
    cwd: work,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      GITHUB_ACTION_PATH: action,
      GITHUB_OUTPUT: outputs,
      ARGUMENTS: '',
      SARIF: 'hookscope.sarif',
      HTML: '',
      ...inputs,
    },
  });
  return { status, stdout, outputs: existsSync(outputs) ? readFileSync(outputs, 'utf8').trim() : '' };
}

describe('the action for GitHub', () => {
  beforeAll(() => {
    mkdirSync(join(work, 'captures'), { recursive: true });
    cpSync(join(ROOT, 'action/check.sh'), join(action, 'action/check.sh'), { recursive: true });
    execFileSync(process.execPath, [
      join(ROOT, 'bundling/one-file.mjs'),
      join(action, 'build/hookscope.mjs'),
    ]);
    for (const name of ['log', 'web-phone-call'])
      cpSync(join(ROOT, `samples/${name}.pcap`), join(work, `captures/${name} 1.pcap`));
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  it('annotates, writes SARIF, and leaves the exit status to its last step', () => {
    const { status, stdout, outputs } = check({ CAPTURES: 'captures/log*.pcap\n' });
    expect(status).toBe(0);
    expect(outputs).toBe('status=1');
    expect(stdout).toContain('::error');
    expect(JSON.parse(readFileSync(join(work, 'hookscope.sarif'), 'utf8'))).toHaveProperty('runs');
  });

  it('takes arguments a line each, and nothing in them for a command', () => {
    const { outputs } = check({
      CAPTURES: 'captures/web*.pcap',
      ARGUMENTS: '--expect=connect\n--fail-on=never\n--filter=method:* -"$(touch taken)"\n',
      HTML: 'out of it.html',
    });
    expect(outputs).toBe('status=0');
    expect(existsSync(join(work, 'out of it.html'))).toBe(true);
    expect(existsSync(join(work, 'taken'))).toBe(false);
  });

  it('tells of captures that are not there', () => {
    expect(check({ CAPTURES: 'nothing/*.pcap' }).outputs).toBe('status=2');
    expect(check({ CAPTURES: '\n' }).status).toBe(2);
  });
});
