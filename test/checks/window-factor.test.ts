import { describe, expect, test } from 'vitest';
import { flowMissingCall } from '../../src/checks/rules/flow-missing-call.ts';
import { decideAll } from '../../src/checks/verdicts/decide.ts';
import { type EvidenceInput, gatherEvidence } from '../../src/checks/verdicts/evidence.ts';
import type { ExpectationResult } from '../../src/checks/verdicts/expected.ts';
import { TriggerBook } from '../../src/checks/verdicts/triggers.ts';
import { type Dialect, defaultDialect, type Expectation } from '../../src/dialects/index.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { gap, inOrder, moment, START, story, theFinding, troubleOf } from './call-builder.ts';
import { CONTEXT, type ExchangeParts, read } from './exchange-builder.ts';

/** `--window`: all windows are so many times as long; tolerances and what the backend took to answer are not. */

const ANY_TRIGGER = {
  answer: 'any',
  statuses: 'any',
  parameters: [],
  firstOfKey: false,
  earlier: [],
} as const;

function dialectWith(changes: Partial<Expectation>): Dialect {
  const plain = defaultDialect.expectations.find(({ id }) => id === 'publish-status');
  if (plain === undefined) throw new Error('no such row');
  return { ...defaultDialect, expectations: [{ ...plain, excusedBy: [], ...changes }] };
}

/** A status within 20 s after publishStream. */
const FORWARD = dialectWith({ after: { ...ANY_TRIGGER, methods: ['publishStream'] } });
/** publishStream within 10 s before a status. */
const BACKWARD = dialectWith({
  direction: 'predecessor',
  windowSeconds: 10,
  after: { ...ANY_TRIGGER, methods: ['StreamStatusEvent'] },
  expect: [{ method: 'publishStream', statuses: 'any' }],
});

const call = (dialect: Dialect, method: string, at: number, parts: ExchangeParts = {}): ReadCall => {
  const payload = {
    ...CONTEXT,
    mediaSessionId: 'm',
    status: method === 'publishStream' ? undefined : 'PUBLISHING',
  };
  return read({ target: `/x/${method}`, payload, at: START + at, ...parts }, [dialect]);
};
const publish = (at: number, dialect = FORWARD, parts: ExchangeParts = {}) =>
  call(dialect, 'publishStream', at, parts);
const status = (at: number, dialect = FORWARD) => call(dialect, 'StreamStatusEvent', at);

function decided(
  factor: number,
  reads: readonly ReadCall[],
  changes: Partial<EvidenceInput> = {},
): ExpectationResult {
  const book = new TriggerBook();
  const ordered = inOrder(reads);
  for (const one of ordered) book.note(one);
  const whole = { connections: [], captures: [], firstTime: moment(-1000), lastTime: moment(1000) };
  const calls = ordered.map((one) => one.call);
  const [expected, ...more] = decideAll(
    book.triggers().slice(),
    gatherEvidence({ calls, ...whole, ...changes }),
    factor,
  );
  if (expected === undefined || more.length > 0) throw new Error('not one expectation');
  return expected;
}
const verdict = (...args: Parameters<typeof decided>): string => {
  const expected = decided(...args);
  return expected.cause === null ? expected.verdict : `${expected.verdict}: ${expected.cause}`;
};

describe('a window after its trigger', () => {
  test.each([
    [0.5, 10],
    [2, 40],
    [3, 60],
  ])('times %d closes after %d s, that second included', (factor, seconds) => {
    expect(verdict(factor, [publish(0), status(seconds)])).toBe('met');
    expect(verdict(factor, [publish(0), status(seconds + 1)])).toBe('late: came-late');
    expect(verdict(factor, [publish(0)])).toBe('missing: none-came');
    const { deadline, windowSeconds } = decided(factor, [publish(0)]);
    expect([(deadline ?? Number.NaN) - START, windowSeconds]).toEqual([seconds, seconds]);
  });
  test('is to end before the capture does', () => {
    const lastTime = moment(30);
    expect(verdict(1, [publish(0)], { lastTime })).toBe('missing: none-came');
    expect(verdict(2, [publish(0)], { lastTime })).toBe('inconclusive: capture-ended');
  });
  test('is as long for losses', () => {
    const lost = gap({ sinceSeconds: START + 30, seconds: START + 31 });
    const connections = [story({ anomalies: troubleOf(lost) })];
    expect(verdict(1, [publish(0)], { connections })).toBe('missing: none-came');
    expect(verdict(2, [publish(0)], { connections })).toBe('inconclusive: lost-packets');
  });
  test('is pushed back by as long as the answer took, whatever the factor', () => {
    const slow = publish(0);
    if (slow.call.response === null) throw new Error('no answer');
    Object.assign(slow.call, { response: { ...slow.call.response, ...moment(4) } });
    expect((decided(2, [slow]).deadline ?? Number.NaN) - START).toBe(44);
    expect((decided(0.5, [slow]).deadline ?? Number.NaN) - START).toBe(14);
  });
});

describe('a window before its trigger', () => {
  test.each([
    [0.5, 5],
    [2, 20],
  ])('times %d opens %d s before it, that second included', (factor, seconds) => {
    expect(verdict(factor, [publish(-seconds, BACKWARD), status(0, BACKWARD)])).toBe('met');
    expect(verdict(factor, [publish(-seconds - 1, BACKWARD), status(0, BACKWARD)])).toBe(
      'missing: none-came',
    );
    expect(decided(factor, [status(0, BACKWARD)]).windowSeconds).toBe(seconds);
  });
  test('is to begin after the capture did', () => {
    const firstTime = moment(-15);
    expect(verdict(1, [status(0, BACKWARD)], { firstTime })).toBe('missing: none-came');
    expect(verdict(2, [status(0, BACKWARD)], { firstTime })).toBe('inconclusive: capture-began-late');
  });
  test('closes when it did: what was overtaken comes within the tolerance', () => {
    const { toleranceSeconds } = defaultDialect;
    for (const factor of [0.01, 100]) {
      expect((decided(factor, [status(0, BACKWARD)]).deadline ?? Number.NaN) - START).toBe(toleranceSeconds);
      expect(verdict(factor, [status(0, BACKWARD), publish(1, BACKWARD)])).not.toBe('met');
    }
  });
});

test('what counts however long before a trigger does so with any factor', () => {
  const dialect = dialectWith({ after: { ...ANY_TRIGGER, methods: ['publishStream'] }, metBefore: 'dialog' });
  for (const factor of [0.01, 10]) {
    expect(verdict(factor, [status(-500, dialect), publish(0, dialect)])).toBe('met');
    expect(verdict(factor, [status(-500), publish(0)])).toBe('missing: none-came');
  }
});

test('the tolerance before a trigger is as long as ever', () => {
  const early = (seconds: number) => {
    const event = status(-1);
    Object.assign(event.call, { nanoseconds: (1 - seconds) * 1e9 });
    return event;
  };
  for (const factor of [0.01, 100]) {
    expect(verdict(factor, [early(0.25), publish(0)])).toBe('met');
    expect(verdict(factor, [early(0.75), publish(0)])).not.toBe('met');
  }
});

describe('what is told of an absence', () => {
  const told = (factor: number, reads: readonly ReadCall[], connections: readonly ConnectionSummary[] = []) =>
    theFinding(flowMissingCall, {
      calls: reads.map((one) => one.call),
      connections,
      expectations: [decided(factor, reads)],
    });
  test('has the window as long as it was', () => {
    const after = told(2, [publish(0)]);
    expect(after.message).toContain('within 40 s of publishStream');
    expect(after.time).toEqual(moment(40));
    expect(told(2, [status(0, BACKWARD)]).message).toContain('in the 20 s before');
  });
  test('has the status of the call where it has one', () => {
    expect(told(1, [status(0, BACKWARD)]).message).toContain('StreamStatusEvent PUBLISHING (');
    const bare = status(0, BACKWARD);
    Object.assign(bare.call, { status: null });
    expect(told(1, [bare]).message).toContain('StreamStatusEvent (');
  });
  test('names a connection that failed while it was open', () => {
    const refused = story({ handshake: 'refused', resetFrame: 41, firstSeconds: START + 30 });
    expect(told(1, [publish(0)], [refused]).frames).toEqual([10]);
    expect(told(2, [publish(0)], [refused]).frames).toEqual([10, 41]);
  });
});
