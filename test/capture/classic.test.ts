import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { type ClassicOptions, classicFile, classicHeader, payload, u32 } from './capture-bytes.ts';
import { bytesInput, readAll } from './read-all.ts';

const first = { seconds: 1_700_000_000, fraction: 5, data: payload(60, 1), originalLength: 1500 };
const second = { seconds: 4_000_000_000, fraction: 999_999, data: payload(61, 2) };

describe('classic pcap', () => {
  const forms: readonly [string, ClassicOptions, readonly string[], number][] = [
    ['micro, little-endian', {}, ['1700000000.000005000', '4000000000.999999000'], 6],
    ['micro, big-endian', { order: 'big' }, ['1700000000.000005000', '4000000000.999999000'], 6],
    ['nano, little-endian', { magic: 0xa1b23c4d }, ['1700000000.000000005', '4000000000.000999999'], 9],
    [
      'nano, big-endian',
      { magic: 0xa1b23c4d, order: 'big' },
      ['1700000000.000000005', '4000000000.000999999'],
      9,
    ],
    ['modified, little-endian', { magic: 0xa1b2cd34 }, ['1700000000.000005000', '4000000000.999999000'], 6],
    [
      'modified, big-endian',
      { magic: 0xa1b2cd34, order: 'big' },
      ['1700000000.000005000', '4000000000.999999000'],
      6,
    ],
  ];
  it.each(forms)('reads %s', async (_, options, times, digits) => {
    const file = classicFile([first, second], { network: 113, snapLength: 60, ...options });
    const { frames, diagnostics, info } = await readAll(bytesInput(file));
    const header = options.magic === 0xa1b2cd34 ? 24 : 16;
    expect(frames).toEqual([
      {
        number: 1,
        time: times[0],
        linkType: 113,
        data: first.data.toString('hex'),
        originalLength: 1500,
        file: 0,
        offset: 24 + header,
      },
      {
        number: 2,
        time: times[1],
        linkType: 113,
        data: second.data.toString('hex'),
        originalLength: 61,
        file: 0,
        offset: 24 + header + 60 + header,
      },
    ]);
    expect(diagnostics).toEqual([]);
    expect(info[0]).toMatchObject({
      format: 'pcap',
      linkTypes: [113],
      frames: 2,
      bytes: file.length,
      timeDigits: digits,
      snapLength: 60,
      complete: true,
    });
  });

  it('takes the link type without the check sequence bits above it', async () => {
    const { frames } = await readAll(bytesInput(classicFile([first], { network: 0xfc010071 })));
    expect(frames[0]?.linkType).toBe(113);
  });

  it('is sound without packets', async () => {
    const { frames, diagnostics, info } = await readAll(bytesInput(classicHeader()));
    expect(frames).toEqual([]);
    expect(diagnostics).toEqual([]);
    expect(info[0]).toMatchObject({
      frames: 0,
      linkTypes: [1],
      firstTime: null,
      lastTime: null,
      complete: true,
    });
  });

  it('tells the earliest and the latest time, in whatever order they come', async () => {
    const times = [50, 90, 20, 60];
    const file = classicFile(times.map((seconds) => ({ seconds, fraction: 7, data: payload(4) })));
    const { info } = await readAll(bytesInput(file));
    expect(info[0]?.firstTime).toEqual({ seconds: 20, nanoseconds: 7000 });
    expect(info[0]?.lastTime).toEqual({ seconds: 90, nanoseconds: 7000 });
  });

  it('carries a fraction of more than a second', async () => {
    const { frames } = await readAll(
      bytesInput(classicFile([{ seconds: 10, fraction: 2_500_000, data: payload(4) }])),
    );
    expect(frames[0]?.time).toBe('12.500000000');
  });

  const orders: readonly [string, readonly [number, number], number, number][] = [
    ['2.2 (original first)', [2, 2], 100, 4],
    ['2.3 (smaller is captured), swapped', [2, 3], 100, 4],
    ['2.3 (smaller is captured), not swapped', [2, 3], 4, 100],
    ['2.2 (original first), even where it is smaller', [2, 2], 3, 4],
    ['2.4', [2, 4], 4, 100],
    ['543.0 (original first)', [543, 0], 100, 4],
  ];
  it.each(orders)('knows the order of the lengths in version %s', async (_, version, one, other) => {
    const record = Buffer.concat([u32(1), u32(0), u32(one), u32(other), payload(4)]);
    const { frames, diagnostics } = await readAll(
      bytesInput(Buffer.concat([classicHeader({ version }), record])),
    );
    expect(frames).toMatchObject([
      { data: payload(4).toString('hex'), originalLength: Math.max(one, other) === 100 ? 100 : 3 },
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('bears records longer than the snap length, up to what Wireshark bears', async () => {
    const long = { data: payload(262_144) };
    const { frames, diagnostics } = await readAll(bytesInput(classicFile([long], { snapLength: 96 })));
    expect(frames[0]?.data.length).toBe(2 * 262_144);
    expect(diagnostics).toEqual([]);
  });

  it('reads records as long as a large snap length announces', async () => {
    const long = { data: payload(3_000_000) };
    const file = classicFile([long, first], { snapLength: 4_000_000 });
    const { frames, diagnostics } = await readAll(bytesInput(file));
    expect(frames.map(({ data }) => data.length / 2)).toEqual([3_000_000, 60]);
    expect(diagnostics).toEqual([]);
  });
});
