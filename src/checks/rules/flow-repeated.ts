import { type CaptureRule, findingOf } from '../rule.ts';
import { statusWords } from '../wording.ts';

/** The same request was sent again after the earlier one failed. */
export const flowRepeated: CaptureRule = {
  id: 'flow/repeated',
  severity: 'warning',
  judge: (facts) =>
    facts.calls.flatMap((call) => {
      const earlier = facts.evidence.retries.retryOf(call);
      if (earlier === null) return [];
      const why =
        earlier.response === null ? 'got no answer' : `was answered ${statusWords(earlier.response.status)}`;
      return [
        findingOf(flowRepeated, call, {
          message: `${call.method} repeats frame ${earlier.requestFrames[0]}, which ${why}.`,
          frames: [earlier.requestFrames[0], call.requestFrames[0]],
        }),
      ];
    }),
};
