import { hostOf } from '../base/endpoint.ts';
import { secondsOf } from '../base/time.ts';
import { isAccepted } from './acceptance.ts';
import { type HookCall, timeOf } from './call.ts';

/**
 * Links calls that repeat an earlier one: the same method, target and body from the same host, soon after the
 * earlier one failed. The dialect's retry rule says which failures are repeated, and how soon.
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
  const causes = call.dialect.delivery.retry?.after ?? [];
  if (call.response === null) return causes.includes('no-response');
  return causes.includes('refused') && !isAccepted(call.dialect, call.response);
}

function isSoonAfter(earlier: HookCall, call: HookCall): boolean {
  const delay = timeOf(call) - failureOf(earlier);
  // Nobody repeats what is still waiting for its answer: that is another call that says the same, as keep-alives do.
  const tolerance = call.dialect.toleranceSeconds;
  const within = earlier.dialect.delivery.retry?.withinSeconds ?? 0;
  return delay >= -tolerance && delay <= within && timeOf(call) > timeOf(earlier);
}

/** When the sender knew that a call had failed. Where the capture shows no end of waiting, it is the timeout's, if that is known. */
function failureOf(call: HookCall): number {
  const { response, end, endSeconds, dialect } = call;
  if (response !== null) return secondsOf(response);
  if (end !== 'capture' && end !== 'abandoned') return endSeconds;
  return timeOf(call) + (dialect.delivery.timeoutSeconds ?? 0);
}
