import { describe, expect, it } from 'vitest';
import { compareHooks, type Hook } from './sketch.ts';

function call(payload: object, more: Partial<Hook> = {}): readonly Hook[] {
  return [{ method: 'call', at: 1, callId: 'c', payload, ...more }];
}

function told(good: object, bad: object): readonly string[] {
  return compareHooks(call(good), call(bad)).parameters.map(
    ({ weight, change, pointer, good: one, bad: other }) =>
      `${weight} ${change} ${pointer}: ${one} / ${other}`,
  );
}

describe('parameters', () => {
  it.each<[string, object, object, readonly string[]]>([
    ['the same', { callId: 'a', hasVideo: true }, { callId: 'b', hasVideo: true }, []],
    ['other texts and numbers', { caller: '1001', bitrate: 5 }, { caller: '2002', bitrate: 900.5 }, []],
    ['a needed one is absent', { callee: 'x' }, {}, ['fault missing /callee: a string / absent']],
    [
      'a needed one is empty',
      { callee: 'x' },
      { callee: '' },
      ['fault empty /callee: a string / an empty string'],
    ],
    [
      'an optional one is absent',
      { custom: { a: 1 } },
      {},
      ['difference missing /custom: an object / absent'],
    ],
    ['one more', {}, { novel: 1 }, ['difference added /novel: absent / a number']],
    [
      'another type',
      { hasVideo: true },
      { hasVideo: 'true' },
      ['fault type /hasVideo: a boolean / a string'],
    ],
    [
      'another type that nobody documented',
      { novel: 1 },
      { novel: '1' },
      ['difference type /novel: a number / a string'],
    ],
    ['another truth', { hasVideo: true }, { hasVideo: false }, ['difference value /hasVideo: true / false']],
    [
      'within an object',
      { custom: { a: 1, b: { c: true } } },
      { custom: { b: { c: 'x' } } },
      [
        'difference missing /custom/a: a number / absent',
        'difference type /custom/b/c: a boolean / a string',
      ],
    ],
    [
      'items of a list',
      { custom: [1, 2] },
      { custom: [3, 'x'] },
      ['difference type /custom/*: a number / a string'],
    ],
    ['null for nothing', { callee: 'x', novel: null }, { callee: 'x' }, []],
  ])('%s', (_name, good, bad, expected) => {
    expect(told(good, bad)).toEqual(expected);
  });

  it('are compared with all calls of the same step: what the good capture has now and then is no lack', () => {
    const good = [...call({ callee: 'x', custom: {} }), ...call({ callee: 'y' }, { at: 30, callId: 'd' })];
    expect(compareHooks(good, call({ callee: 'z' })).parameters).toEqual([]);
  });

  it('are counted over all calls', () => {
    const many = (payload: (index: number) => object): readonly Hook[] =>
      Array.from({ length: 6 }, (_, index) =>
        call(payload(index), { at: index * 20, callId: `c${index}` }),
      ).flat();
    const [difference] = compareHooks(
      many(() => ({ callee: 'x' })),
      many((index) => (index < 4 ? { callee: 7 } : { callee: 'x' })),
    ).parameters;
    expect(difference).toMatchObject({ weight: 'fault', change: 'type', calls: 4, of: 6 });
  });

  it('that count make the scenario depart', () => {
    const { scenarios, outcome } = compareHooks(call({ hasVideo: true }), call({ hasVideo: 'true' }));
    expect(outcome).toBe('departs');
    expect(scenarios[0]?.variants[0]?.first).toMatchObject({ kind: 'parameter', method: 'call' });
  });

  it('never hold values that are secret, or not of a known few', () => {
    const secret = { sipPassword: 'hunter2', custom: { token: 'hunter2' }, caller: 'hunter2' };
    const { parameters } = compareHooks(call({}), call(secret));
    expect(JSON.stringify(parameters.map(({ good, bad, pointer }) => [good, bad, pointer]))).not.toContain(
      'hunter2',
    );
    expect(parameters.length).toBe(3);
  });
});

describe('answers', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['mirrored', '{"callee":"x"}', '{"callee":"x"}', []],
    ['no JSON', '{"callee":"x"}', '<html>', ['fault type : a JSON object / no JSON object']],
    ['nothing', '{"callee":"x"}', '', ['fault type : a JSON object / empty']],
    ['less', '{"callee":"x"}', '{}', ['difference missing /callee: given back / left out']],
    ['more', '{"callee":"x"}', '{"callee":"x","y":1}', ['difference added /y: absent / added']],
    ['other', '{"callee":"x"}', '{"callee":"y"}', ['difference value /callee: as sent / changed']],
    [
      'another session',
      '{"callee":"x","sessionId":"s"}',
      '{"callee":"x","sessionId":"t"}',
      ['fault value /sessionId: as sent / changed'],
    ],
    ['neither of them JSON', '<html>', '<html><p>', []],
  ])('%s', (_name, good, bad, expected) => {
    const payload = bad.includes('sessionId') ? { callee: 'x', sessionId: 's' } : { callee: 'x' };
    const { parameters } = compareHooks(call(payload, { answer: good }), call(payload, { answer: bad }));
    expect(
      parameters.map(
        ({ weight, change, pointer, good: one, bad: other }) =>
          `${weight} ${change} ${pointer}: ${one} / ${other}`,
      ),
    ).toEqual(expected);
  });

  it('that configure otherwise are told by method and field', () => {
    const connect = (config: object): readonly Hook[] => [
      {
        method: 'connect',
        at: 1,
        payload: { appKey: 'a' },
        answer: JSON.stringify({ appKey: 'a', restClientConfig: config }),
      },
      { method: 'ConnectionStatusEvent', at: 1.1, status: 'ESTABLISHED' },
    ];
    const { configuration, parameters } = compareHooks(
      connect({ call: { restOnError: 'FAIL' }, sendDtmf: { restPolicy: 'NOTIFY' } }),
      connect({ call: { restOnError: 'LOG' }, sendDTMF: { restPolicy: 'DISABLE' } }),
    );
    expect(
      configuration.map(({ method, field, good, bad }) => `${method}.${field}: ${good} / ${bad}`),
    ).toEqual(['call.restOnError: FAIL / LOG', 'sendDTMF.restPolicy: NOTIFY / DISABLE']);
    expect(parameters).toEqual([]);
  });
});

describe('what restClientConfig excludes', () => {
  it('is absent by order of the backend, and does not count', () => {
    const session = (config: object, payload: object): readonly Hook[] => [
      { method: 'connect', at: 0, payload: {}, answer: JSON.stringify({ restClientConfig: config }) },
      ...call(payload),
    ];
    const { parameters } = compareHooks(
      session({}, { callee: 'x' }),
      session({ call: { restExclude: 'callee' } }, {}),
    );
    expect(parameters.map(({ weight, pointer }) => `${weight} ${pointer}`)).toEqual(['difference /callee']);
  });
});

describe('answering times', () => {
  const answered = (latencies: readonly number[]): readonly Hook[] =>
    latencies.map((latencyMs, index) => ({ method: 'call', at: index * 20, callId: `c${index}`, latencyMs }));

  it.each<[string, readonly number[], readonly number[], string | null]>([
    ['like ones', [5, 6, 7], [7, 8, 9], null],
    ['beyond what is recommended', [5], [11_000], 'fault'],
    ['after the timeout', [5], [16_000], 'fault'],
    ['as slow as in the good capture', [11_000], [12_000], null],
    ['clearly larger', [5, 5, 5, 5, 5], [200, 200, 200, 200, 200], 'difference'],
    ['larger, of few calls', [5], [200], null],
    ['a second more, of few calls', [5], [1200], 'difference'],
    ['one of many', [5, 5, 5, 5, 5], [5, 5, 5, 5, 900], null],
  ])('%s', (_name, good, bad, weight) => {
    expect(compareHooks(answered(good), answered(bad)).latencies[0]?.weight).toBe(weight);
  });

  it('are told as median, 95th percentile and maximum', () => {
    const many = answered(Array.from({ length: 100 }, (_, index) => index + 1));
    const [latency] = compareHooks(many, many).latencies;
    const inMilliseconds = Object.values(latency?.good ?? {}).map((value) => Math.round(value * 1000));
    expect(inMilliseconds).toEqual([100_000, 50, 95, 100]);
  });
});

describe('surroundings', () => {
  it('that differ are told', () => {
    const { settings } = compareHooks(
      call({}, { target: '/EchoApp/call', appKey: 'defaultApp' }),
      call({}, { target: '/apps/EchoApp/call', appKey: 'phoneApp' }),
    );
    expect(settings.map(({ name, good, bad }) => `${name}: ${good} / ${bad}`)).toEqual([
      'appKey: defaultApp / phoneApp',
      'target: /EchoApp/ / /apps/EchoApp/',
    ]);
  });
});
