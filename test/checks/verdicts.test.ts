import { describe, expect, test } from 'vitest';
import { CaptureStatistics } from '../../src/checks/capture-statistics.ts';
import { likelyCauses } from '../../src/checks/verdicts/likely-cause.ts';
import { type Dialect, defaultDialect, type Expectation } from '../../src/dialects/index.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import { START, verdictsOn } from './call-builder.ts';
import { CONTEXT, read, report, scene } from './exchange-builder.ts';

/** What the rows of the built-in dialects do not show of the rules of verdicts: rows of one's own, and reports of a PBX. */

const PLAIN = defaultDialect.expectations.find(({ id }) => id === 'publish-status');

/** The default dialect with one expectation only. */
function dialectWith(changes: Partial<Expectation>): Dialect {
  if (PLAIN === undefined) throw new Error('no such row');
  return { ...defaultDialect, expectations: [{ ...PLAIN, ...changes }] };
}

function postIn(dialect: Dialect) {
  return (at: number, method: string, payload: object): ReadCall =>
    read({ target: `/x/${method}`, payload: { ...CONTEXT, ...payload }, at: START + at }, [dialect]);
}

const words = (reads: readonly ReadCall[]): readonly string[] =>
  verdictsOn(reads).map(({ verdict, cause }) => (cause === null ? verdict : `${verdict}: ${cause}`));

describe('reports of a PBX are joined by their ids, else by their numbers', () => {
  const party = (extension: string) => ({ ext: { extid: extension } });
  const alert = (at: number, body: object) => report({ action: 'ALERT', ...body }, { at: START + at });
  const ring = (at: number, body: object) => report({ action: 'RING', ...body }, { at: START + at });
  const rung = (...reads: readonly ReadCall[]) =>
    verdictsOn(reads).filter(({ expectation }) => expectation.id === 'alert-ring');

  test('a call is keyed by its id; without one by its first number; without both by nothing', () => {
    const keys = (body: object) => rung(alert(0, body)).map(({ key }) => key);
    expect(keys({ callid: '7', ...party('100') })).toEqual(['7']);
    expect(keys({ inbound: { from: '200', to: '300' }, ...party('100') })).toEqual(['100']);
    expect(keys({})).toEqual([]);
  });
  test('a number in common joins reports, with and without ids', () => {
    const met = (first: object, second: object) =>
      rung(alert(0, { ...first, ...party('100') }), ring(1, { ...second, ...party('100') })).map(
        ({ verdict }) => verdict,
      );
    expect(met({ callid: '7' }, { callid: '8' })).toEqual(['met']);
    expect(met({}, { callid: '8' })).toEqual(['met']);
    expect(met({ callid: '7' }, {})).toEqual(['met']);
    expect(met({}, {})).toEqual(['met']);
  });
  test('but not where the other id names a call of its own', () => {
    const first = alert(0, { callid: '7', ...party('100') });
    const second = [alert(20, { callid: '8', ...party('100') }), ring(5, { callid: '8', ...party('100') })];
    expect(rung(first, ...second).map(({ key, verdict }) => [key, verdict])).toEqual([
      ['7', 'missing'],
      ['8', 'missing'],
    ]);
    const own = ring(6, { callid: '7', ...party('100') });
    expect(rung(first, ...second, own)[0]).toMatchObject({ verdict: 'met', metBy: own.call });
  });
  test('reports with other numbers and another id are of another call', () => {
    const other = ring(1, { callid: '8', ...party('101') });
    expect(rung(alert(0, { callid: '7', ...party('100') }), other)[0]?.verdict).toBe('missing');
  });
});

describe('of several reports that may be meant the first counts', () => {
  const alert = report({ action: 'ALERT', callid: '7', ext: { extid: '100' } }, { at: START });
  const ring = (at: number, body: object) => report({ action: 'RING', ...body }, { at: START + at });
  const metBy = (...rings: readonly ReadCall[]) =>
    verdictsOn([alert, ...rings]).find(({ expectation }) => expectation.id === 'alert-ring')?.metBy;
  test('whether its id or its number joins it', () => {
    const [byId, byNumber] = [{ callid: '7' }, { ext: { extid: '100' } }];
    const [first, second] = [ring(1, byNumber), ring(2, byId)];
    expect(metBy(first, second)).toBe(first.call);
    const [one, other] = [ring(1, byId), ring(2, byNumber)];
    expect(metBy(one, other)).toBe(one.call);
  });
});

describe('an expectation of the first call of its key', () => {
  const after = {
    methods: ['publishStream', 'playStream'],
    answer: 'any',
    statuses: 'any',
    parameters: [],
    firstOfKey: true,
    earlier: [],
  } as const;
  const expect_ = ['StreamStatusEvent', 'StreamEvent'].map((method) => ({
    method,
    statuses: 'any' as const,
  }));
  const post = postIn(dialectWith({ after, expect: expect_, key: 'session', excusedBy: [] }));
  const opened = (...reads: readonly ReadCall[]) => verdictsOn(reads).map(({ trigger }) => trigger.method);
  const publish = post(0, 'publishStream', { mediaSessionId: 'm' });
  test('is opened by it, though another call overtook it', () => {
    expect(opened(publish)).toEqual(['publishStream']);
    expect(opened(post(-0.25, 'pushLogs', {}), publish)).toEqual(['publishStream']);
  });
  test('is not opened where the session was under way before it', () => {
    expect(opened(post(-2, 'pushLogs', {}), publish)).toEqual([]);
    expect(opened(post(-0.25, 'StreamStatusEvent', { status: 'PUBLISHING' }), publish)).toEqual([]);
    expect(opened(post(-0.25, 'StreamEvent', {}), publish)).toEqual([]);
  });
  test('is opened by the first of several that may open it only', () => {
    expect(opened(post(-0.25, 'playStream', { mediaSessionId: 'n' }), publish)).toEqual(['playStream']);
    expect(opened(post(-0.25, 'publishStream', { mediaSessionId: 'n' }), publish)).toHaveLength(1);
  });
});

describe('an expectation after an earlier call', () => {
  const after = {
    methods: ['unPublishStream'],
    answer: 'any',
    statuses: 'any',
    parameters: [],
    firstOfKey: false,
    earlier: ['publishStream'],
  } as const;
  const post = postIn(dialectWith({ after, key: 'session', excusedBy: [] }));
  const opened = (...methods: readonly string[]) =>
    verdictsOn(methods.map((method, index) => post(index, method, { mediaSessionId: 'm' }))).length;
  test('is opened only where that came before', () => {
    expect(opened('publishStream', 'unPublishStream')).toBe(1);
    expect(opened('unPublishStream')).toBe(0);
    expect(opened('unPublishStream', 'publishStream')).toBe(0);
  });
});

test('calls of one session are of it, whatever their dialogs', () => {
  const post = postIn(dialectWith({ key: 'session', excusedBy: [] }));
  const publish = (at: number, mediaSessionId: string) => post(at, 'publishStream', { mediaSessionId });
  const event = post(2, 'StreamStatusEvent', { mediaSessionId: 'n', status: 'PUBLISHING' });
  expect(words([publish(0, 'm'), publish(1, 'n'), event])).toEqual(['met', 'met']);
});

describe('a call does not meet what it opened itself', () => {
  const dialect = dialectWith({
    after: {
      methods: ['CallStatusEvent'],
      answer: 'any',
      statuses: 'any',
      parameters: [],
      firstOfKey: true,
      earlier: [],
    },
    expect: [{ method: 'CallStatusEvent', statuses: 'any' }],
    key: 'session',
    excusedBy: [],
  });
  const post = postIn(dialect);
  test('another of the same method does', () => {
    const status = (at: number, payload: object = {}) =>
      post(at, 'CallStatusEvent', { callId: '1', status: 'RING', ...payload });
    expect(words([status(0)])).toEqual(['missing: none-came']);
    expect(words([status(0), status(1)])).toEqual(['met']);
  });
  test('nor is it its own doubt where it names no dialog or has no status', () => {
    expect(words([post(0, 'CallStatusEvent', { status: 'RING' })])).toEqual(['missing: none-came']);
    expect(words([post(0, 'CallStatusEvent', { callId: '1' })])).toEqual(['missing: none-came']);
  });
});

describe('a call that names no session', () => {
  const post = postIn(dialectWith({}));
  const publish = post(0, 'publishStream', { mediaSessionId: 'm', name: 's' });
  const status = (payload: object) =>
    post(1, 'StreamStatusEvent', { sessionId: undefined, status: 'PUBLISHING', ...payload });
  test('may be the one sought where it names no dialog', () => {
    expect(words([publish, status({})])).toEqual(['inconclusive: unkeyed-call']);
    expect(words([publish, status({ appKey: undefined })])).toEqual(['inconclusive: unkeyed-call']);
  });
  test('is not the one sought where it is of another application or another dialog', () => {
    expect(words([publish, status({ appKey: 'otherApp' })])).toEqual(['missing: none-came']);
    expect(words([publish, status({ mediaSessionId: 'other' })])).toEqual(['missing: none-came']);
    expect(words([publish, status({ mediaSessionId: 'm' })])).toEqual(['met']);
  });
  test('may be of any dialog where the trigger has none', () => {
    const connect = dialectWith({
      after: {
        methods: ['connect'],
        answer: 'any',
        statuses: 'any',
        parameters: [],
        firstOfKey: false,
        earlier: [],
      },
      key: 'session',
    });
    const bare = postIn(connect);
    const late = bare(1, 'StreamStatusEvent', { sessionId: undefined, mediaSessionId: 'm' });
    expect(words([bare(0, 'connect', {}), late])).toEqual(['inconclusive: unkeyed-call']);
  });
});

test('a condition on a member that no table has looks at the payload as it is', () => {
  const condition = { parameter: 'beta', test: 'is', value: true, within: 'request' } as const;
  const post = postIn(
    dialectWith({
      after: {
        methods: ['publishStream'],
        answer: 'any',
        statuses: 'any',
        parameters: [condition],
        firstOfKey: false,
        earlier: [],
      },
    }),
  );
  const publish = (payload: object) => words([post(0, 'publishStream', { mediaSessionId: 'm', ...payload })]);
  expect(publish({ beta: true })).toEqual(['missing: none-came']);
  expect(publish({ beta: 'true' })).toEqual([]);
  expect(publish({})).toEqual([]);
});

test('whether a method occurs elsewhere is asked by its own name, whatever the name the row has for it', () => {
  const alias = defaultDialect.methods.find(({ aliases }) => aliases.length > 0);
  if (alias === undefined) throw new Error('no method has an alias');
  const expect_ = [{ method: alias.aliases[0] ?? '', statuses: 'any' as const }];
  const post = postIn(dialectWith({ expect: expect_, key: 'session' }));
  const reads = [post(0, 'publishStream', { mediaSessionId: 'm' }), post(900, alias.name, {})];
  const [missing] = verdictsOn(reads);
  if (missing === undefined) throw new Error('nothing expected');
  const [cause] = likelyCauses(missing, new CaptureStatistics(scene(reads.map(({ call }) => call))));
  expect(cause?.text).toContain('occurs once');
});
