import { filtering } from '../../base/steps.ts';
import { delayOf, type HookCall } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';

/** The backend answered later than the vendor recommends, or later than the call server waits. */
export const answerSlow: CaptureRule = {
  id: 'answer/slow',
  severity: 'warning',
  *judge(facts) {
    return (yield* filtering(facts.calls, isSlow)).flatMap(tell);
  },
};

function isSlow(call: HookCall): boolean {
  const { slowSeconds } = call.dialect.delivery;
  return slowSeconds !== null && Math.max(0, delayOf(call)) >= slowSeconds;
}

function tell(call: HookCall): readonly Finding[] {
  const { slowSeconds, timeoutSeconds } = call.dialect.delivery;
  if (call.response === null || call.methodSpec === null) return [];
  const latency = call.response.latencySeconds;
  const late = timeoutSeconds !== null && latency >= timeoutSeconds;
  const limit = late
    ? `the call server gives up after ${timeoutSeconds} s`
    : `at most ${slowSeconds} s are recommended`;
  return [
    findingOf(answerSlow, call, {
      severity: late ? 'error' : 'warning',
      message: `${call.method} was answered after ${latency.toFixed(1)} s; ${limit}.`,
      frames: [call.requestFrames[0], call.response.frames[0]],
      consequence: late ? 'The call server had given the call up: the answer counted as none.' : null,
      remedy: remedyFor(call.dialect, answerSlow.id, 'usual'),
    }),
  ];
}
