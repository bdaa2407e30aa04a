import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCopy, ROWS_A_PAGE } from '../../src/base/columns.ts';
import {
  type ConnectionSnapshot,
  type ConnectionSummary,
  ConnectionTracker,
} from '../../src/stream/index.ts';
import { randomTraffic } from './random-traffic.ts';
import { frameAt, handshake, runSegments, type Sent, segmentOf } from './segments.ts';

function newTracker(): ConnectionTracker {
  return new ConnectionTracker({
    ports: null,
    wakes: (bytes, start) => bytes[start] === 0x50,
    open: () => ({
      data: (_, bytes, start, end) =>
        bytes.toString('latin1', start, end) === 'noise' ? 'unwanted' : 'wanted',
      gap: () => 'wanted',
      end: () => undefined,
    }),
  });
}

function take(tracker: ConnectionTracker, sent: Sent, index: number): void {
  tracker.segment(frameAt(index + 1, sent.at ?? index / 1000), segmentOf(sent));
}

/** Everything that a snapshot tells, as plain objects. */
function contents(snapshot: ConnectionSnapshot): readonly ConnectionSummary[] {
  return Array.from({ length: snapshot.count }, (_, connection) => {
    const summary = snapshot.summary(connection);
    return plainCopy(summary, { anomalies: summary.anomalies && plainCopy(summary.anomalies) });
  });
}

describe('a snapshot of connections', () => {
  it('stays what a reading up to its moment tells, while reading goes on', () => {
    const takenAt = fc.array(fc.nat(200), { maxLength: 6 });
    fc.assert(
      fc.property(randomTraffic(4, 60), takenAt, (traffic, moments) => {
        const tracker = newTracker();
        const kept: (readonly [read: number, ConnectionSnapshot])[] = [];
        for (const [index, sent] of traffic.entries()) {
          if (moments.includes(index)) kept.push([index, tracker.snapshot()]);
          take(tracker, sent, index);
        }
        tracker.finish();
        for (const [read, snapshot] of kept) {
          const other = newTracker();
          for (const [index, sent] of traffic.slice(0, read).entries()) take(other, sent, index);
          expect(contents(snapshot)).toEqual(contents(other.snapshot()));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays as it was over many pages, with what went wrong with connections still followed', () => {
    const tracker = newTracker();
    const kept: (readonly [ConnectionSnapshot, readonly ConnectionSummary[]])[] = [];
    let frame = 0;
    const send = (clientPort: number, sent: Omit<Sent, 'clientPort'>): void => {
      take(tracker, { ...sent, clientPort, at: frame / 1e4 }, frame);
      frame += 1;
    };
    const moments = [ROWS_A_PAGE - 1, ROWS_A_PAGE, ROWS_A_PAGE + 1, ROWS_A_PAGE + 200];
    for (let port = 1; port <= ROWS_A_PAGE + 400; port++) {
      send(port, { from: 'client', seq: 1001, ack: 5001, data: 'abc' });
      // One of the first page loses something and closes its window, again and again: it is followed all the time.
      const early = 1 + ((port * 7) % Math.min(port, 50));
      send(early, { from: 'client', seq: 1002 + port, ack: 5001, data: 'late' });
      send(early, { from: 'server', seq: 5001, ack: 1002 + port, window: 0 });
      if (moments.includes(port)) {
        const snapshot = tracker.snapshot();
        kept.push([snapshot, contents(snapshot)]);
      }
    }
    tracker.finish();
    expect(kept.map(([snapshot]) => snapshot.count)).toEqual(moments);
    for (const [snapshot, then] of kept) expect(contents(snapshot)).toEqual(then);
    const last = contents(tracker.snapshot());
    expect(last.slice(0, moments[0])).not.toEqual(kept[0]?.[1]);
    expect(kept.at(-1)?.[1].some(({ anomalies }) => (anomalies?.halves[1].zeroWindows ?? 0) > 0)).toBe(true);
  });

  it('has the same end points while one connection alone is looked at', () => {
    const { summaries } = runSegments(handshake());
    expect(summaries[0]?.endpoints[0]).toBe(summaries[0]?.endpoints[0]);
  });
});
