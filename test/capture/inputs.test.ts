import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInput, END } from '../../src/capture/index.ts';
import { classicFile, payload, pcapng } from './capture-bytes.ts';
import { bytesInput, drain, opened, readAll, streamInput } from './read-all.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-inputs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const three = classicFile([1, 2, 3].map((seconds) => ({ seconds, data: payload(1000, seconds) })));

describe('an argument of the command line', () => {
  it('names a file, or standard input', () => {
    expect(captureInput('a.pcap')).toEqual({ kind: 'file', path: 'a.pcap' });
    expect(captureInput('./-')).toEqual({ kind: 'file', path: './-' });
    expect(captureInput('-')).toEqual({ kind: 'stream', path: '-', stream: process.stdin });
  });

  it.skipIf(process.platform === 'win32')('may name a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [{ frames, info }] = await Promise.all([readAll(captureInput(pipe)), writeFile(pipe, three)]);
    expect(frames).toHaveLength(3);
    expect(info[0]?.complete).toBe(true);
  });
});

describe('a capture that was read to its end', () => {
  const ng = pcapng();
  const files: readonly [string, Buffer][] = [
    ['pcap', three],
    ['pcap that is cut', three.subarray(0, -1)],
    ['pcapng', Buffer.concat([ng.section(), ng.face(1), ng.enhanced({ data: payload(9) })])],
    ['pcapng that is damaged', Buffer.concat([ng.section(), ng.face(1), ng.block(6, payload(8))])],
    ['gzip', gzipSync(three)],
  ];
  const readers = ['hookscope', 'pcap-parser'] as const;
  const cases = files.flatMap(([name, bytes]) => readers.map((reader) => [name, reader, bytes] as const));
  it.each(cases.filter(([name, reader]) => !name.startsWith('pcapng') || reader === 'hookscope'))(
    'stays at its end: %s, %s',
    async (_, reader, bytes) => {
      const capture = await opened(bytesInput(bytes), { reader });
      const { length } = await drain(capture);
      const diagnostics = [...capture.diagnostics()];
      expect(capture.next()).toBe(END);
      expect(await capture.fill()).toBe(true);
      expect(capture.next()).toBe(END);
      expect(capture.diagnostics()).toEqual(diagnostics);
      expect(capture.info()[0]?.frames).toBe(length);
      capture.close();
    },
  );
});

describe('a capture that was closed', () => {
  it('gives what it had at hand, and no more', async () => {
    const path = join(folder, 'large.pcap');
    const many = Array.from({ length: 3000 }, (_, index) => ({ seconds: index, data: payload(1000) }));
    writeFileSync(path, classicFile(many));
    const inputs = [captureInput(path), streamInput(classicFile(many), [100_000])];
    for (const input of inputs) {
      const capture = await opened(input);
      capture.close();
      capture.close();
      expect((await drain(capture)).length).toBeLessThan(many.length);
    }
  });
});
