import { isResponseLost } from '../../hooks/index.ts';
import { brokenMessageOf, clientSide } from '../broken-off.ts';
import { connectionOf } from '../capture-facts.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';

/** The connection was reset between the request and the end of its answer. */
export const transportReset: CaptureRule = {
  id: 'transport/reset',
  severity: 'error',
  judge: (facts) =>
    facts.calls.flatMap((call) => {
      // Where the capture lost the answer, the reset may have come long after the answer.
      if (call.end !== 'reset' || call.methodSpec === null || isResponseLost(call)) return [];
      // Where the backend reset in the middle of a message, http/broken-off says how much of it came.
      if (brokenMessageOf(call, facts) !== null) return [];
      const connection = connectionOf(facts, call.stream);
      const by =
        connection === null || connection.resetBy === null
          ? null
          : connection.resetBy === clientSide(connection, call.client);
      const who = by === null ? '' : by ? ' by the call server' : ' by the backend';
      const elapsed = Math.max(0, call.endSeconds - call.seconds - call.nanoseconds / 1e9).toFixed(1);
      return [
        findingOf(transportReset, call, {
          message: `The connection was reset${who} ${elapsed} s after ${call.method}.`,
          frames: [call.requestFrames[0], call.endFrame],
          remedy: remedyFor(call.dialect, transportReset.id, by === true ? 'reset-by-call-server' : 'usual', {
            method: call.method,
          }),
        }),
      ];
    }),
};
