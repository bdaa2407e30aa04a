import { describe, expect, test } from 'vitest';
import { answerNone } from '../../src/checks/rules/answer-none.ts';
import { answerStatus } from '../../src/checks/rules/answer-status.ts';
import { transportReset } from '../../src/checks/rules/transport-reset.ts';
import { defaultDialect } from '../../src/dialects/index.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import type { Problem } from '../../src/http/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, judged, moment, START, story, theFinding } from './call-builder.ts';
import { CONTEXT, type ExchangeParts, hook, read } from './exchange-builder.ts';

const LOST: Problem = { kind: 'lost-bytes', side: 'response', offset: 0, excerpt: '' };
const FAIL = { payload: { ...CONTEXT, restClientConfig: { call: { restOnError: 'FAIL' } } } };
const configured = hook('connect', {}, { answer: FAIL }).call;

describe('answer/status', () => {
  const answered = (status: number, changes: Partial<HookCall> = {}) =>
    call('call', { callId: '1' }, { answer: { status } }, changes);
  test('a refusal that has no effect is a warning, with the way to give it one', () => {
    const finding = theFinding(answerStatus, { calls: [answered(403)] });
    expect(finding).toMatchObject({ severity: 'warning', frames: [10, 12] });
    expect(finding.message).toMatch(/403 OK\. restOnError is LOG \(the default\)/);
    expect(finding.remedy).toContain('FAIL');
  });
  test('under FAIL it stops the call, and is an error', () => {
    const finding = theFinding(answerStatus, { calls: [configured, answered(403)] });
    expect(finding.severity).toBe('error');
    expect(finding.message).toContain('restOnError is FAIL (as restClientConfig says)');
    expect(finding.consequence).not.toBeNull();
  });
  test('a path that the backend does not have is a matter of the URL', () => {
    const remedy = (status: number) => theFinding(answerStatus, { calls: [answered(status)] }).remedy;
    expect(remedy(404)).toBe(remedy(405));
    expect(remedy(404)).not.toBe(remedy(500));
    expect(remedy(401)).toBe(remedy(403));
  });
  test('connect stops whatever restOnError says, so it is not told', () => {
    const finding = theFinding(answerStatus, { calls: [call('connect', {}, { answer: { status: 403 } })] });
    expect(finding.severity).toBe('error');
    expect(finding.message).not.toContain('restOnError');
  });
  test('a status line without a reason', () => {
    const bare = answered(500);
    if (bare.response === null) throw new Error('not answered');
    const finding = theFinding(answerStatus, {
      calls: [{ ...bare, response: { ...bare.response, reason: '' } }],
    });
    expect(finding.message).toContain('was answered 500. ');
  });
  test('where no document says what follows, nothing is said of it', () => {
    const dialect = { ...defaultDialect, errorMatrix: [] };
    const parts: ExchangeParts = { target: '/x/call', payload: { ...CONTEXT, callId: '1' } };
    const finding = (rule: typeof answerStatus, answer: ExchangeParts['answer'], changes: object = {}) => {
      const { call: made } = read({ ...parts, ...(answer === undefined ? {} : { answer }) }, [dialect]);
      return theFinding(rule, { calls: [{ ...made, ...changes }] });
    };
    expect(finding(answerStatus, { status: 500 })).toMatchObject({ severity: 'error', consequence: null });
    expect(finding(answerNone, null, { end: 'fin' })).toMatchObject({ severity: 'error', consequence: null });
  });
  test('200, no answer, and what is no hook are left alone', () => {
    const unknown = hook('nonsense', {}, { answer: { status: 500 } }).call;
    const calls = [answered(200), call('call', {}, { answer: null }), unknown];
    expect(judged(answerStatus, { calls })).toEqual([]);
  });
});

describe('answer/none', () => {
  const unanswered = (changes: Partial<HookCall>) =>
    call('call', { callId: '1' }, { answer: null }, { endFrame: 30, endSeconds: START + 2, ...changes });
  test.each([
    ['fin', 'closed 2.0 s after the request, without a byte of answer'],
    ['abandoned', 'new connection after 2.0 s'],
  ] as const)('%s', (end, words) => {
    const finding = theFinding(answerNone, { calls: [unanswered({ end })] });
    expect(finding).toMatchObject({ severity: 'error', frames: [10, 30] });
    expect(finding.message).toContain(words);
    expect(finding.consequence).not.toBeNull();
    expect(finding.remedy).not.toBeNull();
  });
  test('the capture decides only where it goes on as long as the call server waits', () => {
    const waiting = unanswered({ end: 'capture', endFrame: -1 });
    const timeout = defaultDialect.delivery.timeoutSeconds ?? 0;
    const at = (seconds: number) => theFinding(answerNone, { calls: [waiting], lastTime: moment(seconds) });
    expect(at(timeout - 1)).toMatchObject({ severity: 'note', frames: [10], remedy: null });
    expect(at(timeout - 1).message).toContain(`${timeout - 1}.0 s`);
    expect(at(timeout)).toMatchObject({ severity: 'error', frames: [10] });
    expect(at(timeout).message).toContain(`none came after ${timeout}.0 s`);
  });
  test('it cannot where its frames have no times, or the timeout is not known', () => {
    const waiting = unanswered({ end: 'capture' });
    expect(theFinding(answerNone, { calls: [waiting], lastTime: null }).severity).toBe('note');
    const delivery = { ...defaultDialect.delivery, timeoutSeconds: null };
    const patient = { ...waiting, dialect: { ...defaultDialect, delivery } };
    expect(theFinding(answerNone, { calls: [patient], lastTime: moment(9000) }).severity).toBe('note');
  });
  test('an answer that the capture lost may have come', () => {
    const finding = theFinding(answerNone, { calls: [unanswered({ end: 'fin', problems: [LOST] })] });
    expect(finding).toMatchObject({ severity: 'note', frames: [10, 30] });
    expect(finding.message).toContain('lost packets');
    const asked = { ...LOST, side: 'request' } as const;
    expect(theFinding(answerNone, { calls: [unanswered({ end: 'fin', problems: [asked] })] }).severity).toBe(
      'error',
    );
  });
  test('answers and what is no hook are left alone', () => {
    const unknown = hook('nonsense', {}, { answer: null }).call;
    expect(judged(answerNone, { calls: [call('call'), unknown], lastTime: moment(99) })).toEqual([]);
  });
});

describe('transport/reset', () => {
  const RESET = { end: 'reset', endFrame: 30, endSeconds: START + 2.5 } as const;
  const reset = (changes: Partial<HookCall> = {}) =>
    call('call', { callId: '1' }, { answer: null }, { ...RESET, ...changes });
  const told = (known: Partial<ConnectionSummary> | null, changes: Partial<HookCall> = {}) =>
    theFinding(transportReset, {
      calls: [reset(changes)],
      connections: known === null ? [] : [story(known)],
    });
  test('by the call server: it waited for too long', () => {
    const finding = told({ resetFrame: 30, resetBy: 0 });
    expect(finding).toMatchObject({ severity: 'error', frames: [10, 30] });
    expect(finding.message).toContain('the call server gave up after 2.5 s and reset the connection');
    expect(finding.remedy).toContain('rest_request_timeout');
  });
  test('by the backend: it is to be looked at', () => {
    const finding = told({ resetFrame: 30, resetBy: 1 });
    expect(finding.message).toContain('the backend reset the connection 2.5 s after the request');
    expect(finding.remedy).not.toBe(told({ resetFrame: 30, resetBy: 0 }).remedy);
  });
  test('the sides are told apart also where the backend sent the first frame of the capture', () => {
    const [server, client] = story().endpoints;
    const turned = { endpoints: [client, server] as const, resetFrame: 30 };
    expect(told({ ...turned, resetBy: 1 }).message).toContain('the call server gave up');
    expect(told({ ...turned, resetBy: 0 }).message).toContain('the backend reset');
  });
  test('by whom is not said where it is not known', () => {
    for (const known of [null, { resetBy: null }]) {
      const { message, remedy } = told(known);
      expect(message).toMatch(/was reset 2\.5 s/);
      expect(remedy).toBe(told({ resetFrame: 30, resetBy: 1 }).remedy);
    }
  });
  test('within an answer too; but not where the capture lost the answer', () => {
    const within = call('call', { callId: '1' }, {}, { ...RESET, problems: [LOST] });
    expect(theFinding(transportReset, { calls: [within] }).frames).toEqual([10, 30]);
    expect(judged(transportReset, { calls: [reset({ problems: [LOST] })] })).toEqual([]);
  });
  test('other ends, and what is no hook, are left alone', () => {
    const unknown = { ...hook('nonsense', {}, { answer: null }).call, ...RESET };
    expect(judged(transportReset, { calls: [reset({ end: 'fin' }), call('call'), unknown] })).toEqual([]);
  });
});
