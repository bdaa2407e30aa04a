import { MAX_LIVE_CALLS } from '../../base/limits.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';

/** What a reading without an end could not keep. */
export const captureForgottenCalls: CaptureRule = {
  id: 'capture/forgotten-calls',
  severity: 'note',
  title: 'Calls that are sound and over are no longer listed',
  means: `A capture that is followed while it grows may go on for days. Of more than ${MAX_LIVE_CALLS} calls the oldest are forgotten, but only those of sessions that ended, in which nothing was found and nothing was missing. Whatever is faulty, or not over, stays.`,
  matters:
    'Counts of calls and sessions, and lists of them, are of what is still kept. A status that comes long after the end of a forgotten session is not known to be late.',
  fix: 'To see all calls, write the capture to a file as well, and open that: tcpdump -i any -s 0 -w log.pcap',
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
