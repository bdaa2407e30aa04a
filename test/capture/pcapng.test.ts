import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { MAX_COMMENT_BYTES, MAX_INTERFACES } from '../../src/base/limits.ts';
import { type ByteOrder, payload, pcapng, u16, u32, u64 } from './capture-bytes.ts';
import { bytesInput, readAll } from './read-all.ts';

const MICROSECONDS = 1_700_000_000_123_456n;
const TIME = '1700000000.123456000';

function read(...blocks: readonly Buffer[]): ReturnType<typeof readAll> {
  return readAll(bytesInput(Buffer.concat(blocks)));
}

describe('pcapng', () => {
  it.each<ByteOrder>(['little', 'big'])('reads packets of every kind, %s-endian', async (order) => {
    const ng = pcapng(order);
    const { frames, diagnostics, info } = await read(
      ng.section(),
      ng.face(1, 40),
      ng.face(113),
      ng.enhanced({ index: 1, time: MICROSECONDS, data: payload(61), originalLength: 99 }),
      ng.simple(payload(40, 3), 1000),
      ng.obsolete({ index: 0, time: MICROSECONDS + 1n, data: payload(5) }),
      ng.simple(payload(7, 4)),
    );
    expect(diagnostics).toEqual([]);
    expect(frames).toMatchObject([
      {
        number: 1,
        time: TIME,
        linkType: 113,
        data: payload(61).toString('hex'),
        originalLength: 99,
        offset: 28 + 40 + 28,
      },
      { number: 2, time: null, linkType: 1, data: payload(40, 3).toString('hex'), originalLength: 1000 },
      {
        number: 3,
        time: '1700000000.123457000',
        linkType: 1,
        data: payload(5).toString('hex'),
        originalLength: 5,
      },
      { number: 4, time: null, linkType: 1, data: payload(7, 4).toString('hex'), originalLength: 7 },
    ]);
    expect(info[0]).toMatchObject({
      format: 'pcapng',
      linkTypes: [113, 1],
      frames: 4,
      complete: true,
      snapLength: 40,
    });
  });

  it('begins anew with each section: byte order, interfaces, their clocks', async () => {
    const [one, two] = [pcapng('little'), pcapng('big')];
    const nanoseconds = two.options(two.option(9, Buffer.from([9])), two.option(2, 'eth7'));
    const { frames, diagnostics, info } = await read(
      one.section(one.options(one.option(1, 'of the section')), 0n),
      one.face(1),
      one.enhanced({ time: MICROSECONDS, data: payload(4) }),
      two.section(),
      two.face(0, 0, nanoseconds),
      two.enhanced({ time: MICROSECONDS * 1000n + 7n, data: payload(4) }),
      one.section(),
    );
    expect(diagnostics).toEqual([]);
    expect(frames.map(({ time, linkType }) => [time, linkType])).toEqual([
      [TIME, 1],
      ['1700000000.123456007', 0],
    ]);
    expect(info[0]?.interfaces).toMatchObject([
      { section: 0, index: 0, name: null, linkType: 1, timeDigits: 6 },
      { section: 1, index: 0, name: 'eth7', linkType: 0, timeDigits: 9 },
    ]);
    expect(info[0]?.timeDigits).toBe(9);
  });

  it('adds if_tsoffset, negative ones too', async () => {
    const ng = pcapng('big');
    const offset = (seconds: bigint) => ng.options(ng.option(14, u64(seconds, 'big')));
    const { frames } = await read(
      ng.section(),
      ng.face(1, 0, offset(1_000_000_000n)),
      ng.face(1, 0, offset(-5n)),
      ng.enhanced({ index: 0, time: 1_500_000n, data: payload(4) }),
      ng.enhanced({ index: 1, time: 21_500_000n, data: payload(4) }),
    );
    expect(frames.map(({ time }) => time)).toEqual(['1000000001.500000000', '16.500000000']);
  });

  it('does not believe a time before 1970 or after 2106, and says so once', async () => {
    const ng = pcapng();
    const times = [
      1_500_000n,
      0xffff_ffff_ffff_ffffn,
      0x1_0000_0000n * 1_000_000n,
      0xffff_ffffn * 1_000_000n,
    ];
    const offset = ng.options(ng.option(14, u64(-5n)));
    const { frames, diagnostics } = await read(
      ng.section(),
      ng.face(1),
      ng.face(1, 0, offset),
      ...times.map((time) => ng.enhanced({ time, data: payload(4) })),
      ng.enhanced({ index: 1, time: 1_500_000n, data: payload(4) }),
    );
    expect(frames.map(({ time }) => time)).toEqual(['1.500000000', null, null, '4294967295.000000000', null]);
    expect(diagnostics).toMatchObject([{ kind: 'corrupt-record', field: 'timestamp', stopped: false }]);
  });

  it('passes over blocks that are no packets and does not number them', async () => {
    const ng = pcapng();
    const others = [4, 0x0bad, 0x40000bad, 9, 0x204, 0x80000001].map((type) =>
      ng.block(type, payload(37, type & 7)),
    );
    const { frames, diagnostics } = await read(
      ng.section(),
      ng.face(1),
      ...others,
      ng.enhanced({ data: payload(4) }),
      ng.block(77, payload(3_000_000)),
      ng.block(78, Buffer.alloc(0)),
      ng.enhanced({ data: payload(5) }),
    );
    expect(frames.map(({ number, data }) => [number, data.length / 2])).toEqual([
      [1, 4],
      [2, 5],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('keeps comments of sections, interfaces, packets and statistics', async () => {
    const ng = pcapng();
    const comment = (text: string) => ng.options(ng.option(1, text));
    const { info } = await read(
      ng.section(comment('section')),
      ng.face(1, 0, comment('interface')),
      ng.enhanced({ data: payload(5) }),
      ng.enhanced({ data: payload(5), options: comment('päcket') }),
      ng.statistics(0, comment('statistics')),
    );
    expect(info[0]?.comments).toEqual([
      { of: 'section', frame: null, text: 'section' },
      { of: 'interface', frame: null, text: 'interface' },
      { of: 'packet', frame: 2, text: 'päcket' },
      { of: 'statistics', frame: null, text: 'statistics' },
    ]);
  });

  it('bounds the comments it keeps, and says so once', async () => {
    const ng = pcapng();
    const options = ng.options(ng.option(1, 'x'.repeat(60_000)));
    const packet = ng.enhanced({ data: payload(4), options });
    const { info, diagnostics, frames } = await read(ng.section(), ng.face(1), packet, packet, packet);
    expect(frames).toHaveLength(3);
    expect(info[0]).toMatchObject({ commentsDropped: 2, complete: true });
    expect(info[0]?.comments).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { kind: 'limit-reached', limit: 'comment-bytes', value: MAX_COMMENT_BYTES, afterFrame: 1 },
    ]);
  });

  it('keeps the drop counters of each interface and reports them when the section ends', async () => {
    const ng = pcapng();
    const counters = (drops: bigint, system: bigint) =>
      ng.options(ng.option(4, u64(9n)), ng.option(5, u64(drops)), ng.option(7, u64(system)));
    const { info, diagnostics } = await read(
      ng.section(),
      ng.face(1, 0, ng.options(ng.option(2, 'eth0'))),
      ng.face(1),
      ng.face(1),
      ng.enhanced({ index: 1, data: payload(4), options: ng.options(ng.option(4, u64(3n))) }),
      ng.obsolete({ index: 1, data: payload(4) }, 2),
      ng.obsolete({ index: 1, data: payload(4) }, 0xffff),
      ng.statistics(0, counters(1n, 1n)),
      ng.statistics(0, counters(10n, 4n)),
      ng.statistics(2, counters(0n, 0n)),
      ng.section(),
    );
    expect(info[0]?.interfaces).toMatchObject([
      { interfaceDrops: 10, systemDrops: 4, packetDrops: 0 },
      { interfaceDrops: 0, systemDrops: 0, packetDrops: 5 },
      { interfaceDrops: 0, systemDrops: 0, packetDrops: 0 },
    ]);
    expect(info[0]).toMatchObject({ drops: 19, complete: true });
    expect(diagnostics).toMatchObject([
      { kind: 'statistics-drops', section: 0, interface: 0, name: 'eth0', dropped: 14, afterFrame: 3 },
      { kind: 'statistics-drops', section: 0, interface: 1, name: null, dropped: 5 },
    ]);
  });

  it('bears a length without its padding, as Wireshark does, and says so once', async () => {
    const ng = pcapng();
    const body = Buffer.concat([u32(0), u64(0n), u32(61), u32(61), payload(61)]);
    const unpadded = ng.block(6, body, { first: 32 + 61 });
    const unknown = ng.block(77, payload(5), { first: 12 + 5 });
    const { frames, diagnostics, info } = await read(ng.section(), ng.face(1), unpadded, unknown, unpadded);
    expect(frames.map(({ data }) => data.length / 2)).toEqual([61, 61]);
    expect(diagnostics).toMatchObject([
      {
        kind: 'corrupt-record',
        field: 'block total length',
        value: 93,
        stopped: false,
        offset: 48,
        afterFrame: 0,
      },
    ]);
    expect(info[0]?.complete).toBe(true);
  });

  it('bears statistics of an interface it does not know, and options without an end', async () => {
    const ng = pcapng();
    const { frames, diagnostics } = await read(
      ng.section(),
      ng.face(1),
      ng.statistics(8, ng.options()),
      ng.statistics(9, ng.options(ng.option(5, u64(1n)), ng.option(7, u64(1n)))),
      ng.enhanced({ data: payload(4), options: ng.option(1, 'abcd') }),
    );
    expect(frames).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-record', field: 'interface of statistics', value: 8, stopped: false },
    ]);
  });

  it('takes options that are too short for their number for absent', async () => {
    const ng = pcapng();
    const short = ng.options(ng.option(9, ''), ng.option(14, u32(7)));
    const { frames, info, diagnostics } = await read(
      ng.section(),
      ng.face(1, 0, short),
      ng.enhanced({ time: MICROSECONDS, data: payload(4) }),
      ng.statistics(0, ng.options(ng.option(5, u32(3)), ng.option(7, u32(4)))),
    );
    expect(frames.map(({ time }) => time)).toEqual([TIME]);
    expect(info[0]).toMatchObject({ drops: 0, complete: true, timeDigits: 6 });
    expect(diagnostics).toEqual([]);
  });

  it('describes only so many interfaces, and says so once', async () => {
    const ng = pcapng();
    const { diagnostics, info, frames } = await read(
      ng.section(),
      ...Array.from({ length: MAX_INTERFACES + 3 }, () => ng.face(1)),
      ng.enhanced({ index: MAX_INTERFACES - 1, data: payload(4) }),
    );
    expect(frames).toHaveLength(1);
    expect(info[0]?.interfaces).toHaveLength(MAX_INTERFACES);
    expect(diagnostics).toMatchObject([
      { kind: 'limit-reached', limit: 'interfaces', value: MAX_INTERFACES, afterFrame: 0 },
    ]);
  });

  it('is sound without packets and without interfaces', async () => {
    const ng = pcapng();
    const { frames, diagnostics, info } = await read(ng.section());
    expect([frames, diagnostics]).toEqual([[], []]);
    expect(info[0]).toMatchObject({ linkTypes: [], complete: true, interfaces: [] });
  });

  const packetBody = (index: number, captured: number) =>
    Buffer.concat([u32(index), u64(0n), u32(captured), u32(captured), payload(60)]);
  const ng = pcapng();
  const damages: readonly [string, Buffer, { field: string; value: number }][] = [
    [
      'a trailing length that differs',
      ng.block(6, packetBody(0, 60), { last: 96 }),
      { field: 'trailing block total length', value: 96 },
    ],
    [
      'a trailing length that differs, of an unknown block',
      ng.block(77, payload(8), { last: 24 }),
      { field: 'trailing block total length', value: 24 },
    ],
    [
      'a length below the least',
      ng.block(77, payload(8), { first: 8 }),
      { field: 'block total length', value: 8 },
    ],
    [
      'a packet block without room for its header',
      ng.block(6, payload(8)),
      { field: 'block total length', value: 20 },
    ],
    [
      'a length beyond sense',
      ng.block(77, payload(8), { first: 0xffffff00 }),
      { field: 'block total length', value: 0xffffff00 },
    ],
    ['an unknown interface', ng.block(6, packetBody(7, 60)), { field: 'interface', value: 7 }],
    [
      'more captured than the block holds',
      ng.block(6, packetBody(0, 600)),
      { field: 'captured length', value: 600 },
    ],
    [
      'a captured length beyond sense',
      ng.block(6, packetBody(0, 0xfffffff0)),
      { field: 'captured length', value: 0xfffffff0 },
    ],
    [
      'a simple packet longer than its block',
      ng.block(3, Buffer.concat([u32(600), payload(60)])),
      { field: 'original packet length', value: 600 },
    ],
    [
      'an option that overruns',
      ng.enhanced({ data: payload(4), options: Buffer.concat([u16(1), u16(400), payload(4)]) }),
      { field: 'option length', value: 400 },
    ],
    [
      'an interface option that overruns',
      ng.face(1, 0, Buffer.concat([u16(2), u16(400), payload(4)])),
      { field: 'option length', value: 400 },
    ],
    [
      'an unknown version',
      ng.block(0x0a0d0d0a, Buffer.concat([u32(0x1a2b3c4d), u16(2), u16(0), u64(-1n)])),
      { field: 'section major version', value: 2 },
    ],
    [
      'a wrong byte-order magic',
      ng.block(0x0a0d0d0a, Buffer.concat([u32(0x1a2b3c4e), u16(1), u16(0), u64(-1n)])),
      { field: 'byte-order magic', value: 0x1a2b3c4e },
    ],
  ];
  it.each(damages)('stops at %s', async (_, damaged, expected) => {
    const sound = ng.enhanced({ data: payload(60) });
    const { frames, diagnostics, info } = await read(ng.section(), ng.face(1), sound, damaged, sound);
    expect(frames).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { kind: 'corrupt-record', stopped: true, file: 0, path: 'memory', afterFrame: 1, ...expected },
    ]);
    const begin = 28 + 20 + 92;
    expect(diagnostics[0]?.offset).toBeGreaterThanOrEqual(begin);
    expect(diagnostics[0]?.offset).toBeLessThan(begin + damaged.length);
    expect(info[0]?.complete).toBe(false);
  });
});
