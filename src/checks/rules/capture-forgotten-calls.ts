import { type CaptureRule, captureFinding } from '../rule.ts';

/** Reading a capture that grows without an end forgot calls, so that memory stays bounded. */
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
