import { describe, expect, test } from 'vitest';
import { defaultDialect } from '../../src/dialects/index.ts';
import {
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

const CALL = { callId: '1', hasVideo: false, custom: { a: [1, { b: null }] } };
const answered = (payload: unknown, status = 200) => hook('call', CALL, { answer: { payload, status } });
const mirror = { ...CONTEXT, ...CALL };

describe('answer/not-json', () => {
  test.each([
    ['', 'no body'],
    ['<html>', 'not JSON'],
    ['[]', 'an array'],
    ['"ok"', 'a string'],
    ['{"a":', 'not JSON'],
  ])('%s', (payload, words) => {
    const found = findingsOf([answered(payload)]);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['answer/not-json', 'warning']]);
    expect(found[0]?.message).toContain(words);
  });
  test('nested too deep', () => {
    const deep = `{"a":${'['.repeat(100)}${']'.repeat(100)}}`;
    expect(theOnly('answer/not-json', [answered(deep)]).message).toContain('levels');
  });
  test('what becomes of the configuration is told for connect', () => {
    const connect = hook('connect', {}, { answer: { payload: 'OK' } });
    expect(theOnly('answer/not-json', [connect]).consequence).toContain('restClientConfig');
    expect(theOnly('answer/not-json', [answered('OK')]).consequence).not.toContain('restClientConfig');
  });
  test('of a cut answer only its beginning counts', () => {
    const cut = (text: string, kept: number) => hook('call', CALL, { answer: { body: cutBody(text, kept) } });
    expect(firing(cut('<html>a long page</html>', 10))).toEqual(['answer/not-json']);
    expect(firing(cut(JSON.stringify(mirror), 10))).toEqual([]);
    expect(firing(cut('<html>', 0))).toEqual([]);
  });
  test('refusals, no answer, other codings and reports to a PBX need none', () => {
    expect(firing(answered('', 403))).toEqual(['answer/status']);
    expect(firing(answered('<h1>Forbidden</h1>', 403))).toEqual(['answer/status']);
    expect(firing(hook('call', CALL, { answer: null }))).toEqual([]);
    expect(firing(hook('call', CALL, { answer: { body: { decoded: false } } }))).toEqual([]);
    expect(
      firing(report({ action: 'BYE', callid: '1', sn: '1' }, { target: '/', answer: { payload: '' } })),
    ).toEqual([]);
  });
});

describe('answer/not-mirrored', () => {
  test('the same JSON in other words is a mirror', () => {
    const { nodeId, ...rest } = mirror;
    expect(firing(answered(JSON.stringify({ ...rest, nodeId }, null, 2).replaceAll('/', '\\/')))).toEqual([]);
  });
  test.each([
    ['changed', { ...mirror, hasVideo: true }, ['hasVideo']],
    ['left out', CONTEXT, ['callId', 'hasVideo', 'custom']],
    ['added', { ...mirror, extra: 1, restClientConfig: {} }, ['extra', 'restClientConfig']],
    ['deep change', { ...mirror, custom: { a: [1, { b: 0 }] } }, ['custom']],
    ['shorter list', { ...mirror, custom: { a: [1] } }, ['custom']],
    ['other member', { ...mirror, custom: { b: [1, { b: null }] } }, ['custom']],
    ['more members', { ...mirror, custom: { a: [1, { b: null }], c: 1 } }, ['custom']],
    ['list for object', { ...mirror, custom: [] }, ['custom']],
    ['object for list', { ...mirror, custom: { a: {} } }, ['custom']],
  ])('%s', (_, payload, names) => {
    const finding = theOnly('answer/not-mirrored', [answered(payload)]);
    expect(finding).toMatchObject({ severity: 'note', frames: [10, 12] });
    for (const name of names) expect(finding.message).toContain(name);
    expect(finding.message).not.toContain('nodeId');
  });
  test('connect is answered with restClientConfig added', () => {
    const connect = (payload: object) =>
      hook('connect', {}, { answer: { payload: { ...CONTEXT, ...payload } } });
    expect(firing(connect({ restClientConfig: {} }))).toEqual([]);
    expect(firing(connect({ restClientConfig: {}, other: 1 }))).toEqual(['answer/not-mirrored']);
  });
  test('restOverwrite names what is changed on purpose', () => {
    const config = (call: object) =>
      hook('connect', {}, { answer: { payload: { ...CONTEXT, restClientConfig: { call } } } });
    const overwriting = config({ restPolicy: 'OVERWRITE', restOverwrite: 'hasVideo' });
    expect(firing(overwriting, answered({ ...mirror, hasVideo: true }))).toEqual([]);
    const both = theOnly('answer/not-mirrored', [
      overwriting,
      answered({ ...mirror, hasVideo: true, custom: 1 }),
    ]);
    expect(both.message).toMatch(/in custom$/);
    expect(both.evidence).not.toContain('hasVideo');
    expect(both.consequence).toContain('takes over only');
    const notifying = theOnly('answer/not-mirrored', [config({}), answered({ ...mirror, hasVideo: true })]);
    expect(notifying.consequence).toContain('ignores');
  });
  test('a dialect without context, and a request that has the configuration itself', () => {
    const custom = { ...defaultDialect, context: null };
    const call = read(
      { target: '/x/call', payload: mirror, answer: { payload: { ...mirror, appKey: 'b' } } },
      [custom],
    );
    expect(firing(call)).toEqual(['answer/not-mirrored']);
    const asked = hook('connect', { restClientConfig: {} }, { answer: { payload: CONTEXT } });
    expect(firing(asked)).toEqual([]);
  });
  test("connect's own answer may say what it overwrites", () => {
    const payload = {
      ...CONTEXT,
      sipLogin: 'x',
      restClientConfig: { connect: { restOverwrite: 'sipLogin' } },
    };
    expect(firing(hook('connect', {}, { answer: { payload } }))).toEqual([]);
  });
  test('refusals, cut bodies and reports to a PBX are not compared', () => {
    expect(firing(answered({ error: 'no' }, 403))).toEqual(['answer/status']);
    expect(
      firing(
        hook('call', CALL, { answer: { body: cutBody(JSON.stringify({ ...mirror, hasVideo: 1 }), 200) } }),
      ),
    ).toEqual([]);
    expect(
      firing(report({ action: 'BYE', callid: '1', sn: '1' }, { target: '/', answer: { payload: {} } })),
    ).toEqual([]);
  });
  test('values of secrets are masked, many differences are counted', () => {
    const secret = hook('connect', { sipPassword: 'hunter2' }, { answer: { payload: CONTEXT } });
    expect(theOnly('answer/not-mirrored', [secret]).evidence).toBe('sipPassword: [secret 1] -> absent');
    expect(
      theOnly('answer/not-mirrored', [secret], inspectionOptions({ showSecrets: true })).evidence,
    ).toContain('hunter2');
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`x${index}`, 1]));
    expect(theOnly('answer/not-mirrored', [answered({ ...mirror, ...many })]).message).toContain(
      'and 22 more',
    );
  });
});

describe('answer/context-changed', () => {
  test.each(['nodeId', 'sessionId', 'appKey'])('%s', (name) => {
    const found = findingsOf([answered({ ...mirror, [name]: 'another' })]);
    expect(found.map(({ rule, pointer }) => [rule, pointer])).toEqual([
      ['answer/context-changed', `/${name}`],
    ]);
    expect(found[0]?.evidence).toContain('another');
  });
  test('a cut answer shows it too', () => {
    const text = JSON.stringify({ sessionId: 'another', ...CALL, sdp: 'x'.repeat(100) });
    const cut = hook('call', CALL, { answer: { body: cutBody(text, text.length - 50) } });
    expect(firing(cut)).toEqual(['answer/context-changed']);
  });
  test('left out is not changed; refusals and other dialects are not looked at', () => {
    expect(firing(answered(CALL))).toEqual(['answer/not-mirrored']);
    expect(firing(answered({ sessionId: 'x' }, 500))).toEqual(['answer/status']);
    expect(firing(read({ target: '/x/call', payload: CALL, answer: { payload: mirror } }))).not.toContain(
      'answer/context-changed',
    );
  });
});
