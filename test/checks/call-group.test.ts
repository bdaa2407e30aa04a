import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallGroup, isSought, NO_POSITION, type SoughtCall } from '../../src/checks/verdicts/call-group.ts';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import { CallPositions, type HookCall, type ReadCall, timeOf } from '../../src/hooks/index.ts';
import { inOrder, START, verdictsOn } from './call-builder.ts';
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
    return steps.map(([kind, pause], id): HookCall => {
      seconds += pause;
      return { ...kind, id, seconds };
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

/** The position of a member in the list of all calls: members stand between others. */
const positionOf = (place: number) => 2 * place + 1;

function groupOf(members: readonly HookCall[]): CallGroup {
  const all = members.flatMap((member) => [{ ...member, id: -1 - member.id }, member]);
  return new CallGroup(
    all,
    members.map((_, place) => positionOf(place)),
  );
}

test('the first of the sought calls within a span, in groups of any size', () => {
  fc.assert(
    fc.property(calls, sought, moment, moment, fc.nat(4), (members, wanted, from, until, odd) => {
      const accepts = (one: HookCall) => one.id % 5 !== odd;
      const found = groupOf(members).first(wanted, from, until, accepts);
      const isWanted = (one: HookCall) => wanted.some((each: SoughtCall) => isSought(each, one));
      const isWithin = (one: HookCall) => timeOf(one) >= from && timeOf(one) <= until;
      const first = members.findIndex((one) => isWithin(one) && isWanted(one) && accepts(one));
      expect(found).toBe(first < 0 ? NO_POSITION : positionOf(first));
    }),
  );
});

test('whether one of the methods was called before, in groups of any size', () => {
  const methods = fc.array(fc.constantFrom('call', 'HANGUP', 'CallStatusEvent', 'noHook'), { maxLength: 2 });
  fc.assert(
    fc.property(calls, methods, fc.nat(190), (members, names, position) => {
      const rows = names.map((name) => findMethod(defaultDialect, name));
      const earlier = members.filter((one, place) => one.methodSpec !== null && positionOf(place) < position);
      expect(groupOf(members).hasBefore(names, position)).toBe(
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
  const told = (reads: readonly ReadCall[]) => {
    const positions = CallPositions.of(inOrder(reads).map((one) => one.call));
    return verdictsOn(reads).map(({ expectation, trigger, verdict, metBy, cause, reason }) => [
      expectation.id,
      positions.of(trigger),
      verdict,
      metBy === null ? null : positions.of(metBy),
      cause,
      reason,
    ]);
  };
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
      expect(told([...few(), ...padding()])).toEqual(told(few()));
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
