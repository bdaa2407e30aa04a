import { describe, expect, test } from 'vitest';
import type { CaptureFacts } from '../../src/checks/capture-facts.ts';
import { CaptureStatistics } from '../../src/checks/capture-statistics.ts';
import { type LikelyCause, likelyCauses } from '../../src/checks/verdicts/likely-cause.ts';
import { type Dialect, defaultDialect, type Expectation } from '../../src/dialects/index.ts';
import type { HookCall, ReadCall } from '../../src/hooks/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { gap, START, story, troubleOf, verdictsOn } from './call-builder.ts';
import { CONTEXT, type ExchangeParts, read, report, scene } from './exchange-builder.ts';

/** What verdicts rest on: how long is waited, what ends a session, what was lost, and what explains an absence. */

const PLAIN = defaultDialect.expectations.find(({ id }) => id === 'publish-status');

/** The default dialect with one expectation only: a status within 20 s after publishStream. */
function dialectWith(changes: Partial<Expectation> = {}): Dialect {
  if (PLAIN === undefined) throw new Error('no such row');
  return { ...defaultDialect, expectations: [{ ...PLAIN, ...changes }] };
}
const opening = (changes: Partial<Expectation['after']> = {}): Partial<Expectation> => ({
  after: {
    methods: ['publishStream'],
    answer: 'any',
    statuses: 'any',
    parameters: [],
    firstOfKey: false,
    earlier: [],
    ...changes,
  },
});

type Post = (
  at: number,
  method: string,
  payload?: object,
  parts?: ExchangeParts,
  changes?: Partial<HookCall>,
) => ReadCall;

function postIn(dialect: Dialect): Post {
  return (at, method, payload = {}, parts = {}, changes = {}) => {
    const body = { ...CONTEXT, ...payload };
    const one = read({ target: `/x/${method}`, payload: body, at: START + at, ...parts }, [dialect]);
    Object.assign(one.call, changes);
    return one;
  };
}
const M = { mediaSessionId: 'm' };
const words = (...args: Parameters<typeof verdictsOn>): readonly string[] =>
  verdictsOn(...args).map(({ verdict, cause }) => (cause === null ? verdict : `${verdict}: ${cause}`));

describe('a window is pushed back by a backend that is slow to answer', () => {
  const post = postIn(dialectWith(opening()));
  const deadline = (changes: Partial<HookCall>, lastSecond = 1000) =>
    verdictsOn([post(0, 'publishStream', M, {}, changes)], {
      lastTime: { seconds: START + lastSecond, nanoseconds: 0 },
    }).map(({ deadline }) => (deadline ?? Number.NaN) - START);
  const answered = (seconds: number, nanoseconds = 0) => {
    const { response } = post(0, 'publishStream', M).call;
    if (response === null) throw new Error('no answer');
    return { response: { ...response, seconds: START + seconds, nanoseconds } };
  };
  test('by as long as the answer took, where that was more than a second', () => {
    expect(deadline(answered(0, 900_000_000))).toEqual([20]);
    expect(deadline(answered(2, 500_000_000))).toEqual([22.5]);
    const late = post(25, 'StreamStatusEvent', { ...M, status: 'PUBLISHING' });
    expect(words([post(0, 'publishStream', M, {}, answered(10)), late])).toEqual(['met']);
    expect(words([post(0, 'publishStream', M, {}, answered(1)), late])).toEqual(['late: came-late']);
  });
  test('without an answer by as long as was waited for one', () => {
    const unanswered = (end: HookCall['end'], seconds: number) =>
      ({ response: null, end, endSeconds: START + seconds }) as const;
    expect(deadline(unanswered('fin', 8))).toEqual([28]);
    expect(deadline(unanswered('fin', 0.5))).toEqual([20]);
    expect(deadline(unanswered('fin', 100))).toEqual([120]);
    expect(deadline(unanswered('fin', 100), 50)).toEqual([70]);
    const timeout = defaultDialect.delivery.timeoutSeconds ?? 0;
    expect(timeout).toBeGreaterThan(1);
    expect(deadline(unanswered('capture', 900))).toEqual([20 + timeout]);
  });
});

describe('an answer', () => {
  const post = postIn(dialectWith(opening({ answer: 'ok' })));
  const unanswered = (kind: 'lost-bytes' | 'truncated', side: 'response' | 'request') =>
    verdictsOn([
      post(0, 'publishStream', M, { answer: null, problems: [{ kind, side, offset: 0, excerpt: '' }] }),
    ]);
  test('that the capture lost may have been good; one that never came was not', () => {
    expect(unanswered('lost-bytes', 'response')).toHaveLength(1);
    expect(unanswered('truncated', 'response')).toEqual([]);
    expect(unanswered('lost-bytes', 'request')).toEqual([]);
  });
});

describe('a condition on a parameter', () => {
  const opened = (
    within: 'request' | 'request-or-answer',
    payload: object,
    answer: object,
    name = 'record',
  ) => {
    const parameters = [{ parameter: name, test: 'is', value: true, within }] as const;
    const post = postIn(dialectWith(opening({ parameters })));
    return verdictsOn([post(0, 'publishStream', { ...M, ...payload }, { answer: { payload: answer } })])
      .length;
  };
  test.each(['record', 'beta'])('is met by the answer where the answer counts: %s', (name) => {
    expect(opened('request-or-answer', {}, { [name]: true }, name)).toBe(1);
    expect(opened('request-or-answer', { [name]: true }, {}, name)).toBe(1);
    expect(opened('request', {}, { [name]: true }, name)).toBe(0);
    expect(opened('request', { [name]: true }, {}, name)).toBe(1);
  });
});

test('a condition finds its parameter by an alias as well', () => {
  const parameters = [{ parameter: 'mediaSessionId', test: 'is', value: 'm', within: 'request' }] as const;
  const post = postIn(dialectWith(opening({ methods: ['playStream'], parameters })));
  expect(verdictsOn([post(0, 'playStream', { mediaSession: 'm' })])).toHaveLength(1);
  expect(verdictsOn([post(0, 'playStream', { mediaSession: 'n' })])).toEqual([]);
});

describe('the end of a session', () => {
  const post = postIn(dialectWith({ ...opening(), excusedBy: ['session-ended'] }));
  const publish = post(0, 'publishStream', M);
  const over = post(1, 'ConnectionStatusEvent', { status: 'DISCONNECTED' });
  test('excuses what no longer came', () => {
    expect(words([publish, over])).toEqual(['excused: session-ended']);
    expect(words([publish, over, post(2, 'pushLogs')])).toEqual(['excused: session-ended']);
  });
  test('is that of its own life: an id that is opened again stands for another session', () => {
    const again = post(2, 'connect');
    expect(words([publish, over, again])).toEqual(['excused: session-ended']);
    const publishedAgain = post(3, 'publishStream', M);
    expect(
      words([
        post(-9, 'connect'),
        post(-5, 'ConnectionStatusEvent', { status: 'DISCONNECTED' }),
        again,
        publishedAgain,
      ]),
    ).toEqual(['missing: none-came']);
  });
  test('is not that of a call or stream, nor one too late', () => {
    const nothing = ['missing: none-came'];
    expect(words([publish, post(1, 'CallStatusEvent', { callId: '1', status: 'FINISH' })])).toEqual(nothing);
    expect(words([publish, post(1, 'CallStatusEvent', { callId: '1', status: 'DISCONNECTED' })])).toEqual(
      nothing,
    );
    expect(words([publish, post(25, 'ConnectionStatusEvent', { status: 'DISCONNECTED' })])).toEqual(nothing);
  });
});

describe('calls that name no session', () => {
  const post = postIn(dialectWith(opening()));
  const status = (payload: object) => post(1, 'StreamStatusEvent', { status: 'PUBLISHING', ...payload });
  const nameless = { sessionId: undefined };
  test('may be of any session with the same dialog', () => {
    expect(words([post(0, 'publishStream', { ...M, ...nameless }), status(M)])).toEqual(['met']);
    expect(words([post(0, 'publishStream', M), status({ ...M, sessionId: 'other' })])).toEqual([
      'missing: none-came',
    ]);
  });
  test('leave it open whether a call without a dialog, of whatever session, is theirs', () => {
    const publish = post(0, 'publishStream', { ...M, ...nameless });
    expect(words([publish, status({})])).toEqual(['inconclusive: unkeyed-call']);
    expect(words([publish, status(nameless)])).toEqual(['inconclusive: unkeyed-call']);
    const anyApp = post(0, 'publishStream', { ...M, appKey: undefined });
    expect(words([anyApp, status(nameless)])).toEqual(['inconclusive: unkeyed-call']);
    expect(words([post(0, 'publishStream', M), status({ sessionId: 'other' })])).toEqual([
      'missing: none-came',
    ]);
  });
});

describe('moments are told to parts of a second', () => {
  const publish = postIn(dialectWith(opening()))(0, 'publishStream', M);
  test('those of losses', () => {
    const lostUntil = (nanoseconds: number) => {
      const lost = gap({ sinceSeconds: START - 9, seconds: START - 1, nanoseconds });
      return words([publish], { connections: [story({ anomalies: troubleOf(lost) })] });
    };
    expect(lostUntil(900_000_000)).toEqual(['inconclusive: lost-packets']);
    expect(lostUntil(100_000_000)).toEqual(['missing: none-came']);
  });
  test('those of losses, also where what was sought may have come long before', () => {
    const early = postIn(dialectWith({ ...opening(), metBefore: 'dialog' }))(0, 'publishStream', M);
    const lostAt = (seconds: number, nanoseconds: number) => {
      const lost = gap({ sinceSeconds: START - 9, seconds: START + seconds, nanoseconds });
      return words([early], { connections: [story({ anomalies: troubleOf(lost) })] });
    };
    expect(lostAt(-1, 750_000_000)).toEqual(['inconclusive: lost-packets']);
    expect(lostAt(-1, 250_000_000)).toEqual(['missing: none-came']);
  });
  test('the end of the capture', () => {
    const ending = (seconds: number, nanoseconds: number) =>
      words([publish], { lastTime: { seconds: START + seconds, nanoseconds } });
    expect(ending(20, 500_000_000)).toEqual(['missing: none-came']);
    expect(ending(19, 500_000_000)).toEqual(['inconclusive: capture-ended']);
  });
});

describe('what may explain an absence', () => {
  const post = postIn(dialectWith(opening()));
  const publish = post(0, 'publishStream', M);
  function causes(
    changes: Partial<CaptureFacts> = {},
    reads: readonly ReadCall[] = [publish],
  ): readonly LikelyCause[] {
    const missing = verdictsOn(reads).find(({ verdict }) => verdict === 'missing');
    if (missing === undefined) throw new Error('nothing is missing');
    return likelyCauses(
      missing,
      new CaptureStatistics({ ...scene(reads.map(({ call }) => call)), ...changes }),
    );
  }
  const framesOf = (...connections: readonly ConnectionSummary[]) => causes({ connections })[0]?.frames;
  const refused = (at: number, resetFrame = 41) => {
    const [seconds, nanoseconds] = [Math.floor(at), Math.round((at - Math.floor(at)) * 1e9)];
    return story({
      handshake: 'refused',
      resetFrame,
      firstSeconds: START + seconds,
      firstNanoseconds: nanoseconds,
    });
  };

  test('is a connection that was refused, got no answer, or was reset by the backend', () => {
    expect(framesOf(refused(1))).toEqual([41]);
    expect(framesOf(story({ handshake: 'unanswered', firstFrame: 40 }))).toEqual([40]);
    const reset = { resetFrame: 44, resetBy: 1 } as const;
    expect(framesOf(story(reset))).toEqual([44]);
    expect(framesOf(story(reset), refused(1))).toEqual([41]);
    const [cause] = causes({ connections: [story(reset)] });
    expect(cause?.remedies).toContain('check-backend');
    expect(cause?.rulesOut).toContain('add-method');
  });
  test('is none that the call server reset, or that went well', () => {
    expect(framesOf(story({ resetFrame: 44, resetBy: 0 }))).toEqual([]);
    expect(framesOf(story({ handshake: 'unseen', client: null, resetFrame: 44, resetBy: 1 }))).toEqual([]);
    expect(framesOf(story())).toEqual([]);
  });
  test('is one that began from shortly before the trigger until the window closed', () => {
    expect(framesOf(refused(-0.25))).toEqual([41]);
    expect(framesOf(refused(-0.75))).toEqual([]);
    expect(framesOf(refused(20))).toEqual([41]);
    expect(framesOf(refused(20.25))).toEqual([]);
    expect(framesOf(refused(30, 1), refused(5, 3), refused(2, 2), refused(-9, 4))).toEqual([2, 3]);
  });
  test('names some frames where many failed', () => {
    const many = Array.from({ length: 12 }, (_, index) => refused(index, 100 + index));
    expect(framesOf(...many)).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
    expect(framesOf(refused(-5), ...many.slice(0, 2))).toEqual([100, 101]);
  });
  test('else whether the method occurs at all, and whether the configuration is known', () => {
    const connected = post(-50, 'connect');
    expect(causes()).toHaveLength(2);
    expect(causes({}, [connected, publish])).toHaveLength(1);
    expect(causes({}, [post(-50, 'connect', { sessionId: 'other' }), publish])).toHaveLength(2);
    expect(causes()[0]?.rulesOut).toEqual([]);
    const elsewhere = post(900, 'StreamStatusEvent', { mediaSessionId: 'other', status: 'PUBLISHING' });
    expect(causes({}, [publish, elsewhere])[0]?.rulesOut).toContain('add-method');
    for (const cause of causes({}, [publish, elsewhere])) expect(cause.remedies).toEqual([]);
  });
  test('of another application proves nothing', () => {
    const payload = { mediaSessionId: 'other', appKey: 'otherApp', status: 'PUBLISHING' };
    expect(causes({}, [publish, post(900, 'StreamStatusEvent', payload)])[0]?.rulesOut).toEqual([]);
  });
  test('of a PBX is no configuration of a session', () => {
    const alert = report({ action: 'ALERT', callid: '7', ext: { extid: '100' } }, { at: START });
    expect(causes({}, [alert])).toHaveLength(1);
  });
});
