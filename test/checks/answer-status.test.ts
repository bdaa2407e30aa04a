import { describe, expect, test } from 'vitest';
import { type Dialect, defaultDialect } from '../../src/dialects/index.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import type { Problem } from '../../src/http/index.ts';
import { START } from './call-builder.ts';
import {
  type AnswerParts,
  CONTEXT,
  cutBody,
  type ExchangeParts,
  findingsOf,
  firing,
  hook,
  read,
  report,
  theOnly,
} from './exchange-builder.ts';

/** What follows from a refusal, which policy is claimed to hold, and how grave it is. */

const RULE = 'answer/status';
const PUBLISH = { mediaSessionId: 'm', name: 's' };

const at = (second: number, parts: ExchangeParts = {}): ExchangeParts => ({ ...parts, at: START + second });
const connect = (answer: AnswerParts, second = 0): ReadCall => hook('connect', {}, at(second, { answer }));
const configured = (methods: object, second = 0): ReadCall =>
  connect({ payload: { ...CONTEXT, restClientConfig: methods } }, second);
const silent = (second = 0): ReadCall => connect({ payload: CONTEXT }, second);
const publish = (status: number, second = 10, answer: AnswerParts = {}): ReadCall =>
  hook('publishStream', PUBLISH, at(second, { answer: { payload: '', ...answer, status } }));
const streamStatus = (status: string, second: number, answer: AnswerParts = {}): ReadCall =>
  hook('StreamStatusEvent', { ...PUBLISH, status }, at(second, { answer }));
const told = (...reads: readonly ReadCall[]) => theOnly(RULE, reads);

describe('the policy', () => {
  test('is the default only where the answer to connect is there and says nothing of the method', () => {
    expect(told(silent(), publish(403)).message).toBe(
      'publishStream was answered 403 OK. restOnError is LOG (the default).',
    );
    const other = told(configured({ call: { restOnError: 'FAIL' } }), publish(403));
    expect(other.message).toContain('LOG (the default)');
    const listed = told(configured({ publishStream: { restPolicy: 'OVERWRITE' } }), publish(403));
    expect(listed.message).toContain('LOG (the default)');
  });
  test('is what the configuration says', () => {
    expect(told(configured({ publishStream: { restOnError: 'FAIL' } }), publish(403)).message).toContain(
      'restOnError is FAIL (as restClientConfig says)',
    );
    expect(told(configured({ publishStream: { restOnError: 'LOG' } }), publish(403)).message).toContain(
      'restOnError is LOG (as restClientConfig says)',
    );
  });
  test('is not known without the answer to connect: then both consequences are told', () => {
    const finding = told(publish(403));
    expect(finding.message).toContain('not known from this capture (the answer to connect is not in it)');
    expect(finding.consequence).toMatch(
      /^If restOnError is LOG, the default, the call server only logs .* If restOnError is FAIL, the call server .* stops/,
    );
    expect(finding.severity).toBe('error');
  });
  test('is not known either where that answer is cut, or comes later, or the session is not named', () => {
    const lost: Problem = { kind: 'cut-bytes', side: 'response', offset: 0, excerpt: '' };
    const cut = hook('connect', {}, at(0, { answer: { body: cutBody(CONTEXT, 20) }, problems: [lost] }));
    expect(told(cut, publish(403)).message).toContain('the answer to connect is not whole in it');
    const later = configured({ publishStream: { restOnError: 'FAIL' } }, 60);
    expect(told(publish(403), later).message).toContain('not known');
    const nameless = read({
      target: '/EchoApp/publishStream',
      payload: { appKey: 'defaultApp', ...PUBLISH },
      answer: { status: 403 },
    });
    expect(told(nameless).message).toContain('the call does not name its session');
  });
  test('of a session id that connects anew is that of the last connect', () => {
    const first = configured({ publishStream: { restOnError: 'FAIL' } });
    expect(told(first, silent(5), publish(403)).message).toContain('LOG (the default)');
  });
  test('makes no difference for connect, so it is not told', () => {
    const finding = told(connect({ status: 403 }));
    expect(finding.severity).toBe('error');
    expect(finding.message).not.toContain('restOnError');
  });
});

describe('a call that the server asks the backend about', () => {
  test('is an error under every policy, unless the capture shows that the server went on', () => {
    expect(told(silent(), publish(403)).severity).toBe('error');
    expect(told(silent(), publish(403)).consequence).toContain('The capture does not show that it went on.');
    const wentOn = told(silent(), publish(403), streamStatus('PUBLISHING', 12));
    expect(wentOn).toMatchObject({ severity: 'warning', frames: [10, 12] });
    expect(wentOn.consequence).toContain('StreamStatusEvent PUBLISHING in frame 10 shows that it went on');
  });
  test('under FAIL the server that went on is told beside what its documents say', () => {
    const fail = configured({ publishStream: { restOnError: 'FAIL' } });
    const finding = told(fail, publish(403), streamStatus('PUBLISHING', 12));
    expect(finding.severity).toBe('warning');
    expect(finding.consequence).toMatch(/^By its documentation, the call server .* Yet StreamStatusEvent/);
    expect(told(fail, publish(403)).severity).toBe('error');
  });
  test('an event that tells of the failure does not show that it went on', () => {
    expect(told(publish(403), streamStatus('FAILED', 12)).severity).toBe('error');
    expect(told(publish(403), streamStatus('UNPUBLISHED', 12)).severity).toBe('error');
  });
  test('what follows another attempt, or came before, does not either', () => {
    const again = publish(200, 11, { payload: CONTEXT });
    expect(told(publish(403), again, streamStatus('PUBLISHING', 12)).severity).toBe('error');
    expect(told(streamStatus('PUBLISHING', 9), publish(403)).severity).toBe('error');
  });
  test('of another dialog does not either', () => {
    const other = hook(
      'StreamStatusEvent',
      { ...PUBLISH, mediaSessionId: 'other', status: 'PUBLISHING' },
      at(12),
    );
    expect(told(publish(403), other).severity).toBe('error');
  });
  test('an incoming call went on where the client answers it', () => {
    const call = hook('OnCallEvent', { callId: '1' }, at(10, { answer: { status: 403, payload: '' } }));
    expect(told(call).severity).toBe('error');
    const answered = told(call, hook('answer', { callId: '1', status: 'PENDING' }, at(14)));
    expect(answered.severity).toBe('warning');
    expect(answered.consequence).toContain('answer in frame 10 shows that it went on');
  });
  test('after a connect that was not accepted either, that one is the error', () => {
    const found = findingsOf([connect({ status: 502 }), publish(502)]).filter(({ rule }) => rule === RULE);
    expect(found.map(({ method, severity }) => [method, severity])).toEqual([
      ['connect', 'error'],
      ['publishStream', 'warning'],
    ]);
    expect(found[1]?.consequence).toContain('connect of this session (frame 10) was not accepted either');
  });
});

describe('connect', () => {
  const established = (answer: AnswerParts): ReadCall =>
    hook('ConnectionStatusEvent', { status: 'ESTABLISHED' }, at(1, { answer }));
  const ofConnect = (...reads: readonly ReadCall[]) =>
    findingsOf(reads).find(({ rule, method }) => rule === RULE && method === 'connect');
  test('is a warning where the session came about all the same', () => {
    const finding = ofConnect(connect({ status: 403 }), established({}));
    expect(finding?.severity).toBe('warning');
    expect(finding?.consequence).toMatch(
      /^By its documentation, .* Yet ConnectionStatusEvent ESTABLISHED in frame 10/,
    );
  });
  test('is an error where the backend accepted nothing of that', () => {
    const finding = ofConnect(connect({ status: 403 }), established({ status: 403 }));
    expect(finding?.severity).toBe('error');
    expect(finding?.consequence).toContain('and the backend did not accept that either');
  });
  test('FAILED and DISCONNECTED are what is due', () => {
    const failed = hook('ConnectionStatusEvent', { status: 'FAILED' }, at(1));
    expect(ofConnect(connect({ status: 403 }), failed)).toMatchObject({
      severity: 'error',
      frames: [10, 12],
    });
  });
});

describe('an event', () => {
  test('has happened: a warning, under which policy ever', () => {
    const refused = streamStatus('PUBLISHING', 12, { status: 500 });
    expect(told(refused).severity).toBe('warning');
    expect(told(silent(), refused).severity).toBe('warning');
    expect(told(refused).consequence).toContain('If restOnError is FAIL');
  });
  test('is an error where it ends the stream, or where the server repeats it', () => {
    const keepAlive = hook(
      'StreamKeepAliveEvent',
      { ...PUBLISH, status: 'PUBLISHING' },
      at(12, { answer: { status: 403 } }),
    );
    expect(told(configured({ StreamKeepAliveEvent: { restOnError: 'FAIL' } }), keepAlive).severity).toBe(
      'error',
    );
    expect(
      told(report({ action: 'BYE', callid: '1', sn: '1' }, { target: '/', answer: { status: 202 } }))
        .severity,
    ).toBe('error');
  });
});

describe('what is told of it', () => {
  test('a refusal that is meant has the way to make it count, unless it counts', () => {
    expect(told(publish(403)).remedy).toContain('FAIL');
    expect(told(silent(), publish(403)).remedy).toContain('FAIL');
    expect(told(configured({ publishStream: { restOnError: 'FAIL' } }), publish(403)).remedy).not.toContain(
      'FAIL',
    );
    expect(told(connect({ status: 403 })).remedy).not.toContain('FAIL');
    expect(told(publish(500)).remedy).not.toContain('FAIL');
  });
  test('where no document says what follows, nothing is said of it', () => {
    const dialect: Dialect = { ...defaultDialect, errorMatrix: [] };
    const refused = read(
      { target: '/x/call', payload: { ...CONTEXT, callId: '1' }, answer: { status: 500 } },
      [dialect],
    );
    expect(told(refused)).toMatchObject({ severity: 'error', consequence: null });
    expect(told(refused).message).not.toContain('restOnError');
  });
  test('200, no answer, and what is no hook are left alone', () => {
    const unknown = hook('nonsense', {}, { answer: { status: 500 } });
    const calls = [
      publish(200, 10, { payload: { ...CONTEXT, ...PUBLISH } }),
      hook('call', { callId: '1' }, { answer: null }),
    ];
    expect(firing(...calls, unknown)).toEqual(['hooks/unknown-method']);
  });
});
