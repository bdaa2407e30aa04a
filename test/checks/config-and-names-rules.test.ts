import { describe, expect, test } from 'vitest';
import type { ReadCall } from '../../src/hooks/index.ts';
import { CONTEXT, findingsOf, firing, hook, read, theOnly } from './exchange-builder.ts';

describe('config/rest-client-config', () => {
  const configured = (restClientConfig: unknown, method = 'connect', status = 200) =>
    hook(method, {}, { answer: { status, payload: { ...CONTEXT, restClientConfig } } });

  test('sound configurations', () => {
    expect(
      firing(configured({ call: { restOnError: 'FAIL', restPolicy: 'OVERWRITE', restOverwrite: 'callee' } })),
    ).toEqual([]);
    expect(
      firing(
        configured({ ConnectionStatusEvent: { restPolicy: 'DISABLED' }, sendDtmf: { restExclude: '' } }),
      ),
    ).toEqual([]);
    expect(firing(configured(null))).toEqual([]);
  });
  test.each([
    ['a text', '{"call":{}}', '/restClientConfig', 'restClientConfig'],
    [
      'an unknown method',
      { publishStrem: {} },
      '/restClientConfig/publishStrem',
      'did you mean publishStream',
    ],
    [
      'an unknown field',
      { call: { restOnEror: 'FAIL' } },
      '/restClientConfig/call/restOnEror',
      'did you mean restOnError',
    ],
    [
      'a misspelt word',
      { call: { restOnError: 'FAILL' } },
      '/restClientConfig/call/restOnError',
      'did you mean FAIL',
    ],
    ['a list', [], '/restClientConfig', 'is array'],
    ['another type', { call: { restExclude: ['sdp'] } }, '/restClientConfig/call/restExclude', 'string'],
    ['no object', { call: 'FAIL' }, '/restClientConfig/call', 'object'],
  ])('%s', (_, config, pointer, words) => {
    const finding = theOnly('config/rest-client-config', [configured(config)]);
    expect(finding).toMatchObject({ severity: 'warning', pointer, frames: [10, 12] });
    expect(finding.message).toContain(words);
  });
  test('names are shown as they were written', () => {
    const wrong = findingsOf([configured({ 'a/~b': 5 })]).map(({ message }) => message);
    expect(wrong).toHaveLength(2);
    expect(wrong[1]).toContain('restClientConfig.a/~b ');
  });
  test('a configuration made to exhaust is read in part, and that is told', () => {
    const told = (config: unknown) => findingsOf([configured(config)]).map(({ message }) => message);
    const numbered = (of: (index: number) => unknown) =>
      Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`m${index}`, of(index)]));
    for (const config of [
      numbered(() => ({})),
      { call: numbered(String) },
      { call: { restExclude: ','.repeat(5000) } },
    ]) {
      const messages = told(config);
      expect(messages.length).toBeLessThan(60);
      expect(messages.at(-1)).toContain('not read');
    }
  });
  test('a refusal configures nothing', () => {
    expect(firing(configured({ nonsense: {} }, 'connect', 403))).toEqual(['answer/status']);
  });
});

describe('hooks/unknown-method', () => {
  const get = (target: string) => read({ httpMethod: 'GET', target, answer: { payload: 'x' } });
  test('is noted once for each name, and nothing else is said of it', () => {
    const found = findingsOf([get('/status?token=abc'), get('/status'), get('/favicon.ico')]);
    expect(found.map(({ rule, severity, count }) => [rule, severity, count])).toEqual([
      ['hooks/unknown-method', 'note', 2],
      ['hooks/unknown-method', 'note', 1],
    ]);
    expect(found[0]?.message).toContain('/status');
    expect(found[0]?.message).not.toContain('abc');
  });
  test('a misspelt hook gets a hint', () => {
    expect(theOnly('hooks/unknown-method', [hook('ConectionStatusEvent', {})]).message).toContain(
      'did you mean ConnectionStatusEvent',
    );
  });
  test('what is no hook by its payload gets one only where it was sent to the place of hooks', () => {
    const post = (target: string) => read({ target, payload: {} });
    const message = (...reads: readonly ReadCall[]) => theOnly('hooks/unknown-method', reads).message;
    const known = hook('call', { callId: '1' });
    expect(message(known, post('/EchoApp/publishStrem'))).toContain('did you mean publishStream');
    expect(message(known, post('/EchoApp/publishStrem/?x=/other/'))).toContain('did you mean publishStream');
    expect(message(known, post('/other/publishStrem'))).not.toContain('did you mean');
    expect(message(post('/EchoApp/publishStrem'))).not.toContain('did you mean');
  });
  test('a method of the same name of another interface is no slip', () => {
    const foreign = read({ target: '/rest-api/call/transfer', payload: { callId: '1' } });
    const beside = hook('call', { callId: '1' }, { target: '/rest-api/call/call' });
    const { message } = theOnly('hooks/unknown-method', [beside, foreign]);
    expect(message).toContain('transfer');
    expect(message).not.toContain('did you mean');
  });
  test('aliases and other case are known', () => {
    expect(firing(hook('SENDdtmf', { callId: '1' }), hook('submitBugReport', { text: 'x' }))).toEqual([]);
  });
});
