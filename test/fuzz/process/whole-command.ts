import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../../samples/builder/index.ts';
import { REPORT_FORMATS } from '../../../src/report/index.ts';
import { PROGRAM } from '../../cli/built-program.ts';
import { inputBytes } from '../input.ts';
import type { Seeds } from '../seeds/index.ts';
import { makeInput, type StageName } from '../stages/index.ts';
import type { Failure } from './supervise.ts';

/** Stages whose inputs are captures. */
const STAGES: readonly StageName[] = [
  'container',
  'compressed',
  'clock',
  'packets',
  'fragments',
  'segments',
  'tls-records',
  'tls-handshake',
  'http',
  'http2-frames',
  'hpack',
  'codings',
  'json',
];
const TIMEOUT_MILLISECONDS = 60_000;
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Gives inputs to the built command, from a file or a pipe, and looks at its exit status and what it says. */
export function tryWholeCommand(seed: number, count: number, seeds: Seeds): readonly Failure[] {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-fuzz-'));
  const failures: Failure[] = [];
  try {
    for (let index = 0; index < count; index++) {
      const problem = tryOne(seed, index, seeds, folder);
      if (problem !== null) failures.push({ index, problem: `the whole command: ${problem}` });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return failures;
}

function tryOne(seed: number, index: number, seeds: Seeds, folder: string): string | null {
  const random = new Random(seed ^ Math.imul(index, 0x9e3779b1));
  const bytes = inputBytes(makeInput(seed, index, random.pick(STAGES), seeds));
  const path = join(folder, 'fuzz.capture');
  writeFileSync(path, bytes);
  const file = random.chance(0.3) ? '-' : path;
  const format = random.pick(REPORT_FORMATS).name;
  const words = random.pick([
    ['check', file, '--format', format],
    ['check', file, '--format', format, '--payloads', '--all'],
    ['check', file, path, '--port', '9091'],
    ['check', file, '--reader', 'pcap-parser'],
    ['exchanges', file],
    ['exchanges', file, '--format', 'ndjson'],
    [file],
  ]);
  const { status, signal, stderr, error } = spawnSync(process.execPath, [PROGRAM, ...words], {
    encoding: 'utf8',
    input: file === '-' ? bytes : '',
    timeout: TIMEOUT_MILLISECONDS,
    maxBuffer: MOST_OUTPUT_BYTES,
  });
  const told = `${words.join(' ')}: `;
  // A program that refuses its input need not read all of it.
  const isLeftUnread = error !== undefined && 'code' in error && error.code === 'EPIPE';
  if (error !== undefined && !isLeftUnread) return told + error.message;
  if (status !== 0 && status !== 1 && status !== 2)
    return `${told}status ${status}, signal ${signal}: ${stderr}`;
  const sound = status === 2 ? /^hookscope: (?!internal error)[^\n]+\n$/.test(stderr) : stderr === '';
  return sound ? null : `${told}status ${status}, and on standard error: ${stderr}`;
}
