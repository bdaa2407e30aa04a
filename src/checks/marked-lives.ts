import { ITEMS_A_STEP, SESSIONS_A_STEP, type Steps } from '../base/steps.ts';
import { type CallTraits, type HookCall, type Session, traitsOf } from '../hooks/index.ts';
import type { CaptureFacts } from './capture-facts.ts';

/** Whether a call at a position, of which these traits are known, makes its session worth a closer look. */
export type LifeMark = (traits: CallTraits, position: number, call: HookCall) => boolean;

/**
 * Shows the sessions that have a call which is marked; in steps. What rules ask of the lives of sessions and dialogs costs objects for
 * each of these. Nearly all of them are sound, and one look at the traits of their calls tells so.
 */
export function* forMarkedSessions(
  { calls, sessions }: CaptureFacts,
  isMarked: LifeMark,
  show: (session: Session) => void,
): Steps<void> {
  const marks = new Uint8Array(calls.length);
  let marked = 0;
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    if (!isMarked(traitsOf(call), position, call)) continue;
    marks[position] = 1;
    marked += 1;
  }
  if (marked === 0) return;
  for (let index = 0; index < sessions.length; index++) {
    if (index % SESSIONS_A_STEP === 0) yield;
    const session = sessions.at(index);
    if (session?.calls.some((position) => marks[position] === 1)) show(session);
  }
}
