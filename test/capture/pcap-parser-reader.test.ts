import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classicFile, payload, u32 } from './capture-bytes.ts';
import { bytesInput, readAll, streamInput } from './read-all.ts';

const packets = fc.array(
  fc.record({
    seconds: fc.nat(0xffffffff),
    fraction: fc.nat(0xffffffff),
    data: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    originalLength: fc.nat(0xffffffff),
  }),
  { maxLength: 12 },
);

describe('the reader pcap-parser', () => {
  it('and our own give the same frames, diagnostics and facts', async () => {
    const order = fc.constantFrom('little' as const, 'big' as const);
    await fc.assert(
      fc.asyncProperty(packets, order, fc.nat(40), async (list, byteOrder, cut) => {
        const file = classicFile(list, { order: byteOrder });
        const bytes = file.subarray(0, Math.max(24, file.length - cut));
        const own = await readAll(bytesInput(bytes));
        expect(await readAll(bytesInput(bytes), { reader: 'pcap-parser' })).toEqual(own);
        const pieces = await readAll(streamInput(bytes, [1]), { reader: 'pcap-parser' });
        expect(pieces).toEqual(own);
      }),
      { numRuns: 150 },
    );
  });

  it.each([262_145, 0x7fffffff])('stops at a captured length of %i as our own does', async (captured) => {
    const broken = Buffer.concat([u32(1), u32(2), u32(captured), u32(9), payload(300_000)]);
    const file = Buffer.concat([classicFile([{ data: payload(9) }, { data: payload(8) }]), broken]);
    const own = await readAll(bytesInput(file));
    expect(own.diagnostics).toMatchObject([{ kind: 'corrupt-record', afterFrame: 2 }]);
    expect(await readAll(bytesInput(file), { reader: 'pcap-parser' })).toEqual(own);
  });

  it('reads what is compressed, and several files', async () => {
    const files = [1, 2].map((seconds) =>
      gzipSync(classicFile([{ seconds, data: payload(70_000, seconds) }])),
    );
    const inputs = files.map((bytes, index) => bytesInput(bytes, `${index}`));
    const own = await readAll(inputs);
    expect(own.frames).toHaveLength(2);
    expect(await readAll(inputs, { reader: 'pcap-parser' })).toEqual(own);
  });
});
