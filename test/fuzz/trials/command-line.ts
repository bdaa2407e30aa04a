import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { reportFailure } from '../../../src/cli/failure.ts';
import { FilesRead } from '../../../src/cli/files-read.ts';
import { runProgram } from '../../../src/cli/program.ts';
import type { Surroundings } from '../../../src/cli/surroundings.ts';
import type { FuzzInput } from '../input.ts';
import { demand, demandPlain } from './problems.ts';
import { CAPTURE, layOut, READ_ONLY_NAMES } from './workplace.ts';

const WRITING_FLAGS = new Set(['-o', '--output', '--report', '--write-baseline']);
const CAPTURE_NAMES = new Set<string>([CAPTURE, 'other.pcap', 'hard.pcap']);

/** A stream that keeps what is written to it. */
class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

/** Command lines that read a file of this kind; `FILE` is its name. */
const USES: Readonly<Record<'dialect' | 'configuration' | 'baseline', readonly (readonly string[])[]>> = {
  dialect: [
    ['check', CAPTURE, '--dialect', 'FILE', '--format', 'json'],
    ['hooks', '--dialect', 'FILE'],
    ['hooks', 'chargeCall', '--dialect', 'FILE', '--format', 'schema'],
    ['hooks', '--dialect', 'FILE', '--format', 'json'],
  ],
  configuration: [['check', CAPTURE, '--config', 'FILE']],
  baseline: [['check', CAPTURE, '--baseline', 'FILE', '--format', 'sarif']],
};

/** Runs the command line on a file that people write. */
export async function tryFile(input: Extract<FuzzInput, { text: string }>, folder: string): Promise<void> {
  if (input.kind === 'filter') return;
  const name = 'fuzz.json';
  for (const words of USES[input.kind]) {
    layOut(folder);
    writeFileSync(join(folder, name), input.text);
    await tryWords(
      words.map((word) => (word === 'FILE' ? name : word)),
      folder,
      false,
    );
  }
}

/** Runs the command line in this process. Checks its exit status, what it says, and that it changed no file that it may not. */
export async function tryWords(words: readonly string[], folder: string, fresh = true): Promise<void> {
  if (fresh) layOut(folder);
  const [stdout, stderr] = [new Sink(), new Sink()];
  const surroundings: Surroundings = {
    stdout,
    stderr,
    stdinIsTerminal: false,
    environment: {},
    directory: folder,
    files: new FilesRead(),
  };
  // Paths are relative to a working directory of their own: that of this process is shared with other trials.
  const previous = process.cwd();
  process.chdir(folder);
  try {
    const before = contents(folder, words);
    const status = await runProgram(words, surroundings).catch((error: unknown) => {
      reportFailure(surroundings, String(error));
      throw error;
    });
    demand(status === 0 || status === 1 || status === 2, `the exit status is ${String(status)}`);
    judge(status, stdout.text, stderr.text, words);
    for (const [name, text] of before)
      demand(readFileSync(join(folder, name), 'latin1') === text, `${name} was written over`);
    const left = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
    demand(left.length === 0, `a temporary file was left: ${left.join(', ')}`);
  } finally {
    process.chdir(previous);
  }
}

function judge(status: 0 | 1 | 2, output: string, errors: string, words: readonly string[]): void {
  if (status !== 2) {
    // What extract took is told beside the capture that it writes.
    const told = words[0] === 'extract' ? /^(?:hookscope: [^\n]+\n)*$/ : /^$/;
    demand(told.test(errors), `status ${status}, and on standard error: ${JSON.stringify(errors)}`);
    demandPlain(errors, 'standard error');
    if (!words.includes('--show-secrets')) demandPlain(output, 'standard output');
    return;
  }
  demand(
    /^hookscope: .+\n$/.test(errors),
    `status 2 without one line on standard error: ${JSON.stringify(errors)}`,
  );
  demandPlain(errors, 'standard error');
  demand(!/\n\s+at |node:internal/.test(errors), 'a stack trace on standard error');
}

/** The files that must be the same afterwards: all that are read, by whatever name. Only files that are written to may change. */
function contents(folder: string, words: readonly string[]): ReadonlyMap<string, string> {
  const inputs = words.filter((_, index) => !WRITING_FLAGS.has(words[index - 1] ?? ''));
  const kept = READ_ONLY_NAMES.filter((name) => {
    if (!CAPTURE_NAMES.has(name)) return true;
    return inputs.some((word) => isSameFile(join(folder, word), join(folder, name)));
  });
  return new Map(kept.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}

function isSameFile(one: string, other: string): boolean {
  try {
    return statSync(one).ino === statSync(other).ino;
  } catch {
    return false;
  }
}
