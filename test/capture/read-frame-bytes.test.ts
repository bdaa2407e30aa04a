import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInput, readFrameBytes } from '../../src/capture/index.ts';
import { classicFile, payload, pcapng } from './capture-bytes.ts';
import { readAll } from './read-all.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-frame-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('readFrameBytes', () => {
  const ng = pcapng('big');
  const packets = [{ data: payload(60) }, { data: payload(2_000_000) }, { data: payload(7) }];
  const files: readonly [string, Buffer][] = [
    ['pcap', classicFile(packets, { snapLength: 3_000_000 })],
    [
      'pcapng',
      Buffer.concat([
        ng.section(),
        ng.face(1, 3_000_000),
        ng.block(77, payload(1_500_001)),
        ...packets.map((packet) => ng.enhanced(packet)),
        ng.simple(payload(9)),
        ng.obsolete({ data: payload(11) }),
      ]),
    ],
  ];
  it.each(files)('gives what the reader gave, by its offset (%s)', async (name, bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const { frames } = await readAll(captureInput(path));
    expect(frames.length).toBeGreaterThanOrEqual(3);
    for (const frame of frames) {
      const again = await readFrameBytes(path, frame.offset, frame.data.length / 2);
      expect(again.toString('hex')).toBe(frame.data);
    }
    expect(await readFrameBytes(path, bytes.length - 4, 10)).toHaveLength(4);
    await expect(readFrameBytes(path, 0, 2 ** 40)).rejects.toThrow(RangeError);
  });
});
