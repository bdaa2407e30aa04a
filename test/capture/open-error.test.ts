import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaptureInput, captureInput, type OpenError, openCapture } from '../../src/capture/index.ts';
import { classicFile, classicHeader, payload, pcapng } from './capture-bytes.ts';
import { bytesInput, streamInput } from './read-all.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-open-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function errorOf(...inputs: readonly CaptureInput[]): Promise<OpenError> {
  const result = await openCapture(inputs);
  if (result.ok) throw new Error('it was opened');
  expect(result.error.message).not.toContain('\n');
  return result.error;
}

describe('what is no capture', () => {
  it('is told from a capture by kind', async () => {
    expect((await errorOf()).kind).toBe('no-input');
    expect((await errorOf(captureInput(join(folder, 'absent.pcap')))).kind).toBe('missing');
    expect((await errorOf(captureInput(folder))).kind).toBe('directory');
    const file = join(folder, 'empty.pcap');
    writeFileSync(file, '');
    expect(await errorOf(captureInput(file))).toMatchObject({ kind: 'empty', path: file });
    expect((await errorOf(captureInput(join(file, 'below')))).kind).toBe('missing');
    expect((await errorOf(streamInput(Buffer.alloc(0), [1], '-'))).kind).toBe('empty');
    expect((await errorOf(bytesInput(gzipSync('')))).kind).toBe('empty');
    expect((await errorOf(bytesInput(gzipSync('x').subarray(0, 10)))).kind).toBe('bad-header');
    const longWindow = Buffer.from('28b52ffd04880100000000000000', 'hex');
    expect(await errorOf(bytesInput(longWindow))).toMatchObject({ kind: 'bad-header' });
  });

  it('names the file among several', async () => {
    const sound = bytesInput(classicHeader(), 'sound');
    const error = await errorOf(sound, bytesInput(Buffer.from('hello, world\n'), 'greeting.txt'));
    expect(error).toMatchObject({ kind: 'not-a-capture', path: 'greeting.txt', found: 'text' });
    expect(error.message.startsWith('greeting.txt: ')).toBe(true);
  });

  it('is unreadable where the stream fails at once', async () => {
    const stream: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('EPIPE: broken')) }),
    };
    expect(await errorOf({ kind: 'stream', path: '-', stream })).toMatchObject({
      kind: 'unreadable',
      path: '-',
    });
  });

  it('is unreadable where the system says so, and says why', async () => {
    const failing = (error: unknown): CaptureInput => ({
      kind: 'stream',
      path: 'pipe',
      stream: { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) },
    });
    const denied = Object.assign(new Error("EACCES: permission denied, open 'pipe'"), { code: 'EACCES' });
    expect(await errorOf(failing(denied))).toMatchObject({ kind: 'unreadable', code: 'EACCES' });
    expect((await errorOf(failing(denied))).message).toBe('pipe: cannot be read: permission denied');
    expect((await errorOf(failing('gone'))).message).toBe('pipe: cannot be read: gone');
    const tooLong = join(folder, 'x'.repeat(5000));
    expect(await errorOf(captureInput(tooLong))).toMatchObject({ kind: 'unreadable', code: 'ENAMETOOLONG' });
  });

  const foreign: readonly [string, Buffer | string, string][] = [
    ['snoop', 'snoop\0\0\0\0\0\0\x02', 'snoop'],
    ['NetMon 1', 'RTSS\x01\x01', 'Network Monitor 1'],
    ['NetMon 2', 'GMBU\x01\x02', 'Network Monitor 2'],
    ['ERF', Buffer.from('00000000803c5265020400500000003c', 'hex'), 'ERF'],
    ['hexadecimal', 'd4c3b2a1020004000000000000000000', 'written out in hexadecimal'],
    ['xxd', '00000000: d4c3 b2a1 0200 0400 0000 0000', 'dump of a capture file'],
    ['packet dump', '0000  00 11 22 33 44 55 66 77\n', 'dump of packets'],
    ['Base64', '1MOyoQIABAAAAAAAAAAAAAAABAABAAAA', 'Base64'],
    ['tcpdump text', '12:00:01.123456 IP 10.0.0.1.80 > 10.0.0.2.90: Flags [S]', 'tcpdump prints'],
    ['HTML', '<!DOCTYPE html><html>', 'HTML'],
    ['ZIP', 'PK\x03\x04\x14\0', 'ZIP'],
    ['bzip2', 'BZh91AY&SY', 'bzip2'],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), 'xz'],
    ['lz4', Buffer.from('04224d186440', 'hex'), 'lz4'],
    ['JSON', '{"calls": []}', 'JSON'],
    ['JSON array', '[\n {', 'JSON'],
    ['PDML', '<?xml version="1.0"?>\n<pdml version="0">', "Wireshark's XML"],
    ['tar', Buffer.concat([Buffer.from('a.pcap'), Buffer.alloc(251), Buffer.from('ustar\0')]), 'tar'],
    ['gzip twice', gzipSync(gzipSync('x')), 'gzip-compressed data'],
    ['noise', Buffer.from('00ff11ee22dd', 'hex'), 'unknown'],
    ['one byte', 'x', 'text'],
  ];
  it.each(foreign)('is recognised: %s', async (_, content, found) => {
    const error = await errorOf(bytesInput(Buffer.from(content as string, 'latin1')));
    if (error.kind !== 'not-a-capture') throw new Error(error.kind);
    expect(error.found).toContain(found);
    expect(error.message).toContain(error.firstBytes);
  });

  it('is a capture whose file header ends early or is of another version', async () => {
    const ng = pcapng();
    for (const bytes of [
      classicHeader().subarray(0, 23),
      classicHeader().subarray(0, 4),
      classicHeader({ version: [3, 0] }),
      ng.section().subarray(0, 11),
      Buffer.concat([ng.section().subarray(0, 8), payload(20)]),
    ]) {
      expect((await errorOf(bytesInput(bytes))).kind).toBe('bad-header');
    }
  });

  it('is another format than the reader pcap-parser knows', async () => {
    for (const bytes of [
      pcapng().section(),
      classicFile([], { magic: 0xa1b23c4d }),
      classicFile([], { magic: 0xa1b2cd34 }),
      classicFile([], { version: [2, 2] }),
    ]) {
      const result = await openCapture([bytesInput(bytes)], { reader: 'pcap-parser' });
      expect(result).toMatchObject({ ok: false, error: { kind: 'unsupported-by-reader' } });
    }
  });
});
