import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Dialect,
  defaultDialect,
  dialects,
  findMethod,
  findParameter,
  parseDialect,
} from '../../src/dialects/index.ts';

const FRAME = { name: 'acme', extends: 'flashphoner-wcs' };

function read(file: unknown): Dialect {
  const result = parseDialect(file);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.dialect;
}

function pointers(file: unknown): readonly string[] {
  const result = parseDialect(file);
  return result.ok ? [] : result.problems.map((problem) => problem.pointer);
}

function parameterOf(dialect: Dialect, methodName: string, name: string) {
  const method = findMethod(dialect, methodName);
  return method === null ? null : findParameter(method, name);
}

describe('a dialect file', () => {
  it('that says nothing is the dialect that it extends, by another name', () => {
    expect(read(FRAME)).toEqual({ ...defaultDialect, name: 'acme' });
  });

  it('adds a method with the context parameters', () => {
    const dialect = read({ ...FRAME, methods: { chargeCall: { hookType: 2, description: 'Charges.' } } });
    expect(findMethod(dialect, 'CHARGECALL')?.parameters.map((row) => row.name)).toEqual([
      'nodeId',
      'sessionId',
      'appKey',
    ]);
    expect(findMethod(defaultDialect, 'chargeCall')).toBeNull();
  });

  it('adds a method without them', () => {
    const method = { hookType: 3, description: 'Beats.', context: false };
    expect(findMethod(read({ ...FRAME, methods: { Beat: method } }), 'beat')?.parameters).toEqual([]);
  });

  it('changes a parameter and leaves the rest of it', () => {
    const dialect = read({
      ...FRAME,
      methods: { call: { parameters: { callee: { presence: 'key' }, sdp: null } } },
    });
    expect(parameterOf(dialect, 'call', 'callee')).toMatchObject({
      presence: 'key',
      types: ['string'],
      source: 'CUSTOM',
    });
    expect(parameterOf(dialect, 'call', 'sdp')).toBeNull();
    expect(parameterOf(defaultDialect, 'call', 'sdp')).not.toBeNull();
  });

  it('makes a parameter secret, or no longer', () => {
    const parameters = {
      custom: { secret: true },
      sipPassword: { secret: false },
      authToken: { presence: 'usual' },
    };
    const dialect = read({ ...FRAME, methods: { connect: { parameters } } });
    expect(parameterOf(dialect, 'connect', 'custom')?.secret).toBe('value');
    expect(parameterOf(dialect, 'connect', 'sipPassword')?.secret).toBeUndefined();
    expect(parameterOf(dialect, 'connect', 'authToken')?.secret).toBe('value');
  });

  it('changes windows and severities, adds expectations and takes some away', () => {
    const dialect = read({
      ...FRAME,
      expectations: {
        'call-status': { windowSeconds: 30, severity: 'note' },
        'snapshot-status': null,
        'dtmf-error': {
          after: { methods: ['sendDtmf'], answer: 'failed' },
          expect: [{ method: 'ErrorStatusEvent' }],
          key: 'session',
          windowSeconds: 5,
        },
      },
    });
    const byId = new Map(dialect.expectations.map((row) => [row.id, row]));
    const known = defaultDialect.expectations.find((row) => row.id === 'call-status');
    expect(byId.get('call-status')).toEqual({
      ...known,
      windowSeconds: 30,
      severity: 'note',
      source: 'CUSTOM',
    });
    expect(byId.has('snapshot-status')).toBe(false);
    expect(byId.get('dtmf-error')).toMatchObject({
      direction: 'forward',
      severity: 'error',
      metBefore: 'tolerance',
    });
  });

  it('extends a PBX dialect', () => {
    const dialect = read({
      name: 'hotel',
      extends: 'yeastar',
      expectations: { 'alert-ring': { windowSeconds: 60 } },
    });
    expect(dialect.recognition).toEqual(dialects.get('yeastar')?.recognition);
  });
});

const GOOD_METHOD = { hookType: 2, description: 'Charges.' };
const GOOD_ROW = {
  after: { methods: ['call'] },
  expect: [{ method: 'CallStatusEvent' }],
  key: 'dialog',
  windowSeconds: 5,
};
const FAULTS: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['no object', [], ['']],
  ['null', null, ['']],
  ['nothing', {}, ['']],
  ['a name and nothing else', { name: 'a' }, ['']],
  ['an unknown base', { name: 'a', extends: 'asterisk' }, ['/extends']],
  ['a base that objects inherit', { name: 'a', extends: '__proto__' }, ['/extends']],
  ['the name of a built-in dialect', { ...FRAME, name: 'openvox' }, ['/name']],
  ['a name with control characters', { ...FRAME, name: 'a\u001b[2J' }, ['/name']],
  ['a misspelt member', { ...FRAME, method: {} }, ['/method']],
  ['a port beyond all', { ...FRAME, ports: [9191, 70000, 80.5] }, ['/ports/1', '/ports/2']],
  ['a new method without type and words', { ...FRAME, methods: { a: {} } }, ['/methods/a', '/methods/a']],
  [
    'a hook type that is none',
    { ...FRAME, methods: { a: { ...GOOD_METHOD, hookType: '2' } } },
    ['/methods/a/hookType'],
  ],
  [
    'a hook type that is not that of the role',
    { ...FRAME, methods: { a: { ...GOOD_METHOD, role: 'event' } } },
    ['/methods/a/hookType'],
  ],
  [
    'statuses that are none',
    { ...FRAME, acceptance: { statuses: [99, '6xx', '200-', 204] } },
    ['/acceptance/statuses/0', '/acceptance/statuses/1', '/acceptance/statuses/2'],
  ],
  ['a body that is not read', { ...FRAME, delivery: { bodyForms: ['xml'] } }, ['/delivery/bodyForms/0']],
  [
    'a session that no parameter names',
    { ...FRAME, context: { session: 'visitor', node: 'nodeId' } },
    ['/context/session'],
  ],
  ['a recognition without its kind', { ...FRAME, recognition: { keys: ['event'] } }, ['/recognition']],
  ['a recognition of no kind', { ...FRAME, recognition: { by: 'header' } }, ['/recognition/by']],
  [
    'a configuration whose default is none of its words',
    {
      ...FRAME,
      clientConfig: {
        parameter: 'hooks',
        method: 'connect',
        fields: {
          mode: { form: 'word', decides: 'calling', default: 'maybe', words: { on: { effect: 'calls' } } },
        },
      },
      errors: [],
    },
    ['/clientConfig/fields/mode/default'],
  ],
  [
    'a policy that no configuration has',
    {
      ...FRAME,
      clientConfig: null,
      errors: [{ role: 'ask', policy: 'stop', outcome: 'stops', description: 'X.' }],
    },
    ['/errors/0/policy'],
  ],
  [
    'references to what is not there',
    {
      ...FRAME,
      absences: { nobody: { description: 'X.', remedies: ['pray'] } },
      activation: { remedies: ['hope'] },
      errors: [{ role: 'ask', method: 'nothing', outcome: 'stops', description: 'X.' }],
    },
    ['/errors/0/method', '/absences/nobody/remedies/0', '/activation/remedies/0'],
  ],
  [
    'an alias that is taken',
    { ...FRAME, methods: { a: { ...GOOD_METHOD, aliases: ['CONNECT'] } } },
    ['/methods/a'],
  ],
  ['a name that escapes in pointers', { ...FRAME, methods: { 'a/b~c': GOOD_METHOD } }, ['/methods/a~1b~0c']],
  [
    'a dialog of no parameter',
    { ...FRAME, methods: { a: { ...GOOD_METHOD, dialog: { kind: 'call', parameter: 'callId' } } } },
    ['/methods/a/dialog/parameter'],
  ],
  [
    'a parameter of no type',
    {
      ...FRAME,
      methods: { a: { ...GOOD_METHOD, parameters: { b: { types: ['text'], description: 'B.' } } } },
    },
    ['/methods/a/parameters/b/types/0'],
  ],
  ['an end of a method that is not there', { ...FRAME, methods: { a: null } }, ['/methods/a']],
  [
    'an end of a method that is needed',
    { ...FRAME, methods: { sendXcapRequest: null } },
    ['/expectations/xcap-status/after/methods/0'],
  ],
  [
    'an endless window',
    { ...FRAME, expectations: { 'call-status': { windowSeconds: 1e9 } } },
    ['/expectations/call-status/windowSeconds'],
  ],
  [
    'a new expectation without anything',
    { ...FRAME, expectations: { a: {} } },
    Array(4).fill('/expectations/a'),
  ],
  [
    'an expectation of unknown methods',
    { ...FRAME, expectations: { a: { ...GOOD_ROW, expect: [{ method: 'nothing' }] } } },
    ['/expectations/a/expect/0/method'],
  ],
  [
    'a key that one side does not have',
    { ...FRAME, expectations: { a: { ...GOOD_ROW, expect: [{ method: 'StreamStatusEvent' }] } } },
    ['/expectations/a/key'],
  ],
  [
    'an unknown remedy',
    { ...FRAME, expectations: { a: { ...GOOD_ROW, remedies: ['pray'] } } },
    ['/expectations/a/remedies/0'],
  ],
  [
    'sessions where there are none',
    { name: 'a', extends: 'openvox', expectations: { 'alert-ring': { key: 'session' } } },
    ['/expectations/alert-ring/key'],
  ],
];

describe('a faulty dialect file', () => {
  it.each(FAULTS)('with %s is told where', (_, file, expected) => {
    expect(pointers(file)).toEqual(expected);
  });

  it('tells what was found and what is expected', () => {
    const result = parseDialect({ ...FRAME, extends: 'asterisk' });
    expect(result).toEqual({
      ok: false,
      problems: [
        {
          pointer: '/extends',
          found: '"asterisk"',
          expected: `one of ${[...dialects.keys()].map((name) => `"${name}"`).join(', ')}`,
        },
      ],
    });
  });
});

describe('a hostile dialect file', () => {
  it('changes no prototype', () => {
    const text =
      '{"name":"a","extends":"flashphoner-wcs","__proto__":{"ports":[1]},"methods":{"__proto__":{"hookType":2,"description":"X."},"connect":{"parameters":{"__proto__":{"types":["string"],"description":"X."}}}}}';
    expect(pointers(JSON.parse(text))).toEqual([
      '/__proto__',
      '/methods/__proto__',
      '/methods/connect/parameters/__proto__',
    ]);
    expect(({} as { ports?: unknown }).ports).toBeUndefined();
  });

  it.each(['constructor', 'hasOwnProperty', 'toString'])(
    'may have a method %s, which is only a name',
    (name) => {
      const dialect = read({
        ...FRAME,
        methods: {
          [name]: { ...GOOD_METHOD, parameters: { [name]: { types: ['string'], description: 'X.' } } },
        },
      });
      expect(parameterOf(dialect, name, name)?.name).toBe(name);
      expect(parameterOf(dialect, name, 'valueOf')).toBeNull();
    },
  );

  it('is never more than problems, whatever it is', () => {
    const names = fc.constantFrom(
      'name',
      'extends',
      'methods',
      'expectations',
      'connect',
      'call-status',
      'after',
      'parameters',
      '__proto__',
      'constructor',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        fc.constantFrom('flashphoner-wcs', 'x', 1, -1, true, null, '', 1e308),
        fc.array(tie('value'), { maxLength: 3 }),
        fc
          .array(fc.tuple(names, tie('value')), { maxLength: 5 })
          .map((entries) => Object.fromEntries(entries)),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        for (const file of [value, { ...FRAME, methods: value }, { ...FRAME, expectations: value }]) {
          const result = parseDialect(file);
          expect(result.ok || result.problems.length > 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    expect(pointers({ ...FRAME, ports: deep })).toEqual(['/ports/0']);
  });
});
