import { describe, expect, test } from 'vitest';
import { type Dialect, defaultDialect, type Excuse, type Expectation } from '../../src/dialects/index.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import { START, verdictsOn } from './call-builder.ts';
import { CONTEXT, type ExchangeParts, read } from './exchange-builder.ts';

/** An absence is excused by what its row lists, and by nothing else. */

const PLAIN = defaultDialect.expectations.find(({ id }) => id === 'publish-status');
const EXCUSES: readonly Excuse[] = ['policy-disabled', 'refused-under-fail', 'session-ended'];

/** The default dialect with one expectation: a status within 20 s after publishStream, whatever that was answered. */
function dialectWith(excusedBy: readonly Excuse[]): Dialect {
  if (PLAIN === undefined) throw new Error('no such row');
  const after: Expectation['after'] = {
    methods: ['publishStream'],
    answer: 'any',
    statuses: 'any',
    parameters: [],
    firstOfKey: false,
    earlier: [],
  };
  return { ...defaultDialect, expectations: [{ ...PLAIN, after, excusedBy }] };
}

type Post = (at: number, method: string, payload?: object, parts?: ExchangeParts) => ReadCall;

function postIn(dialect: Dialect): Post {
  return (at, method, payload = {}, parts = {}) => {
    const body = { ...CONTEXT, ...payload };
    return read({ target: `/x/${method}`, payload: body, at: START + at, ...parts }, [dialect]);
  };
}

const publish = (post: Post, status = 200) =>
  post(0, 'publishStream', { mediaSessionId: 'm' }, { answer: { status } });
const unanswered = (post: Post) => post(0, 'publishStream', { mediaSessionId: 'm' }, { answer: null });
const configured = (post: Post, restClientConfig: object) =>
  post(-5, 'connect', {}, { answer: { payload: { ...CONTEXT, restClientConfig } } });
const disabled = { StreamStatusEvent: { restPolicy: 'DISABLE' } };
const failing = { publishStream: { restOnError: 'FAIL' } };
const over = (post: Post, at: number) => post(at, 'ConnectionStatusEvent', { status: 'DISCONNECTED' });

/** The verdict on what should have followed the only publishStream. */
function verdictIn(excusedBy: readonly Excuse[], calls: (post: Post) => readonly ReadCall[]): string {
  const [expected, ...more] = verdictsOn(calls(postIn(dialectWith(excusedBy))));
  if (expected === undefined || more.length > 0) throw new Error('not one expectation');
  return `${expected.verdict}: ${expected.cause}`;
}

/** Of each excuse, calls that give it and no other. */
const GIVING: Readonly<Record<Excuse, (post: Post) => readonly ReadCall[]>> = {
  'policy-disabled': (post) => [configured(post, disabled), publish(post)],
  'refused-under-fail': (post) => [configured(post, failing), publish(post, 403)],
  'session-ended': (post) => [publish(post), over(post, 1)],
};

describe.each(EXCUSES)('%s', (excuse) => {
  const others = EXCUSES.filter((other) => other !== excuse);
  test('excuses in rows that list it', () => {
    expect(verdictIn([excuse], GIVING[excuse])).toBe(`excused: ${excuse}`);
    expect(verdictIn(EXCUSES, GIVING[excuse])).toBe(`excused: ${excuse}`);
  });
  test('does not excuse in rows that do not', () => {
    for (const listed of [[], others, ...others.map((other) => [other])]) {
      expect(verdictIn(listed, GIVING[excuse])).toBe('missing: none-came');
    }
  });
});

describe('no excuse', () => {
  const verdict = (calls: (post: Post) => readonly ReadCall[]) => verdictIn(EXCUSES, calls);
  const missing = 'missing: none-came';
  test('that another method is switched off, or that this one was in another session', () => {
    const other = {
      ConnectionStatusEvent: { restPolicy: 'DISABLE' },
      publishStream: { restPolicy: 'DISABLE' },
    };
    expect(verdict((post) => [configured(post, other), publish(post)])).toBe(missing);
    const elsewhere = (post: Post) => {
      const payload = { ...CONTEXT, sessionId: 'other', restClientConfig: disabled };
      return post(-5, 'connect', { sessionId: 'other' }, { answer: { payload } });
    };
    expect(verdict((post) => [elsewhere(post), publish(post)])).toBe(missing);
  });
  test('a refusal that only is written down, and FAIL without a refusal or for what was expected', () => {
    const written = { publishStream: { restOnError: 'LOG' } };
    expect(verdict((post) => [configured(post, written), publish(post, 403)])).toBe(missing);
    expect(verdict((post) => [configured(post, failing), publish(post)])).toBe(missing);
    const expectedOne = { StreamStatusEvent: { restOnError: 'FAIL' } };
    expect(verdict((post) => [configured(post, expectedOne), publish(post, 403)])).toBe(missing);
  });
  test('a refusal where the capture does not show what the session was configured to', () => {
    expect(verdict((post) => [publish(post, 403)])).toBe('inconclusive: unknown-policy');
  });
  test('an end after the window; one on its edge is', () => {
    expect(verdict((post) => [publish(post), over(post, 20)])).toBe('excused: session-ended');
    expect(verdict((post) => [publish(post), over(post, 21)])).toBe(missing);
  });
});

test('no answer is a refusal, and the reason says which it was', () => {
  const reason = (refused: (post: Post) => ReadCall) => {
    const post = postIn(dialectWith(['refused-under-fail']));
    const [expected] = verdictsOn([configured(post, failing), refused(post)]);
    return `${expected?.cause}: ${expected?.reason}`;
  };
  expect(reason(unanswered)).toMatch(/^refused-under-fail: .*got no answer/);
  expect(reason((post) => publish(post, 403))).toMatch(/^refused-under-fail: .*was answered 403/);
});
