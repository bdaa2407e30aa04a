import { describe, expect, test } from 'vitest';
import { captureForgottenCalls } from '../../src/checks/rules/capture-forgotten-calls.ts';
import { flowAfterEnd } from '../../src/checks/rules/flow-after-end.ts';
import { flowInconclusive } from '../../src/checks/rules/flow-inconclusive.ts';
import { flowMissingCall } from '../../src/checks/rules/flow-missing-call.ts';
import { flowUnderWay } from '../../src/checks/rules/flow-under-way.ts';
import { groupSessions, type HookCall, type ReadCall } from '../../src/hooks/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, judged, moment, START, story, theFinding, verdictsOn } from './call-builder.ts';
import { type ExchangeParts, hook, report } from './exchange-builder.ts';

/** Which calls the rules of a course pass over, and what else a finding carries than its message. */

const at = (seconds: number, method: string, payload: object = {}): HookCall =>
  call(method, payload, { at: START + seconds }, { requestFrames: [100 + seconds, 100 + seconds] });
/** Of no session. */
const namelessAt = (seconds: number, method: string, payload: object): HookCall =>
  hook(method, {}, { payload, at: START + seconds }).call;
const ofCall = (seconds: number, method: string, status?: string) =>
  at(seconds, method, { callId: '1', status });
const status = (seconds: number, name: string) => ofCall(seconds, 'CallStatusEvent', name);

function course(calls: readonly HookCall[]) {
  return { calls, sessions: groupSessions(calls) };
}

describe('flow/after-end', () => {
  const told = (...calls: readonly HookCall[]) =>
    judged(flowAfterEnd, course(calls)).map(({ frames }) => frames);
  test('calls that name no session may be of several', () => {
    const connection = (seconds: number, name: string) =>
      namelessAt(seconds, 'ConnectionStatusEvent', { status: name });
    expect(told(connection(0, 'DISCONNECTED'), connection(5, 'ESTABLISHED'))).toEqual([]);
  });
  test('all statuses that overtook the call which begins the dialog anew belong to that', () => {
    const early = (seconds: number, name: string) =>
      call('CallStatusEvent', { callId: '1', status: name }, { at: START + seconds });
    const begins = at(5, 'call', { callId: '1' });
    expect(told(status(0, 'FINISH'), early(4.625, 'TRYING'), early(4.75, 'RING'), begins)).toEqual([]);
  });
  test('dialogs and call servers without an end have nothing after it', () => {
    const message = (seconds: number, name: string) =>
      at(seconds, 'DataStatusEvent', { operationId: '1', status: name });
    expect(told(message(0, 'FAILED'), message(5, 'SENT'))).toEqual([]);
    const bye = (seconds: number) => report({ action: 'BYE', callid: '7' }, { at: START + seconds }).call;
    expect(told(bye(0), bye(5))).toEqual([]);
  });
});

describe('flow/under-way', () => {
  const notes = (...calls: readonly HookCall[]) => judged(flowUnderWay, course(calls));
  test('a call that begins a dialog does so whatever its status', () => {
    expect(notes(ofCall(0, 'call', 'ESTABLISHED'), ofCall(1, 'hangup'))).toEqual([]);
  });
  test('a connect that names no session is not the beginning of what follows', () => {
    const [note, ...more] = notes(
      namelessAt(0, 'connect', {}),
      namelessAt(1, 'CallStatusEvent', { callId: '1', status: 'HOLD' }),
    );
    expect(more).toEqual([]);
    expect(note).toMatchObject({ count: 1, time: moment(1) });
  });
  test('some frames are named, all are counted, and how to capture again is told', () => {
    const many = Array.from({ length: 30 }, (_, index) => at(index, 'hangup', { callId: `${index}` }));
    const [note] = notes(...many);
    expect(note?.count).toBe(31);
    expect(note?.frames).toEqual(Array.from({ length: note?.frames.length ?? 0 }, (_, index) => 100 + index));
    expect(note?.frames.length).toBeLessThan(30);
    expect(note?.remedy).toContain('tcpdump');
    expect(note?.message).toContain('hangup (frame 100)');
  });
});

describe('flow/inconclusive', () => {
  const told = (read: ReadCall, firstSecond: number, lastSecond: number) => {
    const expectations = verdictsOn([read], {
      firstTime: moment(firstSecond),
      lastTime: moment(lastSecond),
    });
    return judged(flowInconclusive, { calls: [read.call], expectations });
  };
  const publish = () => hook('publishStream', { mediaSessionId: 'm', name: 's' }, { at: START });
  const established = () => hook('ConnectionStatusEvent', { status: 'ESTABLISHED' }, { at: START });
  test('what the capture ended too soon for, with how to capture again', () => {
    const [note, ...more] = told(publish(), -1000, 5);
    expect(more).toEqual([]);
    expect(note).toMatchObject({ severity: 'note', method: 'StreamStatusEvent', frames: [10] });
    expect(note?.message).toContain('came after publishStream (frame 10)');
    expect(note?.remedy).toContain('tcpdump');
  });
  test('what it began too late for', () => {
    const before = told(established(), -1, 1000).filter(({ method }) => method === 'connect');
    expect(before).toHaveLength(1);
    expect(before[0]?.message).toContain('came before ConnectionStatusEvent');
  });
  test('silent: what is missing', () => {
    expect(told(publish(), -1000, 1000)).toEqual([]);
  });
});

describe('flow/missing-call', () => {
  function told(
    reads: readonly ReadCall[],
    connections: readonly ConnectionSummary[] = [],
    lastSecond = 1000,
  ) {
    const expectations = verdictsOn(reads, { lastTime: moment(lastSecond) });
    return judged(flowMissingCall, { calls: reads.map((one) => one.call), expectations, connections });
  }
  const publish = (parts: ExchangeParts = {}) =>
    hook('publishStream', { mediaSessionId: 'm', name: 's' }, { at: START, ...parts });
  test('silent: what came, and what the capture cannot tell', () => {
    const came = { mediaSessionId: 'm', name: 's', status: 'PUBLISHING' };
    expect(told([publish(), hook('StreamStatusEvent', came, { at: START + 1 })])).toEqual([]);
    expect(told([publish()], [], 5)).toEqual([]);
  });
  test('what should have come before is told at the call that came without it', () => {
    const established = hook('ConnectionStatusEvent', { status: 'ESTABLISHED' }, { at: START });
    const [finding] = told([established]).filter(({ method }) => method === 'connect');
    expect(finding).toMatchObject({ time: moment(0), frames: [10] });
    expect(finding?.message).toMatch(
      /^ConnectionStatusEvent ESTABLISHED \(frame 10\) came without connect in/,
    );
  });
  test('where a connection failed, the remedy is to look at the backend', () => {
    const refused = story({ handshake: 'refused', resetFrame: 41, firstSeconds: START + 1 });
    const [finding] = told([publish()], [refused]);
    expect(finding?.remedy).toContain('curl -i -X POST');
  });
});

test('capture/forgotten-calls counts what is no longer listed', () => {
  expect(judged(captureForgottenCalls, {})).toEqual([]);
  const note = theFinding(captureForgottenCalls, { forgottenCalls: 12 });
  expect(note).toMatchObject({ severity: 'note', count: 12, call: null });
  expect(note.message).toContain('12');
});
