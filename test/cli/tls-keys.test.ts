import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FilesRead } from '../../src/cli/files-read.ts';
import { readTlsKeys } from '../../src/cli/settings/tls-keys.ts';

const SECRET = '0f'.repeat(48);

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hookscope-keys-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function line(number: number): string {
  return `CLIENT_RANDOM ${number.toString(16).padStart(64, '0')} ${SECRET}`;
}

function read(names: readonly string[], mayGrow = false): ReturnType<typeof readTlsKeys> {
  return readTlsKeys(names, mayGrow, { directory, files: new FilesRead() });
}

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(directory, name), content);
}

describe('key logs', () => {
  it('are put together, and their last line need not end', async () => {
    write('one', `${line(1)}\n${line(2)}`);
    write('two', `${line(2)}\r\n${line(3)}\r\n`);
    const logs = await read(['one', 'two']);
    expect(logs.ok && logs.value.secrets.count).toBe(3);
  });

  it('are read in pieces, whatever line a piece ends in', async () => {
    write('log', Array.from({ length: 2000 }, (_, number) => line(number)).join('\n'));
    const logs = await read(['log']);
    expect(logs.ok && logs.value.secrets.count).toBe(2000);
  });

  it('may be empty, as before the first connection', async () => {
    write('log', '');
    const logs = await read(['log']);
    expect(logs.ok && logs.value.secrets.count).toBe(0);
  });

  it.each([
    ['another text', 'hello\n', /log: holds no TLS secrets; expected a key log/],
    ['a private key', `-----BEGIN PRIVATE KEY-----\n${SECRET}\n`, /log: is a key or certificate/],
    ['zeros', Buffer.alloc(9 * 1024 * 1024), /log: holds no TLS secrets/],
  ])('are refused where they are %s, without a word of their content', async (_, content, words) => {
    write('log', content);
    const logs = await read(['log']);
    expect(logs.ok).toBe(false);
    expect(!logs.ok && logs.message).toMatch(words);
    expect(!logs.ok && logs.message).not.toMatch(/hello|0f0f/);
  });

  it('are named where they are absent, or a folder', async () => {
    mkdirSync(join(directory, 'folder'));
    expect(await read(['gone'])).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^gone: cannot be read/),
    });
    expect(await read(['folder'])).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^folder: is a folder/),
    });
  });

  it('are never written over', async () => {
    write('log', line(1));
    const files = new FilesRead();
    await readTlsKeys(['log'], false, { directory, files });
    expect(files.whyNotWritten(join(directory, 'log'))).toMatch(/a key log in use/);
  });
});

describe('key logs that grow', () => {
  it('give what was added, and a line once it has ended', async () => {
    write('log', '');
    const logs = await read(['log'], true);
    if (!logs.ok) throw new Error(logs.message);
    const { secrets, readOn } = logs.value;
    expect(secrets.mayGrow).toBe(true);
    appendFileSync(join(directory, 'log'), `${line(1)}\n${line(2).slice(0, 120)}`);
    await readOn();
    expect(secrets.count).toBe(1);
    appendFileSync(join(directory, 'log'), `${line(2).slice(120)}\n`);
    await readOn();
    expect(secrets.count).toBe(2);
  });

  it('are read from the beginning where they were cut back, and may be away for a while', async () => {
    write('log', `${line(1)}\n${line(2)}\n`);
    const logs = await read(['log'], true);
    if (!logs.ok) throw new Error(logs.message);
    const { secrets, readOn } = logs.value;
    rmSync(join(directory, 'log'));
    await readOn();
    write('log', `${line(3)}\n`);
    await readOn();
    expect(secrets.count).toBe(3);
  });
});
