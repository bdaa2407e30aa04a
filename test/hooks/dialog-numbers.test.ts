import { expect, it } from 'vitest';
import { groupSessions, type HookCall, numberDialogs } from '../../src/hooks/index.ts';
import { hookCall } from './messages.ts';

const one = hookCall('call', { callId: 'one', sessionId: 's' });
const two = hookCall('call', { callId: 'two', sessionId: 's' });
const none = hookCall('connect', { sessionId: 's' });

/** The same call as one of a dialog of another kind. */
function ofOtherKind(call: HookCall): HookCall {
  const { methodSpec } = call;
  if (methodSpec === null || methodSpec.dialog === null) throw new Error('no dialog');
  return { ...call, methodSpec: { ...methodSpec, dialog: { ...methodSpec.dialog, kind: 'other' } } };
}

it('dialogs are numbered in order of the first call, those of one id by their kinds', () => {
  const calls = [one, none, two, ofOtherKind(one), one, ofOtherKind(one), ofOtherKind(two)];
  const { of, count, groups } = numberDialogs(calls);
  expect([...of]).toEqual([0, -1, 1, 2, 0, 2, 3]);
  expect(count).toBe(4);
  expect([...groups.positions(2)]).toEqual([3, 5]);
});

it('a session gives the same dialogs however often it is asked, and whatever was asked of others', () => {
  const elsewhere = hookCall('call', { callId: 'one', sessionId: 'other' });
  const [session, other] = groupSessions([one, two, elsewhere, one]);
  const callsOf = (asked: typeof session): readonly (readonly number[])[] =>
    asked.dialogs.map(({ calls }) => calls);
  expect(callsOf(session)).toEqual([[0, 3], [1]]);
  expect(callsOf(other)).toEqual([[2]]);
  expect(callsOf(session)).toEqual([[0, 3], [1]]);
});
