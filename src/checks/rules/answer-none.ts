import type { Method } from '../../dialects/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { CallEnd } from '../call-end.ts';
import { endDetails, endRemedy, endWords } from '../call-end-words.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { type CallEnds, isUnanswered, severityOfFailure } from '../unanswered-calls.ts';
import { isResponseLost } from '../verdicts/triggers.ts';
import { elapsedText } from '../wording.ts';
import { consequenceOf, policyOf } from './answer-status.ts';

/** The backend never answered: not a byte came. Where a reset is the reason, `transport/reset` tells it instead. */
export const answerNone: CaptureRule = {
  id: 'answer/none',
  severity: 'error',
  judge: (facts, { callEnds: ends }) =>
    facts.calls.flatMap((call) => {
      const { response, methodSpec } = call;
      if (response !== null || methodSpec === null || !isUnanswered(call)) return [];
      const end = ends.of(call);
      const doubt = doubtAbout(call, end);
      if (doubt !== null) return [untold(call, doubt)];
      return call.end === 'reset' ? [] : [tell(call, methodSpec, end, ends, facts)];
    }),
};

/** Why it cannot be told that the backend did not answer; null where it can. */
function doubtAbout(call: HookCall, { how, seconds }: CallEnd): string | null {
  if (isResponseLost(call)) return 'the capture lost packets there';
  if (how !== 'waiting') return null;
  const timeout = call.dialect.delivery.timeoutSeconds ?? Number.POSITIVE_INFINITY;
  if ((seconds ?? 0) >= timeout) return null;
  return seconds === null
    ? 'the capture does not tell for how long the call server waited'
    : `the capture ended ${elapsedText(seconds)} after it`;
}

function untold(call: HookCall, why: string): Finding {
  return findingOf(answerNone, call, {
    severity: 'note',
    message: `Whether ${call.method} was answered cannot be told: ${why}.`,
    frames: framesOf(call),
  });
}

function tell(call: HookCall, row: Method, end: CallEnd, ends: CallEnds, facts: CaptureFacts): Finding {
  const follows = consequenceOf(call, row, policyOf(call, facts));
  const sentences = [
    `${call.method} got no answer: ${endWords(end, false)}.`,
    ...endDetails(end),
    ...ends.icmpSentences(call),
  ];
  return findingOf(answerNone, call, {
    severity: severityOfFailure(call, facts, answerNone.severity),
    message: sentences.join(' '),
    frames: framesOf(call),
    consequence: follows?.description ?? null,
    remedy: endRemedy(end) ?? remedyFor(call.dialect, answerNone.id, 'usual', { method: call.method }),
  });
}

function framesOf({ requestFrames, endFrame }: HookCall): readonly number[] {
  const frames = [requestFrames[0], ...(endFrame > 0 ? [endFrame] : [])];
  return frames.sort((one, other) => one - other);
}
