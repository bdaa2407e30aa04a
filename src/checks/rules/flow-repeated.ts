import { type CaptureRule, findingOf } from '../rule.ts';

/** The same POST again after a failure. */
export const flowRepeated: CaptureRule = {
  id: 'flow/repeated',
  severity: 'warning',
  title: 'A hook call was sent again',
  means:
    'The same method with the same body was sent again soon after the earlier one failed. WCS since build 5.2.1475 repeats a call up to 3 times after an error in sending; a PBX repeats a report until it is answered 200.',
  matters: 'A backend that counts or acts on each POST may do so twice.',
  fix: 'Make the backend answer 200 in time, and make it recognise repetitions. On WCS, rest_client_request_retry_count sets how often a call is repeated.',
  judge: (scene) =>
    scene.calls.flatMap((call) => {
      const earlier = scene.evidence.retries.retryOf(call);
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
