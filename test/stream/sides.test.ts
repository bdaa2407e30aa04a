import { describe, expect, it } from 'vitest';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { handshake, runSegments, type Sent } from './segments.ts';

function summaryOf(sent: readonly Sent[]): ConnectionSummary {
  const [summary] = runSegments(sent).summaries;
  if (summary === undefined) throw new Error('no connection');
  return summary;
}

const FULL = 'x'.repeat(1448);
const request = (at: number): Sent => ({ from: 'client', seq: 1001, ack: 5001, data: FULL, at });

describe('each end of a connection is known by the packets that it sent', () => {
  it('tells who sent FIN and RST, and the TTL of the RST', () => {
    const { sides, resetBy, resetTtl, closedBy } = summaryOf([
      ...handshake(),
      { from: 'server', seq: 5001, ack: 1001, flags: 'F', ttl: 60 },
      { from: 'client', seq: 1001, flags: 'R', ttl: 250 },
      { from: 'client', seq: 1001, flags: 'R', ttl: 249 },
    ]);
    expect({ resetBy, resetTtl, closedBy }).toEqual({ resetBy: 0, resetTtl: 250, closedBy: 1 });
    expect(sides).toMatchObject([
      { sentFin: false, sentReset: true, usualTtl: 64 },
      { sentFin: true, sentReset: false },
    ]);
  });

  it('tells the TTL of most packets, whatever was injected between them', () => {
    const spoken = Array.from({ length: 9 }, (_, index): Sent => {
      return { from: 'server', seq: 5001 + index, ack: 1001, data: 'x', ttl: index % 3 === 0 ? 250 : 61 };
    });
    const { sides, resetTtl } = summaryOf([...handshake(), ...spoken]);
    expect(sides[1].usualTtl).toBe(61);
    expect(resetTtl).toBeNull();
    expect(summaryOf(handshake().slice(0, 1)).sides[1].usualTtl).toBeNull();
  });

  it('tells how much the peer has not acknowledged, also after the end was reached', () => {
    const asked: readonly Sent[] = [
      ...handshake(),
      { from: 'client', seq: 1001, ack: 5001, data: 'hello' },
      { from: 'client', seq: 1006, ack: 5001, data: 'world', flags: 'F' },
    ];
    expect(summaryOf(asked).sides[0].unacknowledgedBytes).toBe(10);
    expect(summaryOf([...asked, { from: 'server', seq: 5001, ack: 1006 }]).sides[0].unacknowledgedBytes).toBe(
      5,
    );
    const both = [...asked, { from: 'server', seq: 5001, ack: 1012, data: 'bye', flags: 'F' } as const];
    expect(summaryOf(both).sides.map((side) => side.unacknowledgedBytes)).toEqual([0, 3]);
    expect(summaryOf([...both, { from: 'client', seq: 1012, ack: 5005 }]).sides[1].unacknowledgedBytes).toBe(
      0,
    );
  });

  it('does not know it where the peer was not heard', () => {
    const { sides } = summaryOf([{ from: 'client', seq: 1001, ack: 5001, data: 'hello' }]);
    expect(sides.map((side) => side.unacknowledgedBytes)).toEqual([null, 0]);
  });

  it('holds over the end of the sequence numbers', () => {
    const { sides } = summaryOf([
      { from: 'client', seq: 0xfffffffa, flags: 'S' },
      { from: 'server', seq: 5000, ack: 0xfffffffb, flags: 'SA' },
      { from: 'client', seq: 0xfffffffb, ack: 5001, data: '0123456789' },
      { from: 'server', seq: 5001, ack: 1 },
    ]);
    expect(sides[0].unacknowledgedBytes).toBe(4);
  });

  it('counts how often a full-sized segment was sent again in vain', () => {
    const again = [...handshake(), request(1), request(1.2), request(1.6)];
    expect(summaryOf(again).sides[0].fullSegmentRepeats).toBe(2);
    const arrived: Sent = { from: 'server', seq: 5001, ack: 1001 + FULL.length, at: 2 };
    expect(summaryOf([...again, arrived]).sides[0].fullSegmentRepeats).toBe(0);
  });

  it('takes neither a frame captured twice nor a short segment for it', () => {
    const twice = [...handshake(), request(1), request(1.0002), request(1.2), request(1.2003)];
    expect(summaryOf(twice).sides[0].fullSegmentRepeats).toBe(1);
    const short = [1, 2, 3].map((at): Sent => ({ from: 'client', seq: 1001, ack: 5001, data: 'short', at }));
    expect(summaryOf([...handshake(), ...short]).sides[0].fullSegmentRepeats).toBe(0);
  });
});
