import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FilesRead } from '../../src/cli/files-read.ts';
import { writeWhole } from '../../src/cli/output/file.ts';
import { progressLine } from '../../src/cli/output/progress.ts';
import { write } from '../../src/cli/output/write.ts';
import { columnsOf, type Output, type Surroundings, wantsColor } from '../../src/cli/surroundings.ts';
import { inChunks } from '../../src/report/index.ts';

const NOTHING_READ = new FilesRead();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function* failing(): Iterable<string> {
  yield 'half of it';
  throw new Error('cannot go on');
}

describe('writing a file', () => {
  it('writes it whole, and over what was there', async () => {
    const path = join(folder, 'out');
    writeFileSync(path, 'old');
    expect(await writeWhole(path, ['a', 'b'], NOTHING_READ)).toMatchObject({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('ab');
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('leaves what was there where it cannot be finished', async () => {
    const path = join(folder, 'out');
    writeFileSync(path, 'old');
    expect(await writeWhole(path, failing(), NOTHING_READ)).toMatchObject({ ok: false });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('keeps links, and writes to what they lead to', async () => {
    writeFileSync(join(folder, 'real'), 'old');
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    await writeWhole(join(folder, 'link'), ['new'], NOTHING_READ);
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
  });

  it('says where it cannot be written', async () => {
    const written = await writeWhole(join(folder, 'no', 'out'), ['x'], NOTHING_READ);
    expect(written.ok ? '' : written.message).toMatch(/no\/out: cannot be written: ENOENT/);
  });

  it('writes to what is no ordinary file as it is', async () => {
    expect(await writeWhole('/dev/null', ['x'], NOTHING_READ)).toMatchObject({ ok: true });
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('keeps the permissions of a file it replaces', async () => {
    const path = join(folder, 'out');
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    await writeWhole(path, ['new'], NOTHING_READ);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
  });
});

class Sink extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;
  readonly #error: Error | null;

  constructor(isTTY: boolean, error: Error | null = null, columns = 80) {
    super({ highWaterMark: 1 });
    this.isTTY = isTTY;
    this.columns = columns;
    this.#error = error;
    this.on('error', () => {});
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.text += chunk.toString();
    setImmediate(() => done(this.#error));
  }
}

function surroundings(stdout: Output, stderr: Output = new Sink(false)): Surroundings {
  return { stdout, stderr, stdinIsTerminal: false, environment: {}, directory: folder, files: NOTHING_READ };
}

describe('writing to standard output', () => {
  it('waits for a slow reader and loses nothing', async () => {
    const sink = new Sink(false);
    const pieces = Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(1000)}\n`);
    expect(await write(pieces, null, surroundings(sink))).toMatchObject({ ok: true });
    expect(sink.text).toBe(pieces.join(''));
  });

  it('says nothing when nobody reads any more, and makes no more of the report', async () => {
    let made = 0;
    function* endless(): Iterable<string> {
      for (;;) {
        made += 1;
        yield 'x'.repeat(100_000);
      }
    }
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    expect(await write(endless(), null, surroundings(new Sink(false, gone)))).toMatchObject({ ok: true });
    expect(made).toBeLessThan(5);
  });

  it('says so when it fails otherwise', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(await write(['x'], null, surroundings(new Sink(false, full)))).toEqual({
      ok: false,
      message: 'standard output: ENOSPC: no space left on device',
    });
  });

  it('goes in pieces of a sensible size', () => {
    const chunks = [...inChunks(Array.from({ length: 1000 }, () => 'x'.repeat(1000)))];
    expect(chunks.join('')).toHaveLength(1_000_000);
    expect(chunks.length).toBeLessThan(20);
    expect([...inChunks([])]).toEqual([]);
  });

  it('goes in order, with pieces of bytes as they are', () => {
    const bytes = Buffer.from('two');
    const chunks = [...inChunks(['o', 'ne', bytes, bytes, 'three'])];
    expect(chunks).toEqual(['one', bytes, bytes, 'three']);
  });
});

describe('the progress line', () => {
  const progress = { bytes: 5e8, total: 1e9, frames: 1_234_567, calls: 89 };

  it('is only for terminals', () => {
    const stderr = new Sink(false);
    let now = 0;
    const line = progressLine(surroundings(new Sink(true), stderr), 'hook calls', () => now);
    now = 5000;
    line.report(progress);
    line.clear();
    expect(stderr.text).toBe('');
  });

  it('says nothing of short work', () => {
    const stderr = new Sink(true);
    const line = progressLine(surroundings(new Sink(true), stderr), 'hook calls', () => 0);
    line.report(progress);
    line.clear();
    expect(stderr.text).toBe('');
  });

  it('tells how far it is, on one line that goes away again', async () => {
    const stderr = new Sink(true);
    let now = 0;
    const line = progressLine(surroundings(new Sink(true), stderr), 'hook calls', () => now);
    now = 5000;
    line.report(progress);
    expect(stderr.text).toBe(
      '\r\u001b[2K[##########..........] 50 %, 0:05 left: 500 MB, 1,234,567 frames, 89 hook calls'.slice(
        0,
        '\r\u001b[2K'.length + 79,
      ),
    );
    line.clear();
    await vi.waitFor(() => expect(stderr.text.endsWith('\r\u001b[2K')).toBe(true));
  });
});

describe('colours', () => {
  const terminal = new Sink(true);
  const pipe = new Sink(false);

  it.each([
    ['on a terminal', terminal, true, {}, true],
    ['not in a pipe', pipe, true, {}, false],
    ['not with --no-color', terminal, false, { FORCE_COLOR: '1' }, false],
    ['not with NO_COLOR', terminal, true, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', terminal, true, { NO_COLOR: '' }, true],
    ['with FORCE_COLOR in a pipe', pipe, true, { FORCE_COLOR: '1' }, true],
    ['not with FORCE_COLOR=0', terminal, true, { FORCE_COLOR: '0' }, false],
    ['not on a dumb terminal', terminal, true, { TERM: 'dumb' }, false],
  ])('%s', (_name, output, wanted, environment, color) => {
    expect(wantsColor(output, wanted, environment)).toBe(color);
  });

  it('are written for the width of the terminal, within reason, and for 80 columns elsewhere', () => {
    expect(columnsOf(pipe)).toBe(80);
    expect(columnsOf(new Sink(true, null, 100))).toBe(100);
    expect(columnsOf(new Sink(true, null, 1000))).toBe(120);
  });
});
