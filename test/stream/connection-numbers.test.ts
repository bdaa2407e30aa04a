import { describe, expect, it } from 'vitest';
import type { Segment } from '../../src/packet/index.ts';
import { ConnectionTracker } from '../../src/stream/index.ts';
import { frameAt, handshake, runSegments, type Sent, segmentOf } from './segments.ts';

const ask = (seq: number, data: string, clientPort = 40_000): Sent => ({
  from: 'client',
  seq,
  ack: 5001,
  data,
  clientPort,
});

function emptyTracker(): ConnectionTracker {
  return new ConnectionTracker({
    ports: null,
    wakes: () => false,
    open: () => ({ data: () => 'wanted', gap: () => 'wanted', end: () => undefined }),
  });
}

function ipv6Segment(host: number): Segment {
  const segment = segmentOf({ from: 'client', seq: 1000, flags: 'S' });
  // Neighbours in one network, and the same host in many.
  const [network, own] = host % 2 === 0 ? [1, host] : [host, 1];
  return Object.assign(segment, {
    family: 6,
    source0: 0x20010db8,
    source1: network,
    source2: 0,
    source3: own,
    destination0: 0x20010db8,
    destination1: 0,
    destination2: 0,
    destination3: 0xffff,
  });
}

describe('connections are told apart', () => {
  it('by many IPv6 addresses', () => {
    const tracker = emptyTracker();
    const hosts = Array.from({ length: 700 }, (_, index) => index + 2);
    const first = hosts.map((host) => tracker.segment(frameAt(host, host), ipv6Segment(host)));
    expect(first).toEqual(hosts.map((_, index) => index));
    expect(hosts.map((host) => tracker.lookUp(ipv6Segment(host)))).toEqual(first);
    expect(tracker.endpoints(1)).toEqual([
      { address: '2001:db8:0:3::1', port: 40_000 },
      { address: '2001:db8::ffff', port: 9091 },
    ]);
  });

  it('from an IPv4 address with the same bits', () => {
    const tracker = emptyTracker();
    const four = segmentOf({ from: 'client', seq: 1000, flags: 'S' });
    const six = Object.assign(segmentOf({ from: 'client', seq: 1000, flags: 'S' }), { family: 6 });
    expect(tracker.segment(frameAt(1, 0), four)).toBe(0);
    expect(tracker.segment(frameAt(2, 0), six)).toBe(1);
  });

  it('on a host that talks to itself by the ports', () => {
    const tracker = emptyTracker();
    const local = (from: Sent['from']): Segment =>
      Object.assign(segmentOf({ from, seq: 1, ack: 1 }), { source0: 0x7f000001, destination0: 0x7f000001 });
    expect(tracker.segment(frameAt(1, 0), local('server'))).toBe(0);
    expect(tracker.direction).toBe(0);
    expect(tracker.segment(frameAt(2, 0), local('client'))).toBe(0);
    expect(tracker.direction).toBe(1);
    expect(tracker.endpoints(0).map(({ port }) => port)).toEqual([9091, 40_000]);
  });

  it('while their frames alternate', () => {
    const other = handshake().map((sent): Sent => ({ ...sent, clientPort: 40_001 }));
    const { log } = runSegments(
      [
        ...handshake(),
        ...other,
        ask(1001, 'a'),
        ask(1001, 'A', 40_001),
        ask(1002, 'b'),
        ask(1002, 'B', 40_001),
      ],
      { joined: true },
    );
    expect(log).toEqual(['0> ab', '1> AB']);
  });
});

describe('end points that were only named', () => {
  it('count for the numbers, and for nothing else', () => {
    const tracker = emptyTracker();
    const named = segmentOf({ from: 'server', seq: 77, flags: 'RA', data: 'x' });
    expect(tracker.mention(frameAt(1, 0), named)).toBe(0);
    expect(tracker.mention(frameAt(2, 0), named)).toBe(0);
    expect(tracker.snapshot().summary(0)).toMatchObject({
      resetFrame: 0,
      handshake: 'unseen',
      firstFrame: 1,
    });
    // Nothing is known of its sequence numbers yet, so that the SYN does not open another one.
    expect(
      tracker.segment(frameAt(3, 0), segmentOf({ from: 'client', seq: 1000, flags: 'S', data: 'x' })),
    ).toBe(0);
    expect(tracker.count).toBe(1);
  });
});

describe('what is asked of connections', () => {
  const segments = [
    ...handshake(),
    ask(1001, 'abc'),
    { from: 'client', seq: 7, flags: 'S', clientPort: 5038 } as const,
    { from: 'client', seq: 7, flags: 'S', clientPort: 41_000 } as const,
  ];
  const { tracker } = runSegments(segments, { finish: false });

  it('is answered by either port', () => {
    const streams = (...ports: readonly number[]): number[] =>
      Array.from(tracker.snapshot().summariesOn(new Set(ports)), ({ connection }) => connection);
    expect(streams(9091)).toEqual([0, 1, 2]);
    expect(streams(5038, 41_000)).toEqual([1, 2]);
    expect(streams(80)).toEqual([]);
  });

  it('is where a number stands, while it is followed', () => {
    expect(tracker.sequenceAt(0, 0, 0)).toBe(1001);
    expect(tracker.sequenceAt(0, 0, 5)).toBe(1006);
    expect(tracker.sequenceAt(0, 1, 2)).toBe(5003);
    expect(tracker.sequenceAt(1, 0, 0)).toBeNull();
    expect(tracker.sequenceAt(99, 0, 0)).toBeNull();
  });

  it('is who listens', () => {
    expect(tracker.consumers().map(({ connection }) => connection)).toEqual([0]);
  });
});
