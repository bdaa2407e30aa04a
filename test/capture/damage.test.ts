import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from '../../src/base/limits.ts';
import { classicFile, classicHeader, payload, pcapng, u32 } from './capture-bytes.ts';
import { bytesInput, readAll } from './read-all.ts';

const packets = [
  { seconds: 1, data: payload(60) },
  { seconds: 2, data: payload(70) },
];
const sound = classicFile(packets);

function record(captured: number): Buffer {
  return Buffer.concat([u32(3), u32(0), u32(captured), u32(captured), payload(20)]);
}

describe('damage', () => {
  it('reports a classic file that ends inside a record, wherever it is cut', async () => {
    for (let length = 24 + 76 + 1; length < sound.length; length += 1) {
      const { frames, diagnostics, info } = await readAll(bytesInput(sound.subarray(0, length)));
      expect(frames).toHaveLength(1);
      const available = length - 100;
      expect(diagnostics).toEqual([
        {
          kind: 'truncated',
          within: 'record',
          file: 0,
          path: 'memory',
          offset: 100,
          afterFrame: 1,
          needed: available < 16 ? 16 : 86,
          available,
        },
      ]);
      expect(info[0]?.complete).toBe(false);
    }
  });

  it('reports a pcapng file that ends inside a block, wherever it is cut', async () => {
    const ng = pcapng();
    const before = Buffer.concat([ng.section(), ng.face(1), ng.enhanced({ data: payload(60) })]);
    for (const last of [ng.enhanced({ data: payload(60) }), ng.block(77, payload(90)), ng.section()]) {
      for (let length = 1; length < last.length; length += 1) {
        const file = Buffer.concat([before, last.subarray(0, length)]);
        const { frames, diagnostics } = await readAll(bytesInput(file));
        expect(frames).toHaveLength(1);
        expect(diagnostics).toMatchObject([
          { kind: 'truncated', within: 'block', offset: before.length, available: length, afterFrame: 1 },
        ]);
      }
    }
  });

  it.each([MAX_RECORD_BYTES + 1, 0x7fffffff, 0xffffffff])(
    'stops at a captured length of %i',
    async (captured) => {
      const { frames, diagnostics } = await readAll(
        bytesInput(Buffer.concat([sound, record(captured), sound])),
      );
      expect(frames).toHaveLength(2);
      expect(diagnostics).toMatchObject([
        {
          kind: 'corrupt-record',
          field: 'captured length',
          value: captured,
          offset: sound.length,
          afterFrame: 2,
          stopped: true,
        },
      ]);
    },
  );

  it.each([0x7fffffff, 0xffffffff])(
    'believes no captured length for a snap length of %i',
    async (snapLength) => {
      const file = Buffer.concat([classicFile(packets, { snapLength }), record(20 * 1024 * 1024)]);
      const { frames, diagnostics } = await readAll(bytesInput(file));
      expect(frames).toHaveLength(2);
      expect(diagnostics).toMatchObject([{ kind: 'corrupt-record', value: 20 * 1024 * 1024 }]);
    },
  );

  it('takes no memory for what a record only claims', async () => {
    const claims = Buffer.concat([classicHeader({ snapLength: 16 * 1024 * 1024 }), record(16 * 1024 * 1024)]);
    const before = process.memoryUsage().arrayBuffers;
    const { diagnostics } = await readAll(bytesInput(claims));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
    expect(diagnostics).toMatchObject([{ kind: 'truncated', available: 36 }]);
  });

  it('reports what the operating system refuses, after the frames before it', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield sound;
      throw new Error('EIO: i/o error, read');
    }
    const { frames, diagnostics, info } = await readAll({ kind: 'stream', path: '-', stream: pieces() });
    expect(frames).toHaveLength(2);
    expect(diagnostics).toMatchObject([
      { kind: 'read-failed', path: '-', offset: sound.length, reason: 'EIO: i/o error', afterFrame: 2 },
    ]);
    expect(info[0]?.complete).toBe(false);
  });

  it('gives END again and again, and its diagnostic once', async () => {
    const { opened, drain } = await import('./read-all.ts');
    const capture = await opened(bytesInput(Buffer.concat([sound, record(0xffffffff)])));
    await drain(capture);
    expect(await drain(capture)).toEqual([]);
    expect(capture.diagnostics()).toHaveLength(1);
  });
});
