import { type CaptureRule, captureFinding } from '../rule.ts';

/** What a reading without an end could not keep. */
export const captureForgottenCalls: CaptureRule = {
  id: 'capture/forgotten-calls',
  severity: 'note',
  judge: ({ forgottenCalls }) => {
    if (forgottenCalls === 0) return [];
    return [
      captureFinding(captureForgottenCalls, {
        message: `${forgottenCalls} older calls of sessions that ended soundly are no longer listed.`,
        count: forgottenCalls,
      }),
    ];
  },
};
