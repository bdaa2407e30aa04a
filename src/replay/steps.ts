import { type Instant, secondsBetween, secondsOf } from '../base/time.ts';
import type { Analysis } from '../engine/index.ts';
import { type HookCall, sessionIndexes } from '../hooks/index.ts';

/** A call of a capture that is to be made again. Times are seconds since the first call of the replay. */
export interface ReplayStep {
  /** Among the calls of the replay, from 1. */
  readonly number: number;
  readonly call: HookCall;
  /** What its session is known by: calls that name none are known by their dialog, or their connection. */
  readonly session: string;
  /** When it began. */
  readonly begins: number;
  /** When it was over; Infinity where the capture ended before. */
  readonly ends: number;
}

/**
 * The calls of an analysis in the order in which the call server made them. A call that took several attempts, or was seen at
 * several points of its way, is one step: its last attempt.
 */
export function* replaySteps({ calls, sessions, positions }: Analysis): Iterable<ReplayStep> {
  const [first] = calls;
  if (first === undefined) return;
  const indexes = sessionIndexes(sessions, calls.length);
  let number = 0;
  for (const call of calls) {
    number += 1;
    yield {
      number,
      call,
      session: sessionKey(call, indexes[positions.of(call)]),
      begins: Math.max(0, secondsBetween(first, call)),
      ends: endOf(call, first),
    };
  }
}

function sessionKey({ sessionId, dialog, stream }: HookCall, index: number): string {
  if (sessionId !== null) return `session ${index}`;
  return dialog === null ? `connection ${stream}` : `dialog ${dialog.kind} ${dialog.id}`;
}

function endOf(call: HookCall, first: Instant): number {
  if (call.response !== null) return secondsBetween(first, call.response);
  return call.end === 'capture' ? Number.POSITIVE_INFINITY : call.endSeconds - secondsOf(first);
}
