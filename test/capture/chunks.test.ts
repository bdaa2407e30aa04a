import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classicFile, payload, pcapng, u64 } from './capture-bytes.ts';
import { bytesInput, readAll, type SeenCapture, streamInput } from './read-all.ts';

const order = fc.constantFrom('little' as const, 'big' as const);
const data = fc.uint8Array({ maxLength: 90 }).map((bytes) => Buffer.from(bytes));

const classic = fc
  .record({
    order,
    magic: fc.constantFrom(0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34),
    packets: fc.array(
      fc.record({ data, seconds: fc.integer({ min: 0, max: 9 }), fraction: fc.nat(999_999) }),
      { maxLength: 8 },
    ),
  })
  .map(({ packets, ...options }) => classicFile(packets, options));

const section = fc
  .record({
    order,
    blocks: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constantFrom('enhanced' as const, 'obsolete' as const, 'simple' as const),
          data,
        }),
        fc.record({ kind: fc.constantFrom('unknown' as const, 'statistics' as const), data }),
      ),
      { maxLength: 8 },
    ),
  })
  .map((given) => {
    const ng = pcapng(given.order);
    const blocks = given.blocks.map(({ kind, data: bytes }) => {
      switch (kind) {
        case 'enhanced':
          return ng.enhanced({ data: bytes, time: 77n, options: ng.options(ng.option(1, 'hello')) });
        case 'obsolete':
          return ng.obsolete({ data: bytes, time: 78n }, 3);
        case 'simple':
          return ng.simple(bytes);
        case 'statistics':
          return ng.statistics(0, ng.options(ng.option(5, u64(4n, given.order))));
        default:
          return ng.block(77, bytes);
      }
    });
    return Buffer.concat([ng.section(), ng.face(1), ...blocks]);
  });
const capture = fc.oneof(
  classic,
  fc.array(section, { minLength: 1, maxLength: 3 }).map((sections) => Buffer.concat(sections)),
);

/**
 * A capture with some bytes overwritten, and perhaps with its end cut off; never within the first 28 bytes, so that it
 * stays a capture.
 */
const damagedCapture = fc
  .record({
    bytes: capture,
    flips: fc.array(fc.record({ at: fc.nat(), value: fc.constantFrom(0, 1, 4, 0x7f, 0xff) }), {
      maxLength: 3,
    }),
    cut: fc.nat(12),
  })
  .map(({ bytes, flips, cut }) => {
    const damaged = Buffer.from(bytes.subarray(0, Math.max(28, bytes.length - cut)));
    for (const { at, value } of flips) {
      if (damaged.length > 28) damaged[28 + (at % (damaged.length - 28))] = value;
    }
    return damaged;
  });

const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 });

/** Leaves out the size: the size of a damaged stream is the number of bytes read, which depends on the pieces. */
function withoutSize(capture: SeenCapture): SeenCapture {
  return { ...capture, info: capture.info.map((info) => ({ ...info, bytes: 0 })) };
}

describe('the same frames and diagnostics come of any pieces', () => {
  it('of sound and damaged captures', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(capture, damagedCapture), sizes, async (bytes, pieces) => {
        const whole = withoutSize(await readAll(bytesInput(bytes)));
        expect(withoutSize(await readAll(streamInput(bytes, pieces)))).toEqual(whole);
        expect(withoutSize(await readAll(streamInput(bytes, [1])))).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });

  it('of compressed captures', async () => {
    await fc.assert(
      fc.asyncProperty(capture, sizes, async (bytes, pieces) => {
        const members = Buffer.concat([gzipSync(bytes.subarray(0, 30)), gzipSync(bytes.subarray(30))]);
        const plain = await readAll(bytesInput(bytes));
        const unzipped = await readAll(streamInput(members, pieces));
        expect(unzipped.frames).toEqual(plain.frames);
        expect(unzipped.diagnostics).toEqual(plain.diagnostics);
      }),
      { numRuns: 60 },
    );
  });

  it('when the window must grow for a record', async () => {
    const bytes = classicFile([{ data: payload(10) }, { data: payload(2_500_000) }, { data: payload(11) }], {
      snapLength: 3_000_000,
    });
    const whole = await readAll(bytesInput(bytes));
    expect(whole.frames.map(({ data: hex }) => hex.length / 2)).toEqual([10, 2_500_000, 11]);
    expect(await readAll(streamInput(bytes, [100_003]))).toEqual(whole);
  });
});
