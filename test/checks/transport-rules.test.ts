import { describe, expect, test } from 'vitest';
import { transportRefused } from '../../src/checks/rules/transport-refused.ts';
import { transportUnanswered } from '../../src/checks/rules/transport-unanswered.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { judged, moment, START, story, theFinding } from './call-builder.ts';

/** Begins and ends so many seconds after the start. */
function failing(
  handshake: 'refused' | 'unanswered',
  seconds: number,
  changes: Partial<ConnectionSummary> = {},
): ConnectionSummary {
  const frame = 10 + seconds;
  return story({
    handshake,
    connection: seconds,
    firstFrame: frame,
    resetFrame: handshake === 'refused' ? frame + 1 : 0,
    firstSeconds: START + seconds,
    lastSeconds: START + seconds,
    ...changes,
  });
}
const refused = (seconds: number, changes: Partial<ConnectionSummary> = {}) =>
  failing('refused', seconds, changes);
const unanswered = (seconds: number, changes: Partial<ConnectionSummary> = {}) =>
  failing('unanswered', seconds, changes);

describe('transport/refused', () => {
  test('a SYN and its RST, with what follows and what to do', () => {
    const finding = theFinding(transportRefused, { connections: [refused(2)] });
    expect(finding).toMatchObject({
      severity: 'error',
      frames: [12, 13],
      stream: 2,
      time: moment(2),
      count: 1,
    });
    expect(finding.message).toContain('127.0.0.1:9091');
    expect(finding.message).not.toContain('attempts');
    expect(finding.consequence).not.toBeNull();
    expect(finding.remedy).toContain('http://127.0.0.1:9091');
  });
  test('one outage is one finding; a pause, a success or another backend ends it', () => {
    const counts = (...connections: readonly ConnectionSummary[]) =>
      judged(transportRefused, { connections }).map(({ count }) => count);
    expect(counts(refused(0), refused(20), refused(50))).toEqual([3]);
    expect(counts(refused(0), refused(31))).toEqual([1, 1]);
    expect(counts(refused(0), story(), refused(1))).toEqual([1, 1]);
    expect(counts(refused(0), story({ handshake: 'unseen' }), refused(1))).toEqual([2]);
    const [client, server] = story().endpoints;
    const elsewhere = { endpoints: [client, { ...server, port: 9092 }] as const };
    expect(counts(refused(0), refused(1, elsewhere), refused(2))).toEqual([2, 1]);
  });
  test('repeated SYNs count as attempts', () => {
    const connections = [refused(0, { synCount: 3 }), refused(1, { synCount: 0 })];
    expect(theFinding(transportRefused, { connections }).message).toContain('4 attempts');
  });
  test('the backend is named also where its frame came first, and an IPv6 address as in a URL', () => {
    const [client, server] = story().endpoints;
    const turned = {
      endpoints: [{ ...server, address: '2001:db8::1' }, client] as const,
      client: 1,
    } as const;
    expect(theFinding(transportRefused, { connections: [refused(0, turned)] }).message).toContain(
      '[2001:db8::1]:9091',
    );
  });
});

describe('transport/unanswered', () => {
  const told = (one: ConnectionSummary, lastTime: ReturnType<typeof moment> | null) =>
    judged(transportUnanswered, { connections: [one], lastTime });
  test('a SYN that was not answered within a second', () => {
    expect(told(unanswered(5), moment(6))).toMatchObject([{ severity: 'error', frames: [15], count: 1 }]);
  });
  test('at the very end of the capture it proves nothing, unless it was repeated', () => {
    expect(told(unanswered(5), moment(5))).toEqual([]);
    expect(told(unanswered(5, { synCount: 2 }), moment(5))).toHaveLength(1);
  });
  test('frames without times do not tell how long was waited', () => {
    expect(told(unanswered(5), null)).toHaveLength(1);
  });
  test('each rule looks at its own', () => {
    const connections = [refused(0), unanswered(1), story()];
    expect(judged(transportUnanswered, { connections })).toHaveLength(1);
    expect(judged(transportRefused, { connections })).toHaveLength(1);
    expect(judged(transportRefused, { connections: [story()] })).toEqual([]);
  });
});
