import { describe, expect, it } from 'vitest';
import { type Dialect, findMethod, parseDialect } from '../../src/dialects/index.ts';
import { WHOLE_DIALECT } from './whole-dialect.ts';

function read(file: unknown): Dialect {
  const result = parseDialect(file);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.dialect;
}

function problems(file: unknown): readonly string[] {
  const result = parseDialect(file);
  return result.ok
    ? []
    : result.problems.map(({ pointer, found, expected }) => `${pointer}: ${found}; ${expected}`);
}

/** The file with some of its members replaced. */
function withMembers(members: object): object {
  return { ...WHOLE_DIALECT, ...members };
}

describe('a dialect file with everything', () => {
  const dialect = read(WHOLE_DIALECT);

  it('recognises words at any place, shapes and paths', () => {
    expect(dialect.recognition).toEqual({
      by: 'word',
      places: [
        { in: 'payload', path: ['event', 'name'] },
        { in: 'header', name: 'x-gate-event' },
        { in: 'segment' },
        { in: 'query', name: 'event' },
      ],
      shapes: [{ method: 'pass', has: [{ path: ['plate'], types: ['string'] }], lacks: [['gone']] }],
      beside: [['gate'], ['lane', 'id']],
    });
    expect(dialect.hookPaths).toEqual([{ path: '/toll/*/beat', method: 'beat', source: 'CUSTOM' }]);
    expect(dialect.marks[2]).toEqual({
      sign: 'header-begin',
      name: 'user-agent',
      text: 'tollgate/',
      weight: 10,
    });
    expect(dialect.server).toBe('the gate');
    expect(dialect.context).toMatchObject({ session: ['shift', 'road'], perHost: true });
    expect(dialect.refusalText).toMatchObject({ statuses: [{ from: 400, to: 499 }], text: 'reason' });
    expect(findMethod(dialect, 'pass')).toMatchObject({ recurs: true, openMembers: true });
    expect(dialect.embedded).toEqual([['details']]);
  });

  it('has rules about bodies, of the dialect and of a method', () => {
    expect(dialect.acceptance).toEqual({
      statuses: [
        { from: 200, to: 200 },
        { from: 300, to: 399 },
        { from: 204, to: 206 },
      ],
      refusals: [{ from: 403, to: 403 }],
      redirects: {
        statuses: [{ from: 302, to: 302 }],
        description: 'The driver is sent to another lane.',
      },
      body: {
        kind: 'either',
        rules: [
          { kind: 'text', equals: ['0', 'OK'] },
          { kind: 'json', object: false },
          { kind: 'member', path: ['code'], equals: [0, '0', true], refusedBy: ['integer'] },
        ],
      },
    });
    const pass = findMethod(dialect, 'may pass');
    expect(pass).toMatchObject({
      name: 'pass',
      acceptance: { statuses: [{ from: 200, to: 200 }], body: { kind: 'any' } },
      timeoutSeconds: 2,
      statusParameter: 'step',
      dialog: { kind: 'passage', parameters: ['plate', 'lane.id'] },
    });
    expect(pass).not.toHaveProperty('outsideSessions');
    expect(findMethod(dialect, 'beat')?.outsideSessions).toBe(true);
  });

  it('says how calls are repeated, and what a failure leads to', () => {
    expect(dialect.delivery.retry).toEqual({
      after: ['no-response', 'status', 'body', 'refused'],
      statuses: [{ from: 500, to: 599 }],
      withinSeconds: 10,
      times: 3,
      identity: { by: 'members', paths: [['id'], ['lane', 'id']] },
    });
    expect(dialect.errorMatrix[0]).toMatchObject({
      after: ['status', 'body', 'refusal', 'no-response'],
      statuses: [{ from: 503, to: 503 }],
    });
    const file = withMembers({
      delivery: { retry: { after: ['refused'], withinSeconds: 1, identity: { without: ['n'] } } },
    });
    expect(read(file).delivery.retry?.identity).toEqual({ by: 'without', members: ['n'] });
  });

  it('waits without end for what only a sign makes due', () => {
    expect(dialect.expectations[0]).toMatchObject({
      windowSeconds: Number.POSITIVE_INFINITY,
      closedBy: [{ methods: ['open'], statuses: 'any', within: 'session', withinSeconds: 5 }],
      after: { earlierWithin: 'session', earlierAnswer: 'ok' },
    });
  });

  it('knows each kind of signature', () => {
    expect(dialect.signature).toEqual({
      kind: 'hmac',
      header: 'x-gate-signature',
      scheme: 'GATE',
      hash: 'sha384',
      encoding: 'base64url',
      keySetting: 'gate.key',
      source: 'CUSTOM',
    });
    const jwt = {
      kind: 'jwt',
      header: 'Authorization',
      bodyHashClaim: 'sha256',
      hash: 'sha256',
      keySetting: 'key',
    };
    expect(read(withMembers({ signature: jwt })).signature).toMatchObject({
      kind: 'jwt',
      header: 'authorization',
      scheme: null,
    });
    const checksum = { kind: 'checksum', parameter: 'checksum', hash: 'sha1', keySetting: 'secret' };
    expect(read(withMembers({ signature: checksum })).signature).toMatchObject({
      kind: 'checksum',
      parameter: 'checksum',
    });
    const older = { header: 'x-sign', scheme: 'S', hash: 'md5', keySetting: 'k' };
    expect(read(withMembers({ signature: older })).signature).toMatchObject({
      kind: 'hmac',
      encoding: 'hex',
    });
  });

  it('has words for rules beside those that hold for any system', () => {
    expect(dialect.ruleNotes['answer/status']).toMatchObject({
      text: 'The gate takes nothing but 200.',
      phrases: { 'not-connected': 'The gate stays closed.' },
      remedies: { usual: ['switch-on'], credentials: [], deliberate: ['answer-200'] },
    });
  });
});

describe('a file that extends it', () => {
  it('gives back what null takes away from a method', () => {
    const methods = {
      connect: {
        acceptance: { body: { json: 'object' } },
        timeoutSeconds: 3,
        statusParameter: 'appKey',
        outsideSessions: true,
      },
    };
    const changed = findMethod(read({ name: 'a', extends: 'flashphoner-wcs', methods }), 'connect');
    expect(changed).toMatchObject({
      acceptance: { statuses: [{ from: 200, to: 200 }], body: { kind: 'json', object: true } },
      timeoutSeconds: 3,
      statusParameter: 'appKey',
      outsideSessions: true,
    });
    const nulls = {
      connect: { acceptance: null, timeoutSeconds: null, statusParameter: null, outsideSessions: false },
    };
    const plain = findMethod(read({ name: 'a', extends: 'flashphoner-wcs', methods: nulls }), 'connect');
    for (const member of ['acceptance', 'timeoutSeconds', 'statusParameter', 'outsideSessions'])
      expect(plain).not.toHaveProperty(member);
  });
});

const FAULTS: readonly (readonly [string, object, readonly RegExp[]])[] = [
  [
    'a word rule that nothing meets',
    { recognition: { by: 'word', places: [] }, hookPaths: [] },
    [/^\/recognition\/places: /],
  ],
  [
    'a shape that has and lacks a member',
    {
      recognition: {
        by: 'word',
        places: [{ in: 'segment' }],
        shapes: [{ method: 'pass', has: [{ path: ['a', 'b'], types: ['string'] }], lacks: [['a']] }],
      },
    },
    [/^\/recognition\/shapes\/0\/lacks\/0: "a"/],
  ],
  [
    'a shape and a path of no method',
    {
      recognition: {
        by: 'word',
        places: [],
        shapes: [{ method: 'nobody', has: [{ path: ['a'], types: ['string'] }] }],
      },
      hookPaths: [{ path: '/a', method: 'none' }],
    },
    [/^\/recognition\/shapes\/0\/method: "nobody"/, /^\/hookPaths\/0\/method: "none"/],
  ],
  [
    'one path for two methods',
    {
      hookPaths: [
        { path: '/a', method: 'beat' },
        { path: '/a', method: 'pass' },
      ],
    },
    [/^\/hookPaths\/1\/path: "\/a" a second time; a path that is not yet that of beat/],
  ],
  ['a path that is none', { hookPaths: [{ path: 'a?b', method: 'beat' }] }, [/^\/hookPaths\/0\/path: /]],
  [
    'a counter that no method has',
    { counters: [{ parameter: 'nothing', begins: 0 }] },
    [/^\/counters\/0\/parameter: "nothing"/],
  ],
  [
    'a beat of no method, and one of a dialog that there is not',
    {
      periodic: [
        { method: 'x', per: 'node', consequence: 'X.' },
        { method: 'beat', per: 'dialog', consequence: 'X.' },
      ],
    },
    [/^\/periodic\/0\/method: "x"/, /^\/periodic\/1\/per: "dialog"/],
  ],
  ['a range backwards', { acceptance: { statuses: ['204-200'] } }, [/^\/acceptance\/statuses\/0: "204-200"/]],
  [
    'a body rule of two forms',
    { acceptance: { body: { json: 'any', text: ['0'] } } },
    [/^\/acceptance\/body: both "json" and "text"/],
  ],
  [
    'a body rule of no form',
    { acceptance: { body: { either: [{}] } } },
    [/^\/acceptance\/body\/either\/0: none of these members; exactly one of the members "json"/],
  ],
  [
    'statuses of failures that are not repeated',
    { delivery: { retry: { after: ['no-response'], statuses: [500], withinSeconds: 1 } } },
    [/^\/delivery\/retry\/statuses: /],
  ],
  [
    'statuses of failures without a response',
    {
      errors: [{ role: 'ask', after: ['no-response'], statuses: [500], outcome: 'stops', description: 'X.' }],
    },
    [/^\/errors\/0\/statuses: /],
  ],
  [
    'signs of an end within a window, of no method',
    {
      expectations: {
        a: {
          after: { methods: ['pass'] },
          expect: [{ method: 'passed' }],
          key: 'dialog',
          windowSeconds: 5,
          closedBy: [{ methods: ['gone'], within: 'node', withinSeconds: 1 }],
        },
      },
    },
    [/^\/expectations\/a\/closedBy\/0\/methods\/0: "gone"/, /^\/expectations\/a\/closedBy: /],
  ],
  [
    'a remedy of a rule that is not there',
    { ruleNotes: { 'answer/status': { remedies: { usual: ['pray'] } } } },
    [/^\/ruleNotes\/answer~1status\/remedies\/usual\/0: "pray"/],
  ],
  ['a rule that is no rule', { ruleNotes: { status: {} } }, [/^\/ruleNotes\/status: /]],
  [
    'a sign that ends before it begins',
    { unsupported: [{ title: 'x', sign: { member: 'a', from: 2, to: 1 } }] },
    [/^\/unsupported\/0\/sign\/to: 1/],
  ],
  [
    'a dialog and a status of parameters that are not there',
    {
      methods: {
        ...WHOLE_DIALECT.methods,
        beat: {
          role: 'event',
          description: 'X.',
          dialog: { kind: 'x', parameters: ['gate', 'no'] },
          statusParameter: 'nor',
        },
      },
    },
    [/^\/methods\/beat\/dialog\/parameters\/1: "no"/, /^\/methods\/beat\/statusParameter: "nor"/],
  ],
];

describe('a file in which the members do not fit together', () => {
  it.each(FAULTS)('as by %s is told where', (_, members, expected) => {
    const told = problems(withMembers(members));
    expect(told).toHaveLength(expected.length);
    for (const [index, form] of expected.entries()) expect(told[index]).toMatch(form);
  });
});
