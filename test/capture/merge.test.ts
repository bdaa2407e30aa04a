import { Buffer } from 'node:buffer';
import { existsSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaptureInput, captureInput, END, FRAME, MORE } from '../../src/capture/index.ts';
import { classicFile, payload, pcapng, u32 } from './capture-bytes.ts';
import { bytesInput, drain, opened, readAll, streamInput } from './read-all.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-merge-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A capture with a frame at each of the times (seconds). The bytes of a frame show its file and position. */
function capture(file: number, times: readonly number[]): Buffer {
  return classicFile(times.map((seconds, index) => ({ seconds, data: Buffer.from([file, index]) })));
}

function onDisk(name: string, bytes: Buffer): CaptureInput {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return captureInput(path);
}

/**
 * The order that a merge of complete lists gives: the earliest head first; of equal heads the one of the first file.
 */
function expectedOrder(files: readonly (readonly number[])[]): [number, number][] {
  const heads = files.map(() => 0);
  const order: [number, number][] = [];
  for (;;) {
    let best = -1;
    for (const [file, times] of files.entries()) {
      const time = times[heads[file] ?? 0];
      const least = best < 0 ? undefined : files[best]?.[heads[best] ?? 0];
      if (time !== undefined && (least === undefined || time < least)) best = file;
    }
    if (best < 0) return order;
    order.push([best, heads[best] ?? 0]);
    heads[best] = (heads[best] ?? 0) + 1;
  }
}

/** Number of file descriptors that this process has open, where the system shows it; 0 elsewhere. */
function openFiles(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
}

describe('several files', () => {
  it('are one capture in time order, also where a clock goes back', async () => {
    const times = fc.array(fc.nat(12), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(times, { minLength: 2, maxLength: 5 }),
        fc.nat(31),
        async (files, onDisks) => {
          const inputs = files.map((of, file) =>
            (onDisks >> file) & 1
              ? onDisk(`${file}.pcap`, capture(file, of))
              : streamInput(capture(file, of), [file + 1], `${file}`),
          );
          const { frames, info, diagnostics } = await readAll(inputs);
          const order = frames.map(({ data }) => [...Buffer.from(data, 'hex')]);
          expect(order).toEqual(expectedOrder(files));
          expect(frames.map(({ number }) => number)).toEqual(order.map((_, index) => index + 1));
          expect(frames.map(({ file }) => file)).toEqual(order.map(([file]) => file));
          expect(info.map((of) => of.frames)).toEqual(files.map((of) => of.length));
          expect(info.every(({ complete }) => complete)).toBe(true);
          expect(diagnostics).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('may be of different formats, compressed or not, and carry untimed frames along', async () => {
    const ng = pcapng('big');
    const mixed = Buffer.concat([
      ng.section(),
      ng.face(113),
      ng.enhanced({ time: 2_000_000n, data: payload(4) }),
      ng.simple(payload(5)),
      ng.enhanced({ time: 4_000_000n, data: payload(6) }),
    ]);
    const inputs = [
      onDisk('a.gz', gzipSync(capture(0, [1, 3, 5]))),
      onDisk('b', mixed),
      bytesInput(capture(2, [4])),
    ];
    const { frames, info } = await readAll(inputs);
    expect(frames.map(({ file, time, linkType }) => [file, time, linkType])).toEqual([
      [0, '1.000000000', 1],
      [1, '2.000000000', 113],
      [1, null, 113],
      [0, '3.000000000', 1],
      [1, '4.000000000', 113],
      [2, '4.000000000', 1],
      [0, '5.000000000', 1],
    ]);
    expect(info.map(({ format, compression }) => [format, compression])).toEqual([
      ['pcap', 'gzip'],
      ['pcapng', null],
      ['pcap', null],
    ]);
  });

  it('do not hide the damage of one of them', async () => {
    const corrupt = Buffer.concat([capture(0, [1, 4]), u32(5), u32(0), u32(0xffffffff), u32(9)]);
    const cut = capture(1, [2, 3, 6]).subarray(0, -1);
    const headless = capture(2, [9]).subarray(0, 30);
    const inputs = [
      onDisk('x', corrupt),
      onDisk('y', cut),
      onDisk('z', headless),
      onDisk('e', capture(3, [])),
    ];
    const { frames, info, diagnostics } = await readAll(inputs);
    expect(frames.map(({ file }) => file)).toEqual([0, 1, 1, 0]);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-record', file: 0, afterFrame: 4 },
      { kind: 'truncated', file: 1, afterFrame: 3 },
      { kind: 'truncated', file: 2, afterFrame: 0 },
    ]);
    expect(info.map(({ complete }) => complete)).toEqual([false, false, false, true]);
  });

  it('tell how far they are', async () => {
    const inputs = [onDisk('p0', capture(0, [1, 2])), onDisk('p1', capture(1, [3, 4]))];
    const set = await opened(inputs);
    const bytesTotal = capture(0, [1, 2]).length * 2;
    expect(set.progress()).toEqual({ bytesRead: 0, bytesTotal });
    await drain(set);
    expect(set.progress()).toEqual({ bytesRead: bytesTotal, bytesTotal });
    set.close();
  });

  it('are ordered by the fraction of the second too', async () => {
    const at = (fraction: number): Buffer => classicFile([{ seconds: 7, fraction, data: payload(3) }]);
    const { frames } = await readAll([bytesInput(at(300)), bytesInput(at(100)), bytesInput(at(200))]);
    expect(frames.map(({ file }) => file)).toEqual([1, 2, 0]);
  });

  it('do not know how much there is where one is a pipe, and wait for what is asked for', async () => {
    const set = await opened([
      onDisk('a-file', capture(0, [5])),
      streamInput(capture(1, [1, 9]), [7], 'a pipe'),
    ]);
    expect(set.progress().bytesTotal).toBeNull();
    // No file is waited for yet, so there is nothing to read.
    expect(await set.fill()).toBe(true);
    const files: number[] = [];
    for (let step = set.next(); step !== END; step = set.next()) {
      if (step === FRAME) files.push(set.frame.file);
      else {
        expect(set.next()).toBe(MORE);
        await set.fill();
      }
    }
    expect(files).toEqual([1, 0, 1]);
    set.close();
  });

  it('need not all be open together', async () => {
    const inputs = Array.from({ length: 300 }, (_, file) =>
      onDisk(`many-${file}`, classicFile([{ seconds: 300 - file, data: Buffer.alloc(2) }])),
    );
    const before = openFiles();
    const set = await opened(inputs);
    expect(openFiles() - before).toBeLessThan(10);
    const frames = await drain(set);
    expect(openFiles() - before).toBeLessThan(10);
    expect(frames.map(({ file }) => file)).toEqual(inputs.map((_, index) => 299 - index));
    set.close();
  });

  it('lose one that vanishes, and say so', async () => {
    const inputs = [onDisk('stays', capture(0, [5])), onDisk('goes', capture(1, [1]))];
    const set = await opened(inputs);
    unlinkSync(join(folder, 'goes'));
    expect((await drain(set)).map(({ file }) => file)).toEqual([0]);
    expect(set.diagnostics()).toMatchObject([{ kind: 'read-failed', file: 1 }]);
    expect(set.info()[1]?.complete).toBe(false);
    set.close();
  });
});
