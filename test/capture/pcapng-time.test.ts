import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFrame } from '../../src/capture/frame.ts';
import { stamp, timeScale } from '../../src/capture/pcapng/time.ts';

function stamped(resolution: number, count: bigint, offset = 0): [number, number] {
  const frame = emptyFrame(0);
  stamp(frame, timeScale(resolution), offset, Number(count >> 32n), Number(count & 0xffffffffn));
  return [frame.seconds, frame.nanoseconds];
}

describe('if_tsresol', () => {
  it('is exact to the nanosecond for every resolution and count', () => {
    const resolution = fc.integer({ min: 0, max: 255 });
    const count = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(resolution, count, (byte, units) => {
        const perSecond = (byte & 0x80 ? 2n : 10n) ** BigInt(byte & 0x7f);
        const nanoseconds = ((units % perSecond) * 1_000_000_000n) / perSecond;
        expect(stamped(byte, units)).toEqual([Number(units / perSecond), Number(nanoseconds)]);
      }),
      { numRuns: 5000 },
    );
  });

  it('is exact at the edges of a second', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const perSecond = (byte & 0x80 ? 2n : 10n) ** BigInt(byte & 0x7f);
      for (const seconds of [1n, 1_700_000_000n, 65_535n, 65_536n]) {
        const count = seconds * perSecond;
        if (count >= 2n ** 64n) continue;
        expect(stamped(byte, count)).toEqual([Number(seconds), 0]);
        const [before, nanoseconds] = stamped(byte, count - 1n);
        expect(before).toBe(Number(seconds) - 1);
        expect(nanoseconds).toBe(Number(((perSecond - 1n) * 1_000_000_000n) / perSecond));
      }
    }
  });

  it('tells how many digits it gives', () => {
    const digits = [0, 3, 6, 9, 12, 0x80, 0x80 | 10, 0x80 | 20, 0x80 | 32].map(
      (byte) => timeScale(byte).digits,
    );
    expect(digits).toEqual([0, 3, 6, 9, 9, 0, 4, 7, 9]);
  });
});
