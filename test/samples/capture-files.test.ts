import { describe, expect, it } from 'vitest';
import { collectBytes, type Packet, pcapngWriter, pcapWriter } from '../../samples/builder/index.ts';

const EPOCH = 1_700_000_000;
const packets: readonly Packet[] = [
  { time: 1_500_000.25, etherType: 0x0800, bytes: Buffer.from('4500aabbcc', 'hex'), passage: 'loopback' },
  {
    time: 2_000_001,
    etherType: 0x0800,
    bytes: Buffer.alloc(100, 0x45),
    passage: 'loopback',
    comment: 'hello',
  },
];

describe('pcap', () => {
  it.each([
    ['little', 'microseconds', 'd4c3b2a1', 500_000],
    ['big', 'microseconds', 'a1b2c3d4', 500_000],
    ['little', 'nanoseconds', '4d3cb2a1', 500_000_250],
    ['big', 'nanoseconds', 'a1b23c4d', 500_000_250],
  ] as const)('%s-endian in %s', (byteOrder, resolution, magic, fraction) => {
    const file = collectBytes((write) => {
      const options = { linkLayer: 'raw', epoch: EPOCH, byteOrder, resolution, snapLength: 64 } as const;
      const writer = pcapWriter(write, options);
      for (const packet of packets) writer.write(packet);
    });
    const uint32 = (at: number) => (byteOrder === 'little' ? file.readUInt32LE(at) : file.readUInt32BE(at));
    expect(file.subarray(0, 4).toString('hex')).toBe(magic);
    expect([uint32(16), uint32(20)]).toEqual([64, 101]);
    expect([24, 28, 32, 36].map(uint32)).toEqual([EPOCH + 1, fraction, 5, 5]);
    expect(file.subarray(40, 45).toString('hex')).toBe('4500aabbcc');
    // The second is cut by the snap length and keeps its length on the wire.
    expect([45 + 8, 45 + 12].map(uint32)).toEqual([64, 100]);
    expect(file).toHaveLength(45 + 16 + 64);
  });
});

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

function readBlocks(file: Buffer): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < file.length; ) {
    const length = file.readUInt32LE(at + 4);
    expect(length % 4).toBe(0);
    expect(file.readUInt32LE(at + length - 4)).toBe(length);
    blocks.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

function time(body: Buffer, at: number): bigint {
  return (BigInt(body.readUInt32LE(at)) << 32n) | BigInt(body.readUInt32LE(at + 4));
}

it('pcapng: section, interfaces, packets with comments, statistics', () => {
  const file = collectBytes((write) => {
    const writer = pcapngWriter(write, {
      epoch: EPOCH,
      comment: 'example',
      interfaces: [
        { linkLayer: 'sll', name: 'any' },
        { linkLayer: 'raw', decimals: 9, snapLength: 64 },
      ],
    });
    packets.forEach((packet, index) => {
      writer.write({ ...packet, interface: index });
    });
    writer.statistics(1, { time: 3_000_000, startTime: 0, endTime: 3_000_000, received: 9, dropped: 4 });
  });
  const blocks = readBlocks(file);
  expect(blocks.map((block) => block.type)).toEqual([0x0a0d0d0a, 1, 1, 6, 6, 5]);
  const [section, , fine, first, second, statistics] = blocks.map((block) => block.body);
  expect(section?.readUInt32LE(0)).toBe(0x1a2b3c4d);
  expect(section?.toString('latin1')).toContain('example');
  expect(fine?.subarray(8).toString('hex')).toBe('0900010009000000' + '00000000');
  expect(time(first ?? Buffer.alloc(0), 4)).toBe(BigInt(EPOCH) * 1_000_000n + 1_500_000n);
  expect(first?.readUInt32LE(12)).toBe(16 + 5);
  expect(time(second ?? Buffer.alloc(0), 4)).toBe((BigInt(EPOCH) * 1_000_000n + 2_000_001n) * 1000n);
  expect([second?.readUInt32LE(12), second?.readUInt32LE(16)]).toEqual([64, 100]);
  expect(second?.subarray(20 + 64).toString('hex')).toBe(
    `01000500${Buffer.from('hello').toString('hex')}00000000000000`,
  );
  expect(statistics?.readUInt32LE(0)).toBe(1);
  expect(statistics?.includes(Buffer.from('050008000400000000000000', 'hex'))).toBe(true);
});
