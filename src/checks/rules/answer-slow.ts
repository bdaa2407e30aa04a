import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';

/** The backend answered later than the vendor recommends, or later than the call server waits. */
export const answerSlow: CaptureRule = {
  id: 'answer/slow',
  severity: 'warning',
  judge: (facts) =>
    facts.calls.flatMap((call) => {
      const { slowSeconds, timeoutSeconds } = call.dialect.delivery;
      if (call.response === null || call.methodSpec === null || slowSeconds === null) return [];
      const latency = call.response.latencySeconds;
      if (latency < slowSeconds) return [];
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
    }),
};
