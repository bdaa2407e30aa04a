import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallGroup, isSought, type SoughtCall } from '../../src/checks/verdicts/call-group.ts';
import type { ExpectationResult } from '../../src/checks/verdicts/expected.ts';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import { type HookCall, type ReadCall, timeOf } from '../../src/hooks/index.ts';
import { START, verdictsOn } from './call-builder.ts';
import { CONTEXT, hook } from './exchange-builder.ts';

/** Small groups are gone through, large ones have an index: both must find the same. */

const METHODS = ['call', 'CallStatusEvent', 'hangup', 'sendDTMF', 'myHook'];
const STATUSES = [undefined, 'FINISH', 'finish', 'RING'];
const KINDS = METHODS.flatMap((method) =>
  STATUSES.map((status) => hook(method, { callId: '1', status }).call),
);

const calls = fc
  .array(fc.tuple(fc.constantFrom(...KINDS), fc.nat(3)), { maxLength: 90, size: 'max' })
  .map((steps) => {
    let seconds = START;
    return steps.map(([kind, pause], index): HookCall => {
      seconds += pause;
      return { ...kind, index, seconds };
    });
  });
const sought = fc.array(
  fc.record({
    method: fc.constantFrom(...METHODS, 'HANGUP', 'noHook'),
    statuses: fc.oneof(
      fc.constant('any' as const),
      fc.uniqueArray(fc.constantFrom(null, 'FINISH', 'Ring', 'HOLD'), { maxLength: 3 }),
    ),
  }),
  { maxLength: 3 },
);
const moment = fc.integer({ min: -5, max: 150 }).map((seconds) => START + seconds);

function groupOf(members: readonly HookCall[]): CallGroup {
  // Between others, as groups stand in the list of all.
  return new CallGroup([...members, ...members, ...members], members.length, 2 * members.length);
}

test('the first of the sought calls within a span, in groups of any size', () => {
  fc.assert(
    fc.property(calls, sought, moment, moment, fc.nat(4), (members, wanted, from, until, odd) => {
      const accepts = (one: HookCall) => one.index % 5 !== odd;
      const found = groupOf(members).first(wanted, from, until, accepts);
      const isWanted = (one: HookCall) => wanted.some((each: SoughtCall) => isSought(each, one));
      const within = members.filter((one) => timeOf(one) >= from && timeOf(one) <= until);
      expect(found).toBe(within.find((one) => isWanted(one) && accepts(one)) ?? null);
    }),
  );
});

test('whether one of the methods was called before, in groups of any size', () => {
  const methods = fc.array(fc.constantFrom('call', 'HANGUP', 'CallStatusEvent', 'noHook'), { maxLength: 2 });
  fc.assert(
    fc.property(calls, methods, fc.nat(95), (members, names, index) => {
      const rows = names.map((name) => findMethod(defaultDialect, name));
      const earlier = members.filter((one) => one.methodSpec !== null && one.index < index);
      expect(groupOf(members).hasBefore(names, index)).toBe(
        earlier.some((one) => rows.includes(one.methodSpec)),
      );
    }),
  );
});

describe('verdicts', () => {
  const withStatus = (method: string, payload: object, status: number, at: number) =>
    hook(method, payload, { at: START + at, answer: { status } });
  const step = fc.record({
    method: fc.constantFrom('call', 'hangup', 'OnCallEvent', 'answer', 'CallStatusEvent', 'CallStatusEvent'),
    callId: fc.constantFrom('1', '1', '2', undefined),
    status: fc.constantFrom(undefined, 'TRYING', 'established', 'FINISH'),
    answered: fc.constantFrom(200, 200, 403),
    at: fc.nat(120),
  });
  const connection = fc.record({
    method: fc.constantFrom('connect', 'ConnectionStatusEvent'),
    status: fc.constantFrom(undefined, 'ESTABLISHED', 'DISCONNECTED'),
    answered: fc.constantFrom(200, 403),
    at: fc.nat(120),
  });
  const told = (expected: readonly ExpectationResult[]) =>
    expected.map(({ expectation, trigger, verdict, metBy, cause, reason }) => [
      expectation.id,
      trigger.index,
      verdict,
      metBy?.index,
      cause,
      reason,
    ]);
  /** Calls that open no expectation, with and without a dialog, long after the others. */
  const padding = (): readonly ReadCall[] =>
    Array.from({ length: 40 }, (_, index) => 900 + index).flatMap((at) => [
      withStatus('sendDTMF', { callId: '1' }, 200, at),
      withStatus('sendDTMF', { callId: '2' }, 200, at),
      withStatus('sendDTMF', {}, 200, at),
      withStatus('myHook', {}, 200, at),
    ]);
  test('do not depend on how many other calls the session and its dialogs have', () => {
    const steps = fc.tuple(fc.array(step, { maxLength: 16 }), fc.array(connection, { maxLength: 3 }));
    const property = fc.property(steps, ([dialogs, connections]) => {
      const few = () =>
        [...dialogs, ...connections].map(({ method, answered, at, ...payload }) =>
          withStatus(method, payload, answered, at),
        );
      expect(told(verdictsOn([...few(), ...padding()]))).toEqual(told(verdictsOn(few())));
    });
    fc.assert(property, { numRuns: 60 });
  });
  test('nor on how many sessions use the same dialog id', () => {
    const course = (sessionId: string, at: number) => [
      withStatus('call', { callId: '1', sessionId }, 200, at),
      withStatus('CallStatusEvent', { callId: '1', sessionId, status: 'TRYING' }, 200, at + 1),
      withStatus('hangup', { callId: '1', sessionId }, 200, at + 20),
    ];
    const verdicts = (reads: readonly ReadCall[]) =>
      verdictsOn(reads)
        .filter(({ trigger }) => trigger.sessionId === CONTEXT.sessionId)
        .map(({ expectation, verdict }) => [expectation.id, verdict]);
    const alone = verdicts(course(CONTEXT.sessionId, 0));
    expect(alone).toContainEqual(['hangup-end', 'missing']);
    const others = Array.from({ length: 20 }, (_, index) => course(`other ${index}`, index)).flat();
    expect(verdicts([...course(CONTEXT.sessionId, 0), ...others])).toEqual(alone);
  });
});
