import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { createSegment, type Segment } from '../../src/packet/index.ts';
import { timestampOf } from '../../src/packet/tcp-timestamp.ts';
import { HostClocks } from '../../src/stream/index.ts';

/** A segment whose options are these bytes, in hexadecimal. */
function withOptions(options: string, source = 1, port = 40_000): Segment {
  const bytes = Buffer.concat([Buffer.alloc(20), Buffer.from(options.replaceAll(' ', ''), 'hex')]);
  const payload = { payloadStart: bytes.length, payloadEnd: bytes.length };
  return {
    ...createSegment(),
    bytes,
    headerStart: 0,
    ...payload,
    source0: source,
    destination0: 2,
    sourcePort: port,
  };
}

const hex = (ticks: number): string => (ticks % 2 ** 32).toString(16).padStart(8, '0');
const at = (ticks: number, source = 1, port = 40_000): Segment =>
  withOptions(`0101080a ${hex(ticks)} 00000000`, source, port);

describe('the timestamp of a segment', () => {
  test.each([
    ['0101080a 00000007 00000000', 7],
    ['080a ffffffff 00000000 0101', 0xffffffff],
    // A SYN: maximum segment size, selective acknowledgement, timestamps, window scale.
    ['020405b4 0402 080a 00000009 00000000 01 030307', 9],
    ['020405b4 01 030307', -1],
    ['00 0101080a 00000007 00000000', -1],
    ['0101080a 000000', -1],
    ['0200', -1],
    ['', -1],
  ])('%s', (options, ticks) => {
    expect(timestampOf(withOptions(options))).toBe(ticks);
  });
});

describe('what a host counted', () => {
  /** A clock of 1,000 ticks a second that was heard from second 100 to 101. */
  function heard(pace = 1000, from = 5_000_000): HostClocks {
    const clocks = new HostClocks();
    for (let step = 0; step <= 10; step++) {
      const told = clocks.segment(step + 1, 100 + step / 10, 0, at(from + (pace * step) / 10));
      expect(told).toBeNull();
    }
    return clocks;
  }
  test('a silence that it counted', () => {
    expect(heard().segment(12, 161, 0, at(5_061_000))).toEqual({
      since: 11,
      elapsed: 60,
      counted: expect.closeTo(60),
      isPaceKnown: true,
    });
  });
  test('a silence that it did not count', () => {
    expect(heard().segment(12, 161, 0, at(5_001_300))?.counted).toBeCloseTo(0.3);
  });
  test('its ticks go round', () => {
    expect(heard(1000, 2 ** 32 - 1200).segment(12, 161, 0, at(2 ** 32 + 100))?.counted).toBeCloseTo(0.3);
  });
  test('a clock whose pace is not known counted at most a second for each tick', () => {
    const clocks = new HostClocks();
    clocks.segment(1, 100, 0, at(5000));
    expect(clocks.segment(2, 3700, 0, at(5030))).toEqual({
      since: 1,
      elapsed: 3600,
      counted: 30,
      isPaceKnown: false,
    });
  });
  test('a pace that no clock may have is not believed', () => {
    expect(heard(50_000).segment(12, 161, 0, at(5_050_100))).toMatchObject({
      counted: 100,
      isPaceKnown: false,
    });
  });
  test('a timestamp that stands still from the beginning is no clock', () => {
    const clocks = new HostClocks();
    clocks.segment(1, 100, 0, at(5000));
    expect(clocks.segment(2, 3700, 0, at(5000))).toBeNull();
  });
  test('a timestamp that goes back is of another clock', () => {
    expect(heard().segment(12, 161, 0, at(4_000_000))).toBeNull();
  });
  test('on the next connection, where the host has one clock for all', () => {
    const clocks = heard();
    expect(clocks.segment(12, 101.5, 0, at(5_001_500, 1, 40_001))).toBeNull();
    expect(clocks.segment(13, 161, 0, at(5_001_800, 1, 40_002))?.counted).toBeCloseTo(0.3);
  });
  test('on the next connection, where each has an offset of its own', () => {
    const clocks = heard();
    expect(clocks.segment(12, 101.5, 0, at(900_000_000, 1, 40_001))).toBeNull();
    expect(clocks.segment(13, 101.6, 0, at(900_000_100, 1, 40_002))).toBeNull();
    expect(clocks.segment(14, 161, 0, at(900_000_200, 1, 40_003))).toBeNull();
  });
  test('on the next connection, where nothing told of either', () => {
    expect(heard().segment(12, 161, 0, at(5_001_300, 1, 40_001))).toBeNull();
  });
  test('the pace of a host holds for its other connections', () => {
    const clocks = heard();
    clocks.segment(12, 102, 0, at(77, 1, 40_001));
    expect(clocks.segment(13, 162, 0, at(77, 1, 40_001))).toMatchObject({ counted: 0, isPaceKnown: true });
  });
  test('hosts are told apart', () => {
    expect(heard().segment(12, 161, 0, at(5_001_300, 3))).toBeNull();
  });
});
