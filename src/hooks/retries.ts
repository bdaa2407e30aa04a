import { hostOf } from '../base/endpoint.ts';
import { secondsOf } from '../base/time.ts';
import { isAccepted } from './acceptance.ts';
import { type HookCall, timeOf } from './call.ts';

/** Which calls of a snapshot repeat which. */
export class RetryLinks {
  readonly #earlier = new Map<HookCall, HookCall>();
  readonly #later = new Map<HookCall, HookCall>();

  constructor(pairs: Iterable<readonly [earlier: HookCall, later: HookCall]>) {
    for (const [earlier, later] of pairs) {
      this.#earlier.set(later, earlier);
      this.#later.set(earlier, later);
    }
  }

  /** The earlier call that a call repeats; null where it repeats none. */
  retryOf(call: HookCall): HookCall | null {
    return this.#earlier.get(call) ?? null;
  }

  /** The later call that repeats a call; null where there is none. */
  retriedBy(call: HookCall): HookCall | null {
    return this.#later.get(call) ?? null;
  }

  /** The first of the attempts that a call is one of. */
  firstAttempt(call: HookCall): HookCall {
    let first = call;
    for (let earlier = this.retryOf(first); earlier !== null; earlier = this.retryOf(first)) first = earlier;
    return first;
  }

  /** The same links between other objects for the calls. */
  map(twinOf: (call: HookCall) => HookCall): RetryLinks {
    return new RetryLinks(
      [...this.#later].map(([earlier, later]) => [twinOf(earlier), twinOf(later)] as const),
    );
  }
}

/**
 * Links calls that repeat an earlier one: the same method, target and body from the same host, soon after the
 * earlier one failed. The dialect's retry rule says which failures are repeated, and how soon.
 * `calls` in order of request.
 */
export function linkRetries(calls: readonly HookCall[]): RetryLinks {
  return new RetryLinks(repetitionsAmong(calls));
}

function* repetitionsAmong(calls: readonly HookCall[]): Iterable<readonly [HookCall, HookCall]> {
  const failed = new Map<string, HookCall>();
  for (const call of calls) {
    const isFailure = hasFailed(call);
    // Where nothing failed nothing is repeated: the ordinary call costs no key.
    if (!isFailure && failed.size === 0) continue;
    const key = keyOf(call);
    const earlier = failed.get(key);
    if (earlier !== undefined && isSoonAfter(earlier, call)) yield [earlier, call];
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
