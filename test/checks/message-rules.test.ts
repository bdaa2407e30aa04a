import { describe, expect, test } from 'vitest';
import { CallInspector } from '../../src/checks/inspect.ts';
import { answerNone } from '../../src/checks/rules/answer-none.ts';
import { httpBrokenOff } from '../../src/checks/rules/http-broken-off.ts';
import { httpOtherRequests } from '../../src/checks/rules/http-other-requests.ts';
import { transportReset } from '../../src/checks/rules/transport-reset.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import type { BrokenOff, Problem, ProblemKind } from '../../src/http/index.ts';
import { call, judged, START, story, theFinding } from './call-builder.ts';
import {
  bodyOf,
  CONTEXT,
  concluded,
  type ExchangeParts,
  findingsOf,
  firing,
  hook,
  inspectionOptions,
  scene,
  theOnly,
} from './exchange-builder.ts';

function problem(kind: ProblemKind, parts: Partial<Problem> = {}): Problem {
  return { kind, side: 'response', offset: 17, excerpt: '', ...parts };
}

describe('http/broken-off', () => {
  const SIZED: BrokenOff = { within: 'body', framing: 'sized', announced: 249, sent: 40, cause: 'fin' };
  const broken = (changes: Partial<BrokenOff> = {}, side: Problem['side'] = 'response') =>
    problem('truncated', { side, brokenOff: { ...SIZED, ...changes } });
  const callWith = (problems: readonly Problem[], changes: Partial<HookCall> = {}) =>
    call('connect', {}, {}, { problems, end: 'fin', endFrame: 30, endSeconds: START + 1, ...changes });

  test('says what was announced, what was sent, and who closed', () => {
    const { severity, message, frames } = theFinding(httpBrokenOff, { calls: [callWith([broken()])] });
    expect(severity).toBe('error');
    expect(message).toBe(
      'The answer to connect broke off: Content-Length announced 249 bytes, 40 were sent, then the backend closed the connection (FIN, frame 30).',
    );
    expect(frames).toEqual([10, 30]);
  });
  test('a chunked body, a head', () => {
    const told = (changes: Partial<BrokenOff>) =>
      theFinding(httpBrokenOff, { calls: [callWith([broken(changes)])] }).message;
    expect(told({ framing: 'chunked' })).toContain('last chunk');
    expect(told({ within: 'head' })).toContain('head was not finished');
  });
  test.each(['lost-bytes', 'cut-bytes', 'started-before-capture'] as const)(
    'nobody is blamed where the capture lacks bytes: %s',
    (kind) => {
      expect(judged(httpBrokenOff, { calls: [callWith([broken(), problem(kind)])] })).toEqual([]);
    },
  );
  test.each(['capture', 'abandoned'] as const)('nor where the capture just ends: %s', (cause) => {
    expect(judged(httpBrokenOff, { calls: [callWith([broken({ cause })])] })).toEqual([]);
  });
  test('a reset is told once: by who did it', () => {
    const calls = [callWith([broken({ cause: 'reset' })], { end: 'reset' })];
    const byBackend = { calls, connections: [story({ resetBy: 1, resetFrame: 30 })] };
    expect(theFinding(httpBrokenOff, byBackend).message).toContain(
      'the backend reset the connection (RST, frame 30)',
    );
    expect(judged(transportReset, byBackend)).toEqual([]);
    const byServer = { calls, connections: [story({ resetBy: 0, resetFrame: 30 })] };
    expect(judged(httpBrokenOff, byServer)).toEqual([]);
    expect(theFinding(transportReset, byServer).message).toContain('the call server gave up');
  });
  test('a reset that the ends did not heed broke nothing off', () => {
    const calls = [callWith([broken({ cause: 'reset' })], { end: 'reset' })];
    const connections = [story({ resetBy: 1, resetFrame: 30, finFrame: 40 })];
    expect(judged(httpBrokenOff, { calls, connections })).toEqual([]);
  });
  test('no answer is due to a request that broke off', () => {
    const calls = [callWith([broken({}, 'request')], { response: null })];
    expect(theFinding(httpBrokenOff, { calls }).message).toMatch(
      /^The request of connect .* the call server closed its side/,
    );
    expect(judged(answerNone, { calls })).toEqual([]);
  });
  test('a call server that has its answer need not send the rest', () => {
    const problems = [broken({}, 'request')];
    const response = { ...call('connect').response, latencySeconds: 0.01 } as HookCall['response'];
    expect(judged(httpBrokenOff, { calls: [callWith(problems, { response })] })).toEqual([]);
    const late = { ...response, latencySeconds: 15 } as HookCall['response'];
    expect(judged(httpBrokenOff, { calls: [callWith(problems, { response: late })] })).toHaveLength(1);
  });
});

describe('http/wrong-length', () => {
  const surplus = (changes: Partial<NonNullable<Problem['surplus']>>, side: Problem['side']) =>
    problem('surplus-bytes', {
      side,
      excerpt: 'e}',
      surplus: { framing: 'sized', announced: 269, bytes: 17, countsCharacters: false, ...changes },
    });
  test('characters instead of bytes are an error, and the broken text is not told again', () => {
    const problems = [surplus({ countsCharacters: true }, 'request')];
    const found = findingsOf([
      hook('connect', {}, { payload: '{"nodeId":"n"', problems, answer: { status: 400 } }),
    ]);
    expect(found.map(({ rule }) => rule)).toEqual(['http/wrong-length', 'answer/status']);
    expect(found[0]).toMatchObject({ severity: 'error' });
    expect(found[0]?.message).toMatch(/counts characters.*says 269.*269 characters and 286 bytes/);
  });
  test('bytes beyond the length of a whole payload are a warning', () => {
    const finding = theOnly('http/wrong-length', [
      hook('connect', {}, { problems: [surplus({}, 'request')] }),
    ]);
    expect(finding).toMatchObject({ severity: 'warning' });
    expect(finding.message).toContain('says 269, but 17 further bytes follow');
  });
  test('what comes to light later is told on the call that it belongs to', () => {
    const inspector = new CallInspector(inspectionOptions());
    const parts: ExchangeParts = { answer: { payload: '{"nodeId":"n"' } };
    const { call: told, ...read } = hook('connect', {}, parts);
    inspector.inspect({ ...read, responsePayload: hook('connect', {}, parts).responsePayload, call: told });
    expect(concluded(inspector, [told]).map(({ rule }) => rule)).toEqual(['answer/not-json']);
    inspector.inspectLate(told, surplus({ countsCharacters: true }, 'response'));
    const [finding, ...others] = concluded(inspector, [told]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'http/wrong-length', call: told, frames: [10, 12] });
  });
  test('a second answer', () => {
    const inspector = new CallInspector(inspectionOptions());
    const told = call('connect');
    inspector.inspectLate(told, problem('second-response', { excerpt: '500 Oops' }));
    expect(concluded(inspector, [told])).toMatchObject([
      { rule: 'http/second-answer', severity: 'warning', message: expect.stringContaining('500 Oops') },
    ]);
  });
});

describe('http/proxy-header', () => {
  const problems = [
    problem('proxy-header', { side: 'request', excerpt: 'PROXY TCP4 192.0.2.1 192.0.2.2 1 2' }),
  ];
  test('a note where the backend takes it, a warning where it gives no answer', () => {
    expect(theOnly('http/proxy-header', [hook('connect', {}, { problems })]).severity).toBe('note');
    const silent = hook('connect', {}, { problems, answer: null });
    const { severity, message } = theOnly('http/proxy-header', [silent]);
    expect(severity).toBe('warning');
    expect(message).toContain('not to expect the PROXY protocol');
  });
  test('where the backend refused, the refusal names it', () => {
    const refused = hook('connect', {}, { problems, answer: { status: 400 } });
    expect(findingsOf([refused]).map(({ rule }) => rule)).toEqual(['answer/status']);
  });
});

describe('http/expect-continue', () => {
  const problems = [problem('expect-continue', { side: 'request', waitedSeconds: 1.004 })];
  test('says what was lost', () => {
    const { message } = theOnly('http/expect-continue', [hook('connect', {}, { problems })]);
    expect(message).toContain('1.0 s lost waiting for 100 Continue');
  });
  test('silent where the backend sent it', () => {
    const read = hook('connect', {}, { problems });
    const { certainty, signs, call, payload, responsePayload, exchange } = read;
    const asked = {
      certainty,
      signs,
      call,
      payload,
      responsePayload,
      exchange: { ...exchange, interim: [100] },
    };
    expect(firing(asked)).toEqual([]);
  });
});

describe('http/unasked-coding', () => {
  const answer = { headers: { 'Content-Encoding': 'gzip' } };
  test('a coding without Accept-Encoding', () => {
    expect(firing(hook('connect', {}, { answer }))).toEqual(['http/unasked-coding']);
  });
  test('silent where it was asked for, or changes nothing', () => {
    expect(firing(hook('connect', {}, { answer, headers: { 'Accept-Encoding': 'gzip' } }))).toEqual([]);
    const plain = { headers: { 'Content-Encoding': 'identity' } };
    expect(firing(hook('connect', {}, { answer: plain }))).toEqual([]);
  });
});

describe('how a body is written', () => {
  const text = JSON.stringify({ ...CONTEXT, name: 'J\u00f6rg' });
  const utf16 = (mark: string) => Buffer.from(mark + JSON.stringify(CONTEXT), 'utf16le');
  test('a byte order mark is told once, of who wrote it, and the text is read', () => {
    const payload = `\ufeff${JSON.stringify(CONTEXT)}`;
    const read = hook('connect', {}, { payload });
    expect(theOnly('http/byte-order-mark', [read]).message).toContain('payload of connect');
    expect(firing(read)).toEqual(['http/byte-order-mark']);
    expect(read.call.sessionId).not.toBeNull();
    const answered = hook('connect', {}, { answer: { payload } });
    expect(theOnly('http/byte-order-mark', [answered]).message).toContain('answer to connect');
  });
  test.each([
    ['UTF-16LE text with', utf16('\ufeff')],
    ['UTF-16LE text without', utf16('')],
    ['UTF-16BE text with', Buffer.from(utf16('\ufeff')).swap16()],
    ['UTF-16BE text without', Buffer.from(utf16('')).swap16()],
  ])('%s a mark', (words, payload) => {
    const read = hook('connect', {}, { payload });
    expect(read.certainty).toBe('certain');
    expect(theOnly('payload/not-json', [read])).toMatchObject({
      severity: 'error',
      message: expect.stringContaining(words),
    });
  });
  test('ISO-8859-1 is named, and shown as it is meant', () => {
    const payload = Buffer.from(text, 'latin1');
    const finding = theOnly('payload/not-json', [hook('sendMessage', {}, { payload })]);
    expect(finding.message).toContain('ISO-8859-1');
    expect(finding.evidence).toContain('J\u00f6rg');
  });
  test.each([
    ['form-encoded', 'nodeId=n&sessionId=s'],
    ['HTML page', '<!DOCTYPE html><p>'],
    ['XML', '<?xml version="1.0"?><a/>'],
  ])('%s', (words, payload) => {
    const { message } = theOnly('payload/not-json', [hook('connect', {}, { payload })]);
    expect(message).toContain(words);
  });
  test('what begins like JSON was meant as JSON', () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const { message } = theOnly('payload/not-json', [hook('connect', {}, { payload: '{"a":1', headers })]);
    expect(message).toContain('is not JSON');
  });
});

describe('http/other-requests', () => {
  const other = (httpMethod: string, target: string, frame: number) => {
    const { dialect } = scene([]);
    const place = { stream: 0, seconds: START, nanoseconds: 0, client: 'c', server: 's', serverPort: 9091 };
    return {
      dialect,
      methodSpec: null,
      ...place,
      httpMethod,
      target,
      requestFrames: [frame, frame],
      status: 200,
    } as const;
  };
  test('one note names them all, without their queries', () => {
    const otherExchanges = [
      other('GET', '/health?token=1', 3),
      other('HEAD', '/', 5),
      other('GET', '/health', 7),
    ];
    const finding = theFinding(httpOtherRequests, { calls: [call('connect')], otherExchanges });
    expect(finding).toMatchObject({ severity: 'note', frames: [3, 5, 7], count: 3 });
    expect(finding.message).toBe('3 requests to the backend are no hooks: GET /health (2 times), HEAD /.');
  });
  test('silent where there are none, or no hook at all', () => {
    expect(judged(httpOtherRequests, { calls: [call('connect')] })).toEqual([]);
    expect(judged(httpOtherRequests, { otherExchanges: [other('GET', '/', 3)] })).toEqual([]);
  });
});

test('an answer without a status line is not called 0', () => {
  const problems = [problem('malformed-start-line', { excerpt: '<html>' })];
  const found = findingsOf([hook('connect', {}, { problems, answer: { status: 0, ...bodyOf('') } })]);
  expect(found.map(({ message }) => message).join()).toContain('no status line');
});
