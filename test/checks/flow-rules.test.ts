import { describe, expect, test } from 'vitest';
import { flowAfterEnd } from '../../src/checks/rules/flow-after-end.ts';
import { flowMissingCall } from '../../src/checks/rules/flow-missing-call.ts';
import { flowNotSeen } from '../../src/checks/rules/flow-not-seen.ts';
import { flowUnderWay } from '../../src/checks/rules/flow-under-way.ts';
import { groupSessions, type HookCall } from '../../src/hooks/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, folded, judged, START, story, theFinding, verdictsOn } from './call-builder.ts';
import { CONTEXT, type ExchangeParts, hook } from './exchange-builder.ts';

describe('flow/not-seen', () => {
  const missing = (...demanded: readonly string[]) =>
    judged(flowNotSeen, { demanded, calls: [call('call', { callId: '1' }), call('ConnectionStatusEvent')] });
  test('a demanded hook that does not occur, by its own name', () => {
    expect(missing('PUBLISHSTREAM')).toMatchObject([
      {
        severity: 'error',
        method: 'publishStream',
        call: null,
        remedy: expect.stringContaining('show app-rest-methods'),
      },
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
  const at = (seconds: number, method: string, payload: object = {}, changes: Partial<HookCall> = {}) =>
    call(
      method,
      payload,
      { at: START + seconds },
      {
        requestFrames: [100 + Math.ceil(seconds), 100 + Math.ceil(seconds)],
        ...changes,
      },
    );
  const status = (
    seconds: number,
    name: string | undefined,
    parts: object = {},
    changes: Partial<HookCall> = {},
  ) => at(seconds, 'CallStatusEvent', { callId: '1', status: name, ...parts }, changes);
  const ofCall = (seconds: number, method: string) => at(seconds, method, { callId: '1' });
  const ofStream = (seconds: number, method: string, name?: string) =>
    at(seconds, method, { mediaSessionId: 'm', name: 's', status: name });
  const connection = (seconds: number, name: string) =>
    at(seconds, 'ConnectionStatusEvent', { status: name });
  const found = (calls: readonly HookCall[], attempts: readonly HookCall[] = []) => {
    const last = attempts.at(-1);
    const known = folded(calls, last === undefined ? {} : { attempts: new Map([[last, attempts]]) });
    return judged(flowAfterEnd, { ...known, sessions: groupSessions(known.calls) });
  };
  /** Frames of the end and of what came after it: 100 and the seconds of each. */
  const told = (...calls: readonly HookCall[]) => found(calls).map(({ frames }) => frames);
  const late = [100, 105];

  test('a status after the end of the same call, with both frames', () => {
    const calls = [status(0, 'FINISH'), status(5, 'ESTABLISHED')];
    const [finding] = found(calls);
    expect(finding).toMatchObject({ severity: 'warning', frames: late });
    expect(finding?.message).toMatch(/ESTABLISHED came after FINISH of the same call \(frame 100\)/);
    expect(told(...calls, status(6, 'HOLD'))).toEqual([late, [100, 106]]);
  });
  test('silent: the same again, what may follow, what came nearly at once, a repetition, no status', () => {
    expect(told(status(0, 'FINISH'), status(5, 'finish'), status(9, 'FINISH'))).toEqual([]);
    expect(told(status(0, 'BUSY'), status(5, 'FAILED'), status(6, 'FINISH'))).toEqual([]);
    expect(told(status(0, 'FINISH'), status(0.25, 'ESTABLISHED'))).toEqual([]);
    const first = status(0, 'ESTABLISHED');
    const again = status(5, 'ESTABLISHED');
    const course = [first, status(1, 'FINISH'), again];
    expect(found(course)).toHaveLength(1);
    expect(found(course, [first, again])).toEqual([]);
    const [over, overAgain] = [status(0, 'FINISH'), status(5, 'FINISH')];
    expect(found([over, overAgain], [over, overAgain])).toEqual([]);
    expect(told(status(0, 'FINISH'), status(5, undefined))).toEqual([]);
    expect(told(status(0, 'ESTABLISHED'), status(5, 'FINISH'))).toEqual([]);
  });
  test('of several ends the one that a status must not follow', () => {
    expect(told(status(0, 'BUSY'), status(2, 'FINISH'), status(5, 'FAILED'))).toEqual([[102, 105]]);
    expect(told(status(0, 'BUSY'), status(4.75, 'FINISH'), status(5, 'RING'))).toEqual([late]);
    expect(told(status(0, 'FINISH'), status(4.75, 'FINISH'), status(5, 'RING'))).toEqual([late]);
    expect(told(status(0, 'FAILED'), status(5, 'BUSY'), status(6, 'FINISH'))).toEqual([late]);
  });
  test('other calls and other sessions are others', () => {
    const finish = status(0, 'FINISH');
    expect(told(finish, status(5, 'RING', { callId: '2' }))).toEqual([]);
    expect(told(finish, status(5, 'BUSY', { callId: '2' }))).toEqual([]);
    expect(told(finish, status(5, 'RING', { sessionId: '/192.0.2.9:5000/192.0.2.1:8443' }))).toEqual([]);
    expect(told(finish, status(5, 'RING'))).toHaveLength(1);
  });
  test.each(['call', 'OnCallEvent'])('%s under the same id begins it anew', (method) => {
    expect(told(status(0, 'FINISH'), ofCall(3, method), status(5, 'RING'))).toEqual([]);
    const again = [status(0, 'FINISH'), ofCall(3, method), status(4, 'FINISH'), status(5, 'RING')];
    expect(told(...again)).toEqual([[104, 105]]);
  });
  test.each(['hangup', 'hold', 'answer', 'sendDTMF', 'OnTransferEvent', 'TransferStatusEvent'])(
    '%s is no beginning',
    (method) => {
      expect(told(ofCall(-9, 'call'), status(0, 'FINISH'), ofCall(3, method), status(5, 'RING'))).toEqual([
        late,
      ]);
    },
  );
  test('streams: publishing or playing again under the same id, but not stopping or a picture', () => {
    const again = (method: string) =>
      told(
        ofStream(0, 'StreamStatusEvent', 'UNPUBLISHED'),
        ofStream(3, method),
        ofStream(5, 'StreamStatusEvent', 'PUBLISHING'),
      );
    for (const method of ['publishStream', 'playStream', 'playHLS', 'playRTSP'])
      expect(again(method)).toEqual([]);
    for (const method of ['unPublishStream', 'snapshot', 'StreamKeepAliveEvent'])
      expect(again(method)).toEqual([late]);
  });
  test('a status that overtook the call which begins the dialog anew belongs to that', () => {
    expect(told(status(0, 'FINISH'), status(4.75, 'RING'), ofCall(5, 'call'))).toEqual([]);
    expect(told(status(0, 'FINISH'), status(4.25, 'RING'), ofCall(5, 'call'))).toEqual([late]);
    expect(told(status(0, 'FINISH'), status(2, 'HOLD'), status(4.75, 'RING'), ofCall(5, 'call'))).toEqual([
      [100, 102],
    ]);
  });
  test('an end that may be that of the dialog before is no sign', () => {
    const before = [ofCall(-9, 'call'), status(-8, 'ESTABLISHED')];
    expect(told(...before, ofCall(-0.25, 'call'), status(0, 'FINISH'), status(5, 'RING'))).toEqual([]);
    expect(told(...before, ofCall(-0.75, 'call'), status(0, 'FINISH'), status(5, 'RING'))).toEqual([late]);
    // Of a dialog that begins here, or of which the end before was seen, it is its own.
    const failing = [ofCall(-0.25, 'call'), status(0, 'FAILED'), status(5, 'RING')];
    expect(told(...failing)).toEqual([late]);
    expect(told(status(-0.375, 'TRYING'), ...failing)).toEqual([late]);
    expect(told(...before, status(-7, 'FINISH'), ...failing)).toEqual([late]);
  });
  test('a session is over after DISCONNECTED, until it connects again', () => {
    const [over, after] = [connection(0, 'DISCONNECTED'), connection(5, 'ESTABLISHED')];
    expect(found([over, after])[0]?.message).toContain('same session');
    expect(told(over, ofStream(3, 'publishStream'), ofCall(3, 'call'), after)).toEqual([late]);
    expect(told(over, at(3, 'connect'), after)).toEqual([]);
    expect(told(connection(0, 'FAILED'), connection(5, 'DISCONNECTED'))).toEqual([]);
    const nameless = { payload: { status: 'ESTABLISHED' }, at: START + 5 };
    expect(told(over, hook('ConnectionStatusEvent', {}, nameless).call)).toEqual([]);
  });
  test('the end of a session is not that of its dialogs, whose last statuses come after it', () => {
    const over = connection(0, 'DISCONNECTED');
    expect(told(over, ofStream(1, 'StreamStatusEvent', 'UNPUBLISHED'), status(2, 'FINISH'))).toEqual([]);
    expect(
      told(status(0, 'FINISH'), connection(3, 'ESTABLISHED'), at(4, 'connect'), status(5, 'RING')),
    ).toEqual([late]);
  });
});

describe('flow/under-way', () => {
  const at = (seconds: number, method: string, payload: object = {}) =>
    call(
      method,
      payload,
      { at: START + seconds },
      { requestFrames: [100 + Math.ceil(seconds), 100 + Math.ceil(seconds)] },
    );
  const ofCall = (seconds: number, method: string, status?: string, id = '1') =>
    at(seconds, method, { callId: id, status });
  const ofStream = (seconds: number, method: string, status?: string) =>
    at(seconds, method, { mediaSessionId: 'm', name: 's', status });
  const connection = (seconds: number, status: string) => at(seconds, 'ConnectionStatusEvent', { status });
  const found = (...calls: readonly HookCall[]) =>
    judged(flowUnderWay, { calls, sessions: groupSessions(calls) });
  test('one note for all sessions and dialogs, at the first sign', () => {
    const other = { ...ofStream(3, 'StreamKeepAliveEvent', 'PUBLISHING'), sessionId: 'b' };
    const notes = found(ofCall(0, 'CallStatusEvent', 'HOLD'), ofCall(1, 'hangup', undefined, '2'), other);
    expect(notes).toMatchObject([
      { severity: 'note', count: 5, frames: [100, 101, 103], method: null, call: null, sessionId: null },
    ]);
    expect(notes[0]?.message).toMatch(/^2 sessions and 3 dialogs were .* CallStatusEvent HOLD \(frame 100\)/);
    expect(notes[0]?.time).toEqual({ seconds: START, nanoseconds: 0 });
  });
  test('a session alone, and dialogs of no session', () => {
    expect(found(connection(0, 'DISCONNECTED'))[0]?.message).toMatch(/^1 session was under way/);
    const nameless = hook('StreamStatusEvent', {}, { payload: { mediaSessionId: 'm', status: 'STOPPED' } });
    expect(found(nameless.call)[0]?.message).toMatch(/^1 dialog was under way/);
  });
  test.each([
    ['a call that begins, and all that follows', [ofCall(0, 'call'), ofCall(1, 'CallStatusEvent', 'FINISH')]],
    ['an early state', [ofCall(0, 'CallStatusEvent', 'RING'), ofCall(1, 'CallStatusEvent', 'HOLD')]],
    ['what fails at once', [connection(0, 'FAILED'), connection(1, 'DISCONNECTED')]],
    ['a call that fails or is busy', [ofCall(0, 'CallStatusEvent', 'BUSY')]],
    ['a stream that begins', [ofStream(0, 'StreamStatusEvent', 'PLAYING'), ofStream(9, 'stopStream')]],
    ['no status', [ofCall(0, 'CallStatusEvent')]],
    ['what the session began before', [at(0, 'connect'), ofCall(1, 'CallStatusEvent', 'ESTABLISHED')]],
    ['the same, of a session not asked about', [connection(0, 'ESTABLISHED'), ofCall(1, 'hangup')]],
    ['a dialog that does not last', [at(0, 'DataStatusEvent', { operationId: '1', status: 'SENT' })]],
  ])('silent: %s', (_, calls) => {
    expect(found(...calls)).toEqual([]);
  });
  test('a dialog of no session, whose id a session gave to one that it began', () => {
    const begun = ofCall(0, 'call');
    const joined = { ...ofCall(1, 'CallStatusEvent', 'HOLD'), sessionId: null };
    expect(found(begun)).toEqual([]);
    expect(found(begun, joined)).toMatchObject([{ frames: [101] }]);
  });
  test('a session that connects again was under way before', () => {
    expect(found(connection(0, 'DISCONNECTED'), at(1, 'connect'), ofCall(2, 'hangup'))).toMatchObject([
      { count: 1, frames: [100] },
    ]);
  });
});

describe('flow/missing-call', () => {
  const PUBLISH = { mediaSessionId: 'm', name: 's' };
  function told(
    method: string,
    payload: object,
    parts: ExchangeParts = {},
    connections: readonly ConnectionSummary[] = [],
  ) {
    const reads = [hook(method, payload, { at: START, ...parts })];
    const expectations = verdictsOn(reads).filter(({ expectation }) => expectation.direction === 'forward');
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
      /StreamStatusEvent does not occur for appKey defaultApp.*answer to the session's connect is not in the capture/s,
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
