import { type CaptureRule, findingOf } from '../rule.ts';

/** The same request was sent again after the earlier one failed. */
export const flowRepeated: CaptureRule = {
  id: 'flow/repeated',
  severity: 'warning',
  judge: (facts) =>
    facts.calls.flatMap((call) => {
      const earlier = call.retryOf;
      if (earlier === null) return [];
      const why = earlier.response === null ? 'got no answer' : `was answered ${earlier.response.status}`;
      return [
        findingOf(flowRepeated, call, {
          message: `${call.method} repeats frame ${earlier.requestFrames[0]}, which ${why}.`,
          frames: [earlier.requestFrames[0], call.requestFrames[0]],
        }),
      ];
    }),
};
