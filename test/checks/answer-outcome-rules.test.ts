import { describe, expect, test } from 'vitest';
import { answerNone } from '../../src/checks/rules/answer-none.ts';
import { transportReset } from '../../src/checks/rules/transport-reset.ts';
import { defaultDialect } from '../../src/dialects/index.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import type { Problem } from '../../src/http/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, judged, moment, START, story, theFinding } from './call-builder.ts';
import { CONTEXT, hook, read } from './exchange-builder.ts';

const LOST: Problem = { kind: 'lost-bytes', side: 'response', offset: 0, excerpt: '' };

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
  test('where no document says what follows, nothing is said of it', () => {
    const dialect = { ...defaultDialect, errorMatrix: [] };
    const { call: made } = read({ target: '/x/call', payload: { ...CONTEXT, callId: '1' }, answer: null }, [
      dialect,
    ]);
    expect(theFinding(answerNone, { calls: [{ ...made, end: 'fin' }] })).toMatchObject({
      severity: 'error',
      consequence: null,
    });
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
