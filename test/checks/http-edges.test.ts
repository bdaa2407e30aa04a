import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/http/index.ts';
import { CONTEXT, findingsOf, firing, hook, read, report, theOnly } from './exchange-builder.ts';

/** Whose message a finding of the HTTP rules names, and what they pass over. */

const problem = (parts: Partial<Problem>): Problem => ({
  kind: 'malformed-header',
  side: 'response',
  offset: 17,
  excerpt: '',
  ...parts,
});
const malformed = (parts: Partial<Problem>) =>
  theOnly('http/malformed', [hook('connect', {}, { problems: [problem(parts)] })]);

describe('http/malformed', () => {
  test('names the message, and the byte where one is known', () => {
    expect(malformed({ side: 'response' }).message).toMatch(
      /^The answer to connect: .* byte 17 of the answer/,
    );
    expect(malformed({ side: 'request' }).message).toMatch(
      /^The request of connect: .* byte 17 of the request/,
    );
    expect(malformed({ offset: 0 }).message).toContain('at byte 0 ');
    expect(malformed({ offset: -1 }).message).not.toContain('at byte');
  });
  test('shows bytes only where there are some', () => {
    expect(malformed({ excerpt: '' }).evidence).toBeNull();
    expect(malformed({ excerpt: 'X Y' }).evidence).toBe('X Y');
  });
  test('what goes beyond what is read is a note, also on what is no hook', () => {
    const problems = [problem({ kind: 'body-too-large', side: 'request' })];
    const stranger = read({ httpMethod: 'GET', target: '/x', problems });
    expect(theOnly('http/malformed', [stranger]).severity).toBe('note');
  });
});

describe('http/content-type', () => {
  const typed = (type: string | null, answerType: string) =>
    hook(
      'call',
      { callId: '1' },
      {
        headers: { 'Content-Type': type },
        answer: { headers: { 'Content-Type': answerType } },
      },
    );
  const told = (type: string | null, answerType: string) =>
    findingsOf([typed(type, answerType)]).map(({ message, frames }) => [message, frames]);
  test('names the message and its type', () => {
    const json = 'application/json';
    expect(told('text/plain', json)).toEqual([
      [expect.stringMatching(/^The request of call .*text\/plain/), [10]],
    ]);
    expect(told(null, json)).toEqual([
      [expect.stringMatching(/^The request of call .*no Content-Type/), [10]],
    ]);
    expect(told(json, 'text/html')).toEqual([
      [expect.stringMatching(/^The answer to call .*text\/html/), [10, 12]],
    ]);
    expect(told('text/plain', 'text/html')).toHaveLength(2);
  });
  test('a message without a body needs none', () => {
    const headers = { 'Content-Type': null };
    expect(firing(hook('call', {}, { payload: '', headers }))).not.toContain('http/content-type');
  });
  test.each(['ok', '[]', '{"a":'])('an answer that is no object is told as such alone: %s', (payload) => {
    const answer = { payload, headers: { 'Content-Type': 'text/html' } };
    expect(firing(hook('call', { callId: '1' }, { answer }))).not.toContain('http/content-type');
  });
});

describe('http/method', () => {
  const message = (httpMethod: string) =>
    theOnly('http/method', [hook('connect', {}, { httpMethod })]).message;
  test('tells another method from another spelling', () => {
    expect(message('GET')).toMatch(/GET.*sent by POST/);
    expect(message('post')).toMatch(/post.*case-sensitive/);
  });
});

test('http/no-target shows the request line', () => {
  const ring = { callid: '1.2', action: 'RING', ext: { extid: ['1001'] }, sn: '1' };
  expect(theOnly('http/no-target', [report(ring)]).message).toContain('"POST HTTP/1.1"');
});

describe('config/rest-client-config', () => {
  const message = (restClientConfig: unknown) => {
    const answer = { payload: { ...CONTEXT, restClientConfig } };
    return theOnly('config/rest-client-config', [hook('connect', {}, { answer })]).message;
  };
  test('names the place as people write it: the object that has the field, the field that has the value', () => {
    expect(message({ call: { restOnEror: 'FAIL' } })).toMatch(
      /^restClientConfig\.call has the field "restOnEror"/,
    );
    expect(message({ call: { restOnError: 'FAILL' } })).toMatch(
      /^restClientConfig\.call\.restOnError is "FAILL"/,
    );
  });
});
