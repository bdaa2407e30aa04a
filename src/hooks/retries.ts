import { hostOf } from '../base/endpoint.ts';
import { secondsOf } from '../base/time.ts';
import { type HookCall, timeOf } from './call.ts';

/** Seconds between the failure of a hook call and its repetition. No document gives the delay; retries follow at once in practice. */
const RETRY_WITHIN_SECONDS = 5;

/**
 * Links calls that repeat an earlier one: the same method, target and body from the same host, soon after the
 * earlier one failed. A call that got no answer is sent again (WCS since 5.2.1475); a PBX that repeats until it is
 * accepted does so after any answer other than 200.
 * `calls` in order of request.
 */
export function linkRetries(calls: readonly HookCall[]): void {
  const failed = new Map<string, HookCall>();
  for (const call of calls) {
    // What was linked when less of the capture was known may not hold any more.
    call.retryOf = null;
    call.retriedBy = null;
    const isFailure = hasFailed(call);
    // Where nothing failed nothing is repeated: the ordinary call costs no key.
    if (!isFailure && failed.size === 0) continue;
    const key = keyOf(call);
    const earlier = failed.get(key);
    if (earlier !== undefined && isSoonAfter(earlier, call)) {
      call.retryOf = earlier;
      earlier.retriedBy = call;
    }
    if (isFailure) failed.set(key, call);
    else failed.delete(key);
  }
}

function keyOf(call: HookCall): string {
  const { method, target, fingerprint, sessionId, dialog } = call;
  return [method, target, hostOf(call.client), fingerprint, sessionId, dialog?.id].join('\n');
}

function hasFailed(call: HookCall): boolean {
  if (call.response === null) return true;
  return call.dialect.delivery.repeatsUntilAccepted && call.response.status !== 200;
}

function isSoonAfter(earlier: HookCall, call: HookCall): boolean {
  const delay = timeOf(call) - failureOf(earlier);
  // Nobody repeats what is still waiting for its answer: that is another call that says the same, as keep-alives do.
  const tolerance = call.dialect.toleranceSeconds;
  return delay >= -tolerance && delay <= RETRY_WITHIN_SECONDS && timeOf(call) > timeOf(earlier);
}

/** When the sender knew that a call had failed. Where the capture shows no end of waiting, it is the timeout's, if that is known. */
function failureOf(call: HookCall): number {
  const { response, end, endSeconds, dialect } = call;
  if (response !== null) return secondsOf(response);
  if (end !== 'capture' && end !== 'abandoned') return endSeconds;
  return timeOf(call) + (dialect.delivery.timeoutSeconds ?? 0);
}
