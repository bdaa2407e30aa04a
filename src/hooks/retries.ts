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
  if (call.answer === null) return true;
  return call.dialect.delivery.repeatsUntilAccepted && call.answer.status !== 200;
}

function isSoonAfter(earlier: HookCall, call: HookCall): boolean {
  const failedAt =
    earlier.answer === null ? earlier.endSeconds : earlier.answer.seconds + earlier.answer.nanoseconds / 1e9;
  const delay = timeOf(call) - failedAt;
  // Hosts that lost the first answer may repeat before the old connection is seen to end.
  return delay <= RETRY_WITHIN_SECONDS && timeOf(call) > timeOf(earlier);
}

function hostOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(':'));
}
