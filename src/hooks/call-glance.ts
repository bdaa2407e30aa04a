import { secondsOf } from '../base/time.ts';
import { isAccepted } from './acceptance.ts';
import type { HookCall } from './call.ts';
import { CallRow } from './call-row.ts';
import { type CallTraits, traitsFrom } from './call-traits.ts';

// What all calls are asked one after the other. A row answers with a number of its columns; the members of a call that stand
// for the same are objects, which are made whenever they are asked for. Calls that are no rows answer by their members.

/** The first frame of a call's request. */
export function firstFrameOf(call: HookCall): number {
  return call instanceof CallRow ? call.firstRequestFrame() : call.requestFrames[0];
}

/** Whether a call has a response. */
export function isAnswered(call: HookCall): boolean {
  return call instanceof CallRow ? call.isAnswered() : call.response !== null;
}

/** Whether a call has a response that the server takes for consent. */
export function isAcceptedCall(call: HookCall): boolean {
  return call instanceof CallRow ? call.isAccepted() : isAccepted(call);
}

/** HTTP status of a call's response; 0 where it has none. */
export function responseStatusOf(call: HookCall): number {
  return call instanceof CallRow ? call.responseStatus() : (call.response?.status ?? 0);
}

/** When the response of a call was there to its last byte: seconds since 1970; NaN where there is none. */
export function answeredAt(call: HookCall): number {
  if (call instanceof CallRow) return call.answeredAt();
  return call.response === null ? Number.NaN : secondsOf(call.response);
}

/** Seconds from a call's request to its response, below 0 where that is timed before it; NaN where there is none. */
export function delayOf(call: HookCall): number {
  if (call instanceof CallRow) return call.delay();
  if (call.response === null) return Number.NaN;
  const { latencySeconds, aheadSeconds } = call.response;
  return aheadSeconds > 0 ? -aheadSeconds : latencySeconds;
}

/** False where a call certainly has no problems, no numbers, no configuration, and ended with its response. */
export function mayBeRare(call: HookCall): boolean {
  return call instanceof CallRow ? call.isRare() : true;
}

/** What follows from a call's dialect, method and statuses. */
export function traitsOf(call: HookCall): CallTraits {
  return call instanceof CallRow ? call.traits() : traitsFrom(call, call.response?.status ?? 0);
}
