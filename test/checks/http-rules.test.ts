import { describe, expect, test } from 'vitest';
import type { Problem, ProblemKind } from '../../src/http/index.ts';
import {
  bodyOf,
  CONTEXT,
  cutBody,
  findingsOf,
  firing,
  hook,
  inspectionOptions,
  read,
  report,
  theOnly,
} from './exchange-builder.ts';

const problem = (kind: ProblemKind, parts: Partial<Problem> = {}): Problem => ({
  kind,
  side: 'response',
  offset: 17,
  excerpt: '',
  ...parts,
});
const withProblems = (...problems: readonly Problem[]) => hook('connect', {}, { problems });

test('a sound call fires nothing', () => {
  expect(firing(hook('connect', {}))).toEqual([]);
});

describe('http/malformed', () => {
  const wrong: readonly ProblemKind[] = [
    'malformed-start-line',
    'malformed-header',
    'header-too-large',
    'bad-content-length',
    'conflicting-content-length',
    'bad-transfer-encoding',
    'bad-chunk-size',
    'bad-content-encoding',
    'http-0.9',
  ];
  test.each(wrong)('%s is an error', (kind) => {
    const finding = theOnly('http/malformed', [withProblems(problem(kind))]);
    expect(finding.severity).toBe('error');
    expect(finding.message).toContain('byte 17');
    expect(finding.frames).toEqual([10, 12]);
  });
  test.each(['repeated-content-length', 'length-and-chunked'] as const)('%s is a warning', (kind) => {
    expect(theOnly('http/malformed', [withProblems(problem(kind))]).severity).toBe('warning');
  });
  test.each(['body-too-large', 'unknown-content-encoding', 'too-many-waiting', 'bytes-skipped'] as const)(
    '%s is a note',
    (kind) => {
      expect(theOnly('http/malformed', [withProblems(problem(kind))]).severity).toBe('note');
    },
  );
  test.each(['truncated', 'lost-bytes', 'cut-bytes', 'started-before-capture', 'no-target'] as const)(
    '%s is no fault of the message',
    (kind) => {
      expect(firing(withProblems(problem(kind)))).toEqual([]);
    },
  );
  test.each(['lost-bytes', 'cut-bytes', 'truncated'] as const)(
    'a body of which bytes lack is not judged: %s',
    (kind) => {
      const lack = problem(kind, { side: 'request' });
      expect(firing(withProblems(lack, problem('bad-chunk-size', { side: 'request' })))).toEqual([]);
      expect(firing(withProblems(lack, problem('bad-chunk-size')))).toEqual(['http/malformed']);
      expect(firing(withProblems(lack, problem('malformed-header', { side: 'request' })))).toEqual([
        'http/malformed',
      ]);
    },
  );
  test('a head that is not there in whole is not judged, but that it is too large is told', () => {
    const cut = (kind: ProblemKind, kept: number) => {
      const problems = [problem('cut-bytes', { side: 'request' }), problem(kind, { side: 'request' })];
      return hook('connect', {}, { body: cutBody(CONTEXT, kept), problems });
    };
    expect(firing(cut('malformed-header', 0))).toEqual([]);
    expect(firing(cut('malformed-header', 5))).toEqual(['http/malformed']);
    expect(firing(cut('header-too-large', 0))).toEqual(['http/malformed']);
    const unanswered = hook('connect', {}, { answer: null, problems: [problem('malformed-start-line')] });
    expect(firing(unanswered)).toEqual([]);
  });
  test('on what is no hook it is a warning', () => {
    const stranger = read({ httpMethod: 'GET', target: '/x', problems: [problem('malformed-header')] });
    expect(theOnly('http/malformed', [stranger]).severity).toBe('warning');
  });
  test('the bytes are shown, secrets masked', () => {
    const header = problem('malformed-header', { offset: -1, excerpt: 'Authorization Basic c2VjcmV0' });
    expect(theOnly('http/malformed', [withProblems(header)]).evidence).not.toContain('c2VjcmV0');
    const shown = theOnly('http/malformed', [withProblems(header)], inspectionOptions({ showSecrets: true }));
    expect(shown.evidence).toContain('c2VjcmV0');
    expect(shown.message).not.toContain('byte');
  });
  test('of a chunk line only the beginning is shown', () => {
    const chunk = problem('bad-chunk-size', { side: 'request', excerpt: '"},"secret stuff that is body' });
    const finding = theOnly('http/malformed', [withProblems(chunk)]);
    expect(finding.evidence).toBe('"},"secret stuff');
    expect(finding.frames).toEqual([10]);
  });
});

describe('http/no-target', () => {
  const ring = { callid: '1.2', action: 'RING', ext: { extid: ['1001'] }, sn: '1' };
  test('is noted once for each method', () => {
    const found = findingsOf([report(ring), report(ring)]);
    expect(found.map(({ rule, count }) => [rule, count])).toEqual([['http/no-target', 2]]);
  });
  test('says nothing of a slash', () => {
    expect(firing(report(ring, { target: '/' }))).toEqual([]);
  });
});

describe('http/method', () => {
  test.each(['GET', 'PUT', 'post'])('%s', (httpMethod) => {
    expect(firing(hook('connect', {}, { httpMethod }))).toEqual(['http/method']);
  });
});

describe('http/content-type', () => {
  const typed = (type: string | null) => hook('call', { callId: '1' }, { headers: { 'Content-Type': type } });
  test.each(['application/json', 'Application/JSON ; charset=utf-8', 'application/problem+json'])(
    '%s',
    (type) => {
      expect(firing(typed(type))).toEqual([]);
    },
  );
  test.each([null, 'text/plain', 'application/jsonp', 'application/x-www-form-urlencoded', ''])(
    '%s',
    (type) => {
      expect(firing(typed(type))).toEqual(['http/content-type']);
    },
  );
  test('a head that the capture has only in part may have had one', () => {
    const body = cutBody({ ...CONTEXT, callId: '1' }, 0);
    expect(firing(hook('call', {}, { headers: { 'Content-Type': null }, body }))).toEqual([]);
  });
  test('a body of which some was captured had its whole head before it', () => {
    const body = cutBody({ ...CONTEXT, callId: '1' }, 5);
    expect(firing(hook('call', {}, { headers: { 'Content-Type': null }, body }))).toEqual([
      'http/content-type',
    ]);
  });
  test('any spelling of the name', () => {
    const headers = { 'Content-Type': null, 'content-type': 'text/plain' };
    expect(firing(hook('call', { callId: '1' }, { headers }))).toEqual(['http/content-type']);
    const sound = { 'Content-Type': null, 'CONTENT-TYPE': 'application/json' };
    expect(firing(hook('call', { callId: '1' }, { headers: sound }))).toEqual([]);
  });
  test('an answer of JSON has to say so', () => {
    const answered = (type: string, status = 200) =>
      hook('call', { callId: '1' }, { answer: { status, headers: { 'Content-Type': type } } });
    const finding = theOnly('http/content-type', [answered('text/html')]);
    expect(finding.frames).toEqual([10, 12]);
    expect(firing(answered('application/json;charset=utf-8'))).toEqual([]);
    expect(firing(answered('text/html', 403))).toEqual(['answer/status']);
  });
  test("the vendor's own refusal is in order: 403, text/html, no body", () => {
    const refused = { status: 403, payload: '', headers: { 'Content-Type': 'text/html; charset=UTF-8' } };
    expect(firing(hook('OnCallEvent', { callId: '1' }, { answer: refused }))).toEqual(['answer/status']);
  });
  test('the answer to a PBX may be anything', () => {
    const bye = { callid: '1.2', action: 'BYE', sn: '1' };
    expect(
      firing(
        report(bye, { target: '/', answer: { payload: 'ok', headers: { 'Content-Type': 'text/plain' } } }),
      ),
    ).toEqual([]);
  });
  test('an empty answer is told once, as one without JSON', () => {
    const empty = { payload: '', headers: { 'Content-Type': 'text/html' } };
    expect(firing(hook('call', { callId: '1' }, { answer: empty }))).toEqual(['answer/not-json']);
    expect(bodyOf('').length).toBe(0);
  });
});
