import { filtering } from '../../base/steps.ts';
import { serverAtStart, timeoutOf } from '../../dialects/index.ts';
import { delayOf, type HookCall } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { elapsedText } from '../wording.ts';

/** The backend answered later than the vendor recommends, or later than the call server waits. */
export const answerSlow: CaptureRule = {
  id: 'answer/slow',
  severity: 'warning',
  *judge(facts) {
    return (yield* filtering(facts.calls, isSlow)).flatMap(tell);
  },
};

function isSlow(call: HookCall): boolean {
  const { slow, timeout } = limitsOf(call);
  return Math.max(0, delayOf(call)) >= Math.min(slow, timeout);
}

/** Seconds from which a response is slow, and at which it is too late; infinite where nobody says. */
function limitsOf({ dialect, methodSpec }: HookCall): { readonly slow: number; readonly timeout: number } {
  return {
    slow: dialect.delivery.slowSeconds ?? Number.POSITIVE_INFINITY,
    timeout: timeoutOf(dialect, methodSpec) ?? Number.POSITIVE_INFINITY,
  };
}

function tell(call: HookCall): readonly Finding[] {
  const { dialect, methodSpec, method, response } = call;
  if (response === null || methodSpec === null) return [];
  const { slow, timeout } = limitsOf(call);
  const latency = response.latencySeconds;
  const late = latency >= timeout;
  const limit = late ? `${dialect.server} gives up after ${timeout} s` : `at most ${slow} s are recommended`;
  return [
    findingOf(answerSlow, call, {
      severity: late ? 'error' : 'warning',
      message: `${method} was answered after ${elapsedText(latency)}; ${limit}.`,
      frames: [call.requestFrames[0], response.frames[0]],
      consequence: late
        ? `${serverAtStart(dialect)} had given the call up: the answer counted as none.`
        : null,
      remedy: remedyFor(dialect, answerSlow.id, 'usual'),
    }),
  ];
}
