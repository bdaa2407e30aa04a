import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareInstants,
  type Instant,
  IsoTimeFormatter,
  isoTime,
  laterBy,
  offsetOf,
  secondsBetween,
  secondsOf,
} from '../../src/base/time.ts';

const at = (seconds: number, nanoseconds: number): Instant => ({ seconds, nanoseconds });

/** The times of classic pcap, which end in 2106. */
const instants = fc.record({
  seconds: fc.integer({ min: 0, max: 0xffff_ffff }),
  nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
});

describe('instants', () => {
  it('are in order of their seconds, then of their nanoseconds', () => {
    const ordered = [at(1, 999_999_999), at(2, 0), at(2, 1), at(3, 0)];
    expect([...ordered].reverse().sort(compareInstants)).toEqual(ordered);
    expect(compareInstants(at(2, 5), at(2, 5))).toBe(0);
  });

  it('differ by seconds with a sign', () => {
    expect(secondsBetween(at(10, 500_000_000), at(12, 250_000_000))).toBe(1.75);
    expect(secondsBetween(at(12, 250_000_000), at(10, 500_000_000))).toBe(-1.75);
    expect(secondsOf(at(10, 500_000_000))).toBe(10.5);
  });

  it('become later and earlier across whole seconds', () => {
    expect(laterBy(at(10, 900_000_000), 0.2)).toEqual(at(11, 100_000_000));
    expect(laterBy(at(10, 100_000_000), -0.2)).toEqual(at(9, 900_000_000));
    expect(laterBy(at(10, 999_999_999), 1e-9)).toEqual(at(11, 0));
  });

  it('keep their nanoseconds within a second, and come back exactly', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -1e12, max: 1e12 }), (instant, nanoseconds) => {
        const by = nanoseconds / 1e9;
        const moved = laterBy(instant, by);
        expect(moved.nanoseconds).toBeGreaterThanOrEqual(0);
        expect(moved.nanoseconds).toBeLessThan(1e9);
        expect(Math.sign(compareInstants(moved, instant))).toBe(Math.sign(nanoseconds));
        expect(laterBy(moved, -by)).toEqual(instant);
      }),
    );
  });

  it('have offsets exact to the nanosecond, 0 where nothing was captured', () => {
    expect(offsetOf(at(1_700_000_000, 900_000_001), at(1_700_000_001, 0))).toBe(0.099_999_999);
    expect(offsetOf(null, at(1_700_000_000, 1))).toBe(0);
  });
});

describe('ISO 8601', () => {
  it('has the digits that were asked for, cut off', () => {
    const time = at(1_700_000_000, 12_345_678);
    expect(isoTime(time, 0)).toBe('2023-11-14T22:13:20Z');
    expect(isoTime(time, 3)).toBe('2023-11-14T22:13:20.012Z');
    expect(isoTime(time, 9)).toBe('2023-11-14T22:13:20.012345678Z');
  });

  it('is the same from a formatter, whatever it wrote before', () => {
    fc.assert(
      fc.property(fc.array(instants), fc.integer({ min: 0, max: 9 }), (times, digits) => {
        const formatter = new IsoTimeFormatter(digits);
        // Each time twice: the second one finds its second kept from the first.
        for (const time of times.flatMap((each) => [each, each]))
          expect(formatter.format(time)).toBe(isoTime(time, digits));
      }),
    );
  });
});
