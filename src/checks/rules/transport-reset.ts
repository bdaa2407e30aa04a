import type { HookCall } from '../../hooks/index.ts';
import { endDetails, endRemedy, endWords } from '../call-end-words.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { type CallEnds, severityOfFailure } from '../unanswered-calls.ts';
import { isResponseLost } from '../verdicts/triggers.ts';
import { consequenceOf, policyOf } from './answer-status.ts';

/** The connection was reset between the request and the end of its answer. */
export const transportReset: CaptureRule = {
  id: 'transport/reset',
  severity: 'error',
  judge: (facts, { callEnds: ends }) =>
    facts.calls.flatMap((call) => {
      // Where the capture lost the answer, the reset may have come long after the answer.
      if (call.end !== 'reset' || call.methodSpec === null || isResponseLost(call)) return [];
      return [tell(call, ends, facts)];
    }),
};

function tell(call: HookCall, ends: CallEnds, facts: CaptureFacts): Finding {
  const end = ends.of(call);
  const hasBegun = call.response !== null;
  const head = hasBegun ? `The answer to ${call.method} was broken off` : `${call.method} got no answer`;
  const sentences = [`${head}: ${endWords(end, hasBegun)}.`, ...endDetails(end), ...ends.icmpSentences(call)];
  const situation = end.by === 'call-server' ? 'reset-by-call-server' : 'usual';
  const follows =
    call.methodSpec === null || hasBegun ? null : consequenceOf(call, call.methodSpec, policyOf(call, facts));
  return findingOf(transportReset, call, {
    severity: severityOfFailure(call, facts, transportReset.severity),
    message: sentences.join(' '),
    frames: [call.requestFrames[0], call.endFrame].sort((one, other) => one - other),
    consequence: follows?.description ?? null,
    remedy: endRemedy(end) ?? remedyFor(call.dialect, transportReset.id, situation, { method: call.method }),
  });
}
