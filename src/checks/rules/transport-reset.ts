import { type HookCall, isResponseLost } from '../../hooks/index.ts';
import { brokenMessageOf } from '../broken-off.ts';
import { endDetails, endRemedy, endWords } from '../call-end-words.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import type { Finding } from '../finding.ts';
import { outcomeOf } from '../refusal/refusal-outcome.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';

/** The connection was reset between the request and the end of its answer. */
export const transportReset: CaptureRule = {
  id: 'transport/reset',
  severity: 'error',
  judge: (facts, statistics) =>
    statistics.rareCalls.flatMap((call) => {
      // Where the capture lost the answer, the reset may have come long after the answer.
      if (call.end !== 'reset' || call.methodSpec === null || isResponseLost(call)) return [];
      // Where the backend reset in the middle of a message, http/broken-off says how much of it came.
      if (brokenMessageOf(call, facts) !== null) return [];
      return [tell(call, facts, statistics)];
    }),
};

function tell(call: HookCall, facts: CaptureFacts, statistics: CaptureStatistics): Finding {
  const ends = statistics.callEnds;
  const end = ends.of(call);
  const hasBegun = call.response !== null;
  const head = hasBegun ? `The answer to ${call.method} was broken off` : `${call.method} got no answer`;
  const sentences = [
    `${head}: ${endWords(end, hasBegun, call.dialect.server)}.`,
    ...endDetails(end, call.dialect.server),
    ...ends.icmpSentences(call),
  ];
  const situation = end.by === 'call-server' ? 'reset-by-call-server' : 'usual';
  const outcome = outcomeOf(call, facts, statistics);
  return findingOf(transportReset, call, {
    severity: outcome.severity,
    message: `${sentences.join(' ')}${hasBegun ? '' : outcome.policy}`,
    frames: [call.requestFrames[0], call.endFrame].sort((one, other) => one - other),
    consequence: hasBegun ? null : outcome.consequence,
    remedy:
      endRemedy(end, call.dialect.server) ??
      remedyFor(call.dialect, transportReset.id, situation, { method: call.method }),
  });
}
