import { Buffer } from 'node:buffer';
import { constants, crc32, deflateRawSync, gzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAX_GZIP_HEADER_BYTES } from '../../src/base/limits.ts';
import { classicFile, payload, u16, u32 } from './capture-bytes.ts';
import { bytesInput, readAll, streamInput } from './read-all.ts';

const packets = Array.from({ length: 300 }, (_, index) => ({
  seconds: 1000 + index,
  data: Buffer.concat([
    payload(90 + (index % 40), index),
    Buffer.from(String(Math.imul(index, 2_654_435_761))),
  ]),
}));
const plain = classicFile(packets);

/** RFC 8878: a frame header that tells the window (and here no content size), then blocks. */
function zstdFrame(blocks: readonly Buffer[], options: { window?: number; checksum?: boolean } = {}): Buffer {
  const descriptor = options.checksum ? 4 : 0;
  const trailer = options.checksum ? Buffer.alloc(4) : Buffer.alloc(0);
  return Buffer.concat([
    u32(0xfd2fb528),
    Buffer.from([descriptor, options.window ?? 0x58]),
    ...blocks,
    trailer,
  ]);
}

function zstdBlock(bytes: Buffer, last: boolean, type = 0, size = bytes.length): Buffer {
  return Buffer.concat([u32((size << 3) | (type << 1) | (last ? 1 : 0)).subarray(0, 3), bytes]);
}

function zstdStored(bytes: Buffer, options: { checksum?: boolean } = {}): Buffer {
  const middle = Math.floor(bytes.length / 2);
  const blocks = [zstdBlock(bytes.subarray(0, middle), false), zstdBlock(bytes.subarray(middle), true)];
  return zstdFrame(blocks, options);
}

const skippable = Buffer.concat([u32(0x184d2a53), u32(2000), payload(2000)]);

/** A capture, and the output of `zstd -19 --no-content-size` (1.5) for it, which has literals and matches. */
const repeated = classicFile([{ seconds: 5, data: Buffer.from('abcdefgh'.repeat(4000)) }]);
const REPEATED_ZSTD = 'KLUv/QQoLQEAqNTDsqECAAQABAABBX1hYmNkZWZnaAUA9fy7eYeZTEK8YGyAC2mAN1c=';

describe('gzip', () => {
  it('is recognised by its content', async () => {
    const { frames, diagnostics, info } = await readAll(bytesInput(gzipSync(plain), 'no-suffix'));
    expect(frames).toEqual((await readAll(bytesInput(plain))).frames);
    expect(diagnostics).toEqual([]);
    expect(info[0]).toMatchObject({ compression: 'gzip', complete: true, format: 'pcap' });
  });

  it('may have many members, header fields and padding', async () => {
    const body = deflateRawSync(plain.subarray(5000));
    const full = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3]),
      u16(5),
      payload(5),
      Buffer.from('name\0comment\0'),
      u16(0),
      body,
      u32(crc32(plain.subarray(5000))),
      u32(plain.length - 5000),
    ]);
    const small = Array.from({ length: 50 }, (_, index) =>
      gzipSync(plain.subarray(index * 100, index * 100 + 100)),
    );
    const file = Buffer.concat([...small, gzipSync(''), full, Buffer.alloc(3000)]);
    for (const input of [bytesInput(file), streamInput(file, [1]), streamInput(file, [13, 700])]) {
      const { frames, diagnostics, info } = await readAll(input);
      expect(frames).toHaveLength(300);
      expect(diagnostics).toEqual([]);
      expect(info[0]?.complete).toBe(true);
    }
  });

  it('is told to end early wherever a later member is cut', async () => {
    const first = gzipSync(plain);
    const header = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3]),
      u16(6),
      payload(6),
      Buffer.from('name\0comment\0'),
      u16(0),
    ]);
    const member = Buffer.concat([header, deflateRawSync(''), u32(0), u32(0)]);
    const frames = (await readAll(bytesInput(plain))).frames;
    for (let length = 1; length < member.length; length += 1) {
      const file = Buffer.concat([first, member.subarray(0, length)]);
      const seen = await readAll(bytesInput(file));
      expect(seen.frames, `${length} bytes`).toEqual(frames);
      expect(seen.diagnostics).toMatchObject([
        { kind: 'truncated', within: 'gzip', offset: first.length, available: length, afterFrame: 300 },
      ]);
    }
    expect((await readAll(bytesInput(Buffer.concat([first, member])))).diagnostics).toEqual([]);
  });

  const headers: readonly [string, Buffer, string][] = [
    ['another method', Buffer.from([0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 3]), 'method 7'],
    ['reserved flags', Buffer.from([0x1f, 0x8b, 8, 0x40, 0, 0, 0, 0, 0, 3]), 'flags'],
    [
      'a name without end',
      Buffer.concat([
        Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]),
        Buffer.alloc(MAX_GZIP_HEADER_BYTES + 2_000_000, 0x61),
      ]),
      `longer than ${MAX_GZIP_HEADER_BYTES} bytes`,
    ],
  ];
  it.each(headers)('reports a member header with %s', async (_, header, reason) => {
    const first = gzipSync(plain);
    const { frames, diagnostics } = await readAll(bytesInput(Buffer.concat([first, header])));
    expect(frames).toHaveLength(300);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-compression', compression: 'gzip', offset: first.length, afterFrame: 300 },
    ]);
    expect(JSON.stringify(diagnostics)).toContain(reason);
  });

  it('gives every frame before its early end', async () => {
    const zipped = gzipSync(plain);
    for (const length of [zipped.length - 1, zipped.length - 9, zipped.length >> 1, zipped.length >> 2]) {
      const { frames, diagnostics, info } = await readAll(bytesInput(zipped.subarray(0, length), 'cut.gz'));
      // What an independent decoder (zlib in one call) makes of the same prefix.
      const decoded = inflateRawSync(zipped.subarray(10, length), { finishFlush: constants.Z_SYNC_FLUSH });
      expect(frames).toHaveLength((await readAll(bytesInput(decoded))).frames.length);
      expect(diagnostics).toEqual([
        {
          kind: 'truncated',
          within: 'gzip',
          file: 0,
          path: 'cut.gz',
          offset: 0,
          needed: null,
          available: length,
          afterFrame: frames.length,
        },
      ]);
      expect(info[0]?.complete).toBe(false);
    }
  });

  it('gives nearly every frame before damage', async () => {
    const sound = deflateRawSync(plain, { finishFlush: constants.Z_SYNC_FLUSH });
    const reservedBlockType = Buffer.from([7]);
    const file = Buffer.concat([gzipSync('').subarray(0, 10), sound, reservedBlockType, payload(5000)]);
    const { frames, diagnostics, info } = await readAll(bytesInput(file));
    expect(frames.length).toBeGreaterThan(285);
    expect(frames).toEqual((await readAll(bytesInput(plain))).frames.slice(0, frames.length));
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-compression', compression: 'gzip', afterFrame: frames.length },
    ]);
    const offset = diagnostics[0]?.offset ?? 0;
    expect(Math.abs(offset - sound.length)).toBeLessThan(sound.length / 64 + 64);
    expect(info[0]?.complete).toBe(false);
  });

  it.each([4, 8])('checks its trailer (%i bytes before the end)', async (fromEnd) => {
    const damaged = Buffer.from(gzipSync(plain));
    damaged[damaged.length - fromEnd] = (damaged.at(-fromEnd) ?? 0) ^ 1;
    const { frames, diagnostics } = await readAll(bytesInput(damaged));
    expect(frames).toHaveLength(300);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-compression', compression: 'gzip', afterFrame: 300 },
    ]);
  });

  it('passes over what follows it, and says so', async () => {
    const zipped = gzipSync(plain);
    for (const garbage of ['garbage', 'x', '\x1f', '\x1f garbage', '\0\0\0x']) {
      const { frames, diagnostics, info } = await readAll(
        bytesInput(Buffer.concat([zipped, Buffer.from(garbage)])),
      );
      expect(frames).toHaveLength(300);
      // A lone 1f may be the beginning of a member.
      const kind = garbage === '\x1f' ? 'truncated' : 'trailing-data';
      expect(diagnostics).toMatchObject([{ kind, offset: zipped.length }]);
      expect(info[0]?.complete).toBe(kind === 'trailing-data');
    }
  });

  it('may be padded with a single byte', async () => {
    const { diagnostics, info } = await readAll(
      bytesInput(Buffer.concat([gzipSync(plain), Buffer.alloc(1)])),
    );
    expect(diagnostics).toEqual([]);
    expect(info[0]?.complete).toBe(true);
  });

  it('inflates what shrank a thousandfold', async () => {
    const zeros = classicFile(Array.from({ length: 60 }, () => ({ data: Buffer.alloc(200_000) })));
    const { frames, diagnostics } = await readAll(bytesInput(gzipSync(zeros)));
    expect(frames).toHaveLength(60);
    expect(diagnostics).toEqual([]);
  });
});

describe('zstd', () => {
  it.each([false, true])('is recognised by its content (checksum: %s)', async (checksum) => {
    const file = zstdStored(plain, { checksum });
    for (const input of [bytesInput(file), streamInput(file, [1]), streamInput(file, [5, 300])]) {
      const { frames, diagnostics, info } = await readAll(input);
      expect(frames).toEqual((await readAll(bytesInput(plain))).frames);
      expect(diagnostics).toEqual([]);
      expect(info[0]).toMatchObject({ compression: 'zstd', complete: true });
    }
  });

  it('may have many frames, skippable ones among and before them, and empty last blocks', async () => {
    const empty = zstdFrame([zstdBlock(Buffer.alloc(0), true)]);
    const parts = [0, 1, 40, 5000, plain.length].map((end, index, ends) =>
      plain.subarray(ends[index - 1] ?? 0, end),
    );
    const file = Buffer.concat([
      skippable,
      ...parts.flatMap((part) => [
        zstdFrame([zstdBlock(part, false), zstdBlock(Buffer.alloc(0), true)], { checksum: true }),
        skippable,
        empty,
      ]),
    ]);
    for (const input of [bytesInput(file), streamInput(file, [1]), streamInput(file, [4000])]) {
      const { frames, diagnostics } = await readAll(input);
      expect(frames).toHaveLength(300);
      expect(diagnostics).toEqual([]);
    }
  });

  it('decodes repeated bytes and more data than a window holds', async () => {
    const large = classicFile(
      Array.from({ length: 30 }, (_, index) => ({ data: Buffer.alloc(100_000, index) })),
    );
    const blocks: Buffer[] = [];
    for (let at = 0; at < large.length; at += 100_000) {
      blocks.push(zstdBlock(large.subarray(at, at + 100_000), false));
    }
    const file = zstdFrame([...blocks, zstdBlock(Buffer.from([9]), true, 1, 20)]);
    const { frames, diagnostics } = await readAll(bytesInput(file));
    expect(frames).toHaveLength(30);
    // The repeated block adds 20 bytes of nines, which are the header of a record that is far too long.
    expect(diagnostics).toMatchObject([{ kind: 'corrupt-record', value: 0x09090909 }]);
  });

  it('decodes matches', async () => {
    const compressed = Buffer.from(REPEATED_ZSTD, 'base64');
    const { frames, diagnostics } = await readAll(bytesInput(compressed));
    expect(frames).toEqual((await readAll(bytesInput(repeated))).frames);
    expect(diagnostics).toEqual([]);
  });

  it('gives every whole block before its early end', async () => {
    const half = Math.floor(plain.length / 2);
    const file = zstdStored(plain);
    const first = 6 + 3 + half;
    for (const length of [first, first + 2, first + 3, file.length - 1]) {
      const { frames, diagnostics } = await readAll(bytesInput(file.subarray(0, length)));
      expect(frames).toHaveLength((await readAll(bytesInput(plain.subarray(0, half)))).frames.length);
      expect(diagnostics).toMatchObject([
        { kind: 'truncated', within: 'zstd', offset: 0, available: length, afterFrame: frames.length },
      ]);
    }
    const { frames } = await readAll(bytesInput(zstdStored(plain, { checksum: true }).subarray(0, -2)));
    expect(frames).toHaveLength(300);
  });

  const damages: readonly [string, Buffer][] = [
    ['a reserved block type', zstdBlock(Buffer.alloc(20), true, 3)],
    ['a block beyond the format', zstdBlock(Buffer.alloc(20), true, 0, 200_000)],
    ['a block that cannot be decoded', zstdBlock(Buffer.alloc(40, 0xff), true, 2)],
  ];
  it.each(damages)('reports %s', async (_, block) => {
    const file = zstdFrame([zstdBlock(plain, false), block]);
    const { frames, diagnostics } = await readAll(bytesInput(file));
    expect(frames).toHaveLength(300);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-compression', compression: 'zstd', afterFrame: 300 },
    ]);
  });

  it('breaks off where fzstd would never return', async () => {
    // Huffman weights coded with a table of one symbol: no state takes a bit, so the end is never reached.
    const weights = Buffer.from([6, 0xf0, 0x03, 0xff, 0xff, 0xff, 0x80]);
    const literalsHeader = u32(2 | (20 << 4) | (12 << 14)).subarray(0, 3);
    const endless = Buffer.concat([literalsHeader, weights, payload(5), Buffer.from([0])]);
    const file = zstdFrame([zstdBlock(plain, false), zstdBlock(endless, true, 2)]);
    const { frames, diagnostics } = await readAll(bytesInput(file));
    expect(frames).toHaveLength(300);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-compression', compression: 'zstd', afterFrame: 300 },
    ]);
  });

  it('takes no window beyond its bound', async () => {
    const greedy = zstdFrame([zstdBlock(Buffer.alloc(20), true)], { window: 0x81 });
    const { frames, diagnostics } = await readAll(bytesInput(Buffer.concat([zstdStored(plain), greedy])));
    expect(frames).toHaveLength(300);
    expect(diagnostics).toMatchObject([{ kind: 'corrupt-compression' }]);
  });

  it('passes over what follows it, and says so', async () => {
    const file = zstdStored(plain);
    const { frames, diagnostics } = await readAll(bytesInput(Buffer.concat([file, Buffer.from('garbage')])));
    expect(frames).toHaveLength(300);
    expect(diagnostics).toMatchObject([{ kind: 'trailing-data', compression: 'zstd', offset: file.length }]);
  });
});
