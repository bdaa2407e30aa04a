import { describe, expect, test } from 'vitest';
import { NO_NETWORK_FACTS } from '../../src/checks/network-facts.ts';
import { transportRefused } from '../../src/checks/rules/transport-refused.ts';
import { transportSlowConnect } from '../../src/checks/rules/transport-slow-connect.ts';
import { transportUnanswered } from '../../src/checks/rules/transport-unanswered.ts';
import { upstreamFailureOf } from '../../src/checks/upstream-failure.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, judged, moment, START, soundSide, story, theFinding } from './call-builder.ts';
import { scene } from './exchange-builder.ts';

const endpoints = (client: string, server: string, port = 9091) =>
  [
    { address: client, port: 40_000 },
    { address: server, port },
  ] as const;
const refused = (changes: Partial<ConnectionSummary> = {}): ConnectionSummary =>
  story({ handshake: 'refused', firstFrame: 10, resetFrame: 11, resetBy: 1, resetTtl: 64, ...changes });

describe('a connection that was turned down', () => {
  const silent = story({
    handshake: 'unanswered',
    synCount: 4,
    endpoints: endpoints('10.0.0.5', '10.0.0.9'),
  });
  const icmpError = (type: number, code: number) => ({
    connection: silent,
    errors: {
      connection: 0,
      direction: 0 as const,
      sender: '10.0.0.1',
      family: 4,
      type,
      code,
      mtu: 0,
      count: 4,
      time: moment(0),
      frames: [2, 4],
    },
  });
  test('ICMP names who did it', () => {
    const network = { ...NO_NETWORK_FACTS, icmpErrors: [icmpError(3, 13)] };
    const { message, remedy, frames } = theFinding(transportUnanswered, { connections: [silent], network });
    expect(message).toContain(
      '10.0.0.1 answered with ICMP "communication administratively prohibited" (frame 2): a filter',
    );
    expect(remedy).toContain('in the filter of 10.0.0.1');
    expect(frames).toEqual([1, 2]);
  });
  test('an unreachable host is no filter', () => {
    const network = { ...NO_NETWORK_FACTS, icmpErrors: [icmpError(3, 1)] };
    const { message } = theFinding(transportUnanswered, { connections: [silent], network });
    expect(message).toContain('"host unreachable"');
    expect(message).not.toContain('filter');
  });
  test('an RST that the server did not send', () => {
    const sound = story({ connection: 1, firstFrame: 20 });
    const message = (resetTtl: number) =>
      theFinding(transportRefused, { connections: [refused({ resetTtl }), sound] }).message;
    expect(message(250)).toContain('refused by something on the way');
    expect(message(62)).not.toContain('on the way');
  });
  test('data after the SYN prove that it was answered', () => {
    const sides = [soundSide(), soundSide({ isHeard: false, usualTtl: null })] as const;
    expect(judged(transportUnanswered, { connections: [{ ...silent, sides, synAckFrame: 0 }] })).toEqual([]);
    expect(judged(transportUnanswered, { connections: [silent] })).toHaveLength(1);
  });
});

describe('another address of the same name', () => {
  const over6 = refused({ endpoints: endpoints('::1', '::1') });
  const over4 = story({ connection: 1, firstFrame: 12, endpoints: endpoints('127.0.0.1', '127.0.0.1') });
  test('made it good: a note', () => {
    const finding = theFinding(transportRefused, { connections: [over6, over4] });
    expect(finding).toMatchObject({ severity: 'note', consequence: null });
    expect(finding.message).toContain('went on at 127.0.0.1:9091 at once');
  });
  test('not where it was another port, much later, before, or not there', () => {
    for (const other of [
      { ...over4, endpoints: endpoints('127.0.0.1', '127.0.0.1', 9092) },
      { ...over4, firstSeconds: START + 60 },
      { ...over4, firstFrame: 3 },
      { ...over4, handshake: 'refused' as const },
    ]) {
      const [first] = judged(transportRefused, { connections: [over6, other] });
      expect(first?.severity).toBe('error');
    }
  });
});

describe('transport/slow-connect', () => {
  const late = story({ synCount: 3 });
  const told = (connection: ConnectionSummary, seconds: number) =>
    judged(transportSlowConnect, {
      connections: [connection],
      calls: [call('connect', {}, {}, { seconds: START + seconds })],
    });
  test('says how much was lost', () => {
    expect(told(late, 3)[0]?.message).toContain(
      'only after 3 SYNs: the first request went out 3.0 s after the first SYN',
    );
  });
  test('not of a SYN that was captured twice, nor of one SYN', () => {
    expect(told(late, 0.1)).toEqual([]);
    expect(told(story(), 3)).toEqual([]);
  });
});

describe('behind a proxy', () => {
  const answered = (status: number) =>
    call(
      'connect',
      {},
      { answer: { status } },
      { seconds: START, server: '10.0.0.9:9091', serverPort: 9091 },
    );
  const upstream = (changes: Partial<ConnectionSummary> = {}) =>
    refused({ connection: 4, endpoints: endpoints('10.0.0.9', '10.0.0.20', 9092), ...changes });
  const found = (failures: readonly ConnectionSummary[], status = 502) => {
    const one = answered(status);
    const response = one.response && { ...one.response, frames: [13, 13] as const, seconds: START + 1 };
    const asked = { ...one, response };
    return upstreamFailureOf(asked, { ...scene([asked]), network: { ...NO_NETWORK_FACTS, failures } });
  };
  test('its own connection was refused', () => {
    expect(found([upstream()])).toEqual({
      upstream: '10.0.0.20:9092',
      how: 'refused',
      isSameHost: true,
      stream: 4,
      count: 1,
      frames: [10, 11],
    });
    expect(found([upstream({ handshake: 'unanswered', resetFrame: 0, resetBy: null })], 504)?.how).toBe(
      'unanswered',
    );
  });
  test('on the loopback it may be another host', () => {
    expect(found([upstream({ endpoints: endpoints('127.0.0.1', '127.0.0.1', 9092) })])?.isSameHost).toBe(
      false,
    );
  });
  test('nothing else is taken for it', () => {
    expect(found([upstream()], 500)).toBeNull();
    for (const other of [
      { firstSeconds: START - 1 },
      { firstSeconds: START + 2 },
      { endpoints: endpoints('10.0.0.5', '10.0.0.20', 9092) },
      { endpoints: endpoints('127.0.0.1', '127.0.0.1', 9091) },
      { client: null },
      { handshake: 'complete' as const, resetBy: 0 as const },
      { handshake: 'complete' as const, resetFrame: 99 },
    ]) {
      expect(found([upstream(other)]), JSON.stringify(other)).toBeNull();
    }
  });
});
