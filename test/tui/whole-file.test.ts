import {
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Masker } from '../../src/privacy/index.ts';
import { REPORT_FORMATS } from '../../src/report/index.ts';
import { copyText } from '../../src/tui/terminal/clipboard.ts';
import { saveExport } from '../../src/tui/terminal/save.ts';
import { writeWholeFile } from '../../src/tui/terminal/whole-file.ts';
import { analyseSample } from './samples.ts';

let folder = '';
let outside = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  outside = mkdtempSync(join(tmpdir(), 'hookscope-outside-'));
});
afterEach(() => {
  for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true });
});

function* breaking(): Iterable<string> {
  yield 'half of it';
  throw new Error('cannot go on');
}

describe('a file of the terminal UI', () => {
  it('is written whole or not at all', async () => {
    const path = join(folder, 'out');
    await writeWholeFile(path, ['a', 'b'], { overwrite: false });
    await expect(writeWholeFile(path, breaking(), { overwrite: true })).rejects.toThrow('cannot go on');
    expect(readFileSync(path, 'utf8')).toBe('ab');
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('does not replace what is there unasked', async () => {
    const path = join(folder, 'out');
    writeFileSync(path, 'old');
    await expect(writeWholeFile(path, ['new'], { overwrite: false })).rejects.toMatchObject({
      code: 'EEXIST',
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    await writeWholeFile(path, ['new'], { overwrite: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('does not follow a link out of the folder', async () => {
    const target = join(outside, 'target');
    writeFileSync(target, 'old');
    symlinkSync(target, join(folder, 'hookscope-payload.txt'));
    await copyText('new', 'payload', 'file', {
      write: () => {},
      folder,
      terminal: 'xterm',
      whyNotWritten: () => null,
    });
    expect(readFileSync(target, 'utf8')).toBe('old');
    expect(lstatSync(join(folder, 'hookscope-payload.txt')).isFile()).toBe(true);
  });
});

describe('an export', () => {
  const NAMES = ['link', 'dangling', 'sub'];
  it.each(NAMES)('is not written to what is no ordinary file: %s', async (path) => {
    writeFileSync(join(outside, 'target'), 'old');
    symlinkSync(join(outside, 'target'), join(folder, 'link'));
    symlinkSync(join(outside, 'none'), join(folder, 'dangling'));
    symlinkSync(outside, join(folder, 'sub'));
    const effect = { kind: 'export', format: 'json', path, calls: [], overwrite: true } as const;
    const options = {
      folder,
      formats: REPORT_FORMATS,
      version: '0.0.0',
      saveFrames: null,
      whyNotWritten: () => null,
    };
    const masker = new Masker({ showSecrets: false });
    const saved = await saveExport(effect, await analyseSample('no-hooks.pcap'), masker, options);
    expect(saved.kind).toBe('failed');
    expect(readdirSync(outside)).toEqual(['target']);
    expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('old');
  });
});
