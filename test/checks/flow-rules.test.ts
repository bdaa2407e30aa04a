import { describe, expect, test } from 'vitest';
import { flowAfterEnd } from '../../src/checks/rules/flow-after-end.ts';
import { flowMissingCall } from '../../src/checks/rules/flow-missing-call.ts';
import { flowNotSeen } from '../../src/checks/rules/flow-not-seen.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import type { ConnectionStory } from '../../src/stream/index.ts';
import { call, judged, START, story, theFinding, verdictsOn } from './call-builder.ts';
import { CONTEXT, type ExchangeParts, hook } from './exchange-builder.ts';

describe('flow/not-seen', () => {
  const missing = (...demanded: readonly string[]) =>
    judged(flowNotSeen, { demanded, calls: [call('call', { callId: '1' }), call('ConnectionStatusEvent')] });
  test('a demanded hook that does not occur, by its own name', () => {
    expect(missing('PUBLISHSTREAM')).toMatchObject([
      { severity: 'error', method: 'publishStream', call: null, remedy: flowNotSeen.fix },
    ]);
  });
  test('one that occurs is not told, whatever its spelling', () => {
    expect(missing('CALL', 'connectionstatusevent')).toEqual([]);
    expect(missing()).toEqual([]);
  });
  test('one that no dialect knows is told as it was given', () => {
    expect(missing('myHook').map(({ method }) => method)).toEqual(['myHook']);
    const own = hook('myHook', {}).call;
    expect(judged(flowNotSeen, { demanded: ['MYHOOK'], calls: [own] })).toEqual([]);
  });
});

describe('flow/after-end', () => {
  const status = (
    at: number,
    name: string | undefined,
    parts: object = {},
    changes: Partial<HookCall> = {},
  ) =>
    call(
      'CallStatusEvent',
      { callId: '1', status: name, ...parts },
      { at: START + at },
      {
        requestFrames: [100 + Math.ceil(at), 100 + Math.ceil(at)],
        ...changes,
      },
    );
  const told = (...calls: readonly HookCall[]) => judged(flowAfterEnd, { calls }).map(({ frames }) => frames);
  test('a status after the end of the same call, with both frames', () => {
    const calls = [status(0, 'FINISH'), status(5, 'ESTABLISHED')];
    const finding = theFinding(flowAfterEnd, { calls });
    expect(finding).toMatchObject({ severity: 'warning', frames: [100, 105] });
    expect(finding.message).toMatch(/ESTABLISHED came after FINISH of the same call \(frame 100\)/);
    expect(told(...calls, status(6, 'HOLD'))).toEqual([
      [100, 105],
      [100, 106],
    ]);
  });
  test('silent: the same again, what may follow, what came nearly at once, a repetition, no status', () => {
    expect(told(status(0, 'FINISH'), status(5, 'finish'))).toEqual([]);
    expect(told(status(0, 'BUSY'), status(5, 'FAILED'), status(6, 'FINISH'))).toEqual([]);
    expect(told(status(0, 'FINISH'), status(0.25, 'ESTABLISHED'))).toEqual([]);
    const first = status(0, 'ESTABLISHED');
    expect(told(first, status(1, 'FINISH'), status(5, 'ESTABLISHED', {}, { retryOf: first }))).toEqual([]);
    expect(told(status(0, 'FINISH'), status(5, undefined))).toEqual([]);
    expect(told(status(0, 'ESTABLISHED'), status(5, 'FINISH'))).toEqual([]);
  });
  test('other calls and other sessions are others', () => {
    const finish = status(0, 'FINISH');
    expect(told(finish, status(5, 'RING', { callId: '2' }))).toEqual([]);
    expect(told(finish, status(5, 'BUSY', { callId: '2' }))).toEqual([]);
    expect(told(finish, status(5, 'RING', { sessionId: '/192.0.2.9:5000/192.0.2.1:8443' }))).toEqual([]);
    expect(told(finish, status(5, 'RING'))).toHaveLength(1);
  });
  test('a new call under the same id is alive again; an event is not its beginning', () => {
    const again = call('call', { callId: '1' }, { at: START + 3 });
    expect(told(status(0, 'FINISH'), again, status(5, 'RING'))).toEqual([]);
    const event = call('TransferStatusEvent', { callId: '1', status: 'ACCEPTED' }, { at: START + 3 });
    expect(told(status(0, 'FINISH'), event, status(5, 'RING'))).toHaveLength(1);
  });
  test('a session is over after DISCONNECTED, until it connects again', () => {
    const connection = (at: number, name: string) =>
      call('ConnectionStatusEvent', { status: name }, { at: START + at });
    const [over, late] = [connection(0, 'DISCONNECTED'), connection(5, 'ESTABLISHED')];
    expect(theFinding(flowAfterEnd, { calls: [over, late] }).message).toContain('same session');
    expect(told(over, call('connect', {}, { at: START + 3 }), late)).toEqual([]);
    expect(told(connection(0, 'FAILED'), connection(5, 'DISCONNECTED'))).toEqual([]);
    const nameless = { payload: { status: 'ESTABLISHED' }, at: START + 5 };
    expect(told(over, hook('ConnectionStatusEvent', {}, nameless).call)).toEqual([]);
  });
});

describe('flow/missing-call', () => {
  const PUBLISH = { mediaSessionId: 'm', name: 's' };
  function told(
    method: string,
    payload: object,
    parts: ExchangeParts = {},
    connections: readonly ConnectionStory[] = [],
  ) {
    const reads = [hook(method, payload, { at: START, ...parts })];
    const expectations = verdictsOn(reads).filter(({ row }) => row.direction === 'forward');
    return theFinding(flowMissingCall, {
      calls: reads.map((one) => one.call),
      expectations,
      connections,
    });
  }
  test('points at the trigger, at the time by which the call should have come', () => {
    const finding = told('publishStream', PUBLISH);
    expect(finding).toMatchObject({ method: 'StreamStatusEvent', frames: [10], severity: 'error' });
    expect(finding.time).toEqual({ seconds: START + 20, nanoseconds: 0 });
    expect(finding.message).toContain('within 20 s of publishStream');
    expect(finding.evidence).toMatch(
      /StreamStatusEvent does not occur for appKey defaultApp.*before the capture/,
    );
    expect(finding.remedy).toContain('add app-rest-method defaultApp StreamStatusEvent');
  });
  test('the answer is told where the expectation hangs on it', () => {
    const refused = { payload: CONTEXT, status: 403 };
    expect(told('connect', {}, { answer: refused }).message).toContain('of connect answered 403 (');
    expect(told('connect', {}, { answer: null }).message).toContain('of connect, which got no answer (');
    expect(told('publishStream', PUBLISH).message).not.toContain('answer');
  });
  test('a connection that failed meanwhile is the likely cause, whichever end was seen first', () => {
    const [client, server] = story().endpoints;
    const failed = { handshake: 'refused', firstFrame: 40, resetFrame: 41, firstSeconds: START + 1 } as const;
    const turned = { ...failed, endpoints: [server, client], client: 1, firstSeconds: START + 2 } as const;
    for (const one of [failed, turned]) {
      const finding = told('publishStream', PUBLISH, {}, [story(one)]);
      expect(finding.evidence).toContain('127.0.0.1:9091 was refused at frame 41.');
      expect(finding.frames).toEqual([10, 41]);
      expect(finding.remedy).not.toContain('add app-rest-method');
    }
    const two = told('publishStream', PUBLISH, {}, [story(turned), story({ ...failed, resetFrame: 39 })]);
    expect(two.evidence).toContain('at frame 39, and 1 more');
    expect(two.frames).toEqual([10, 39, 41]);
  });
  test('one that failed before or long after is not', () => {
    for (const firstSeconds of [START - 5, START + 60]) {
      const failed = story({ handshake: 'unanswered', firstFrame: 40, firstSeconds });
      expect(told('publishStream', PUBLISH, {}, [failed]).evidence).toContain('does not occur');
    }
  });
});
