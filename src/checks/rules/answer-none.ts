import { MAX_FOLLOWED_CONNECTIONS } from '../../base/limits.ts';
import { timeoutOf } from '../../dialects/index.ts';
import { type HookCall, isAnswered, isResponseLost, timeOf } from '../../hooks/index.ts';
import { brokenMessageOf } from '../broken-off.ts';
import type { CallEnd } from '../call-end.ts';
import { endDetails, endRemedy, endWords } from '../call-end-words.ts';
import { type CaptureFacts, connectionOf } from '../capture-facts.ts';
import { seamAfter } from '../capture-seam.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import type { Finding } from '../finding.ts';
import { outcomeOf } from '../refusal/refusal-outcome.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { isUnanswered } from '../unanswered-calls.ts';
import { elapsedText } from '../wording.ts';
import { isGivenUp } from './capture-bound-reached.ts';

/** The backend never answered: not a byte came. Where a reset is the reason, `transport/reset` tells it instead. */
export const answerNone: CaptureRule = {
  id: 'answer/none',
  severity: 'error',
  judge: (facts, statistics) =>
    statistics.rareCalls.flatMap((call) => {
      if (isAnswered(call) || call.methodSpec === null || !isUnanswered(call)) return [];
      // To a request that was not sent to its end no answer is due.
      if (brokenMessageOf(call, facts) !== null) return [];
      // Where only one direction was captured, capture/one-direction says so for all calls.
      if (facts.evidence.sight.requestsOnly.has(call.stream)) return [];
      const end = statistics.callEnds.of(call);
      const doubt = doubtAbout(call, end, facts);
      if (doubt !== null) return [untold(call, doubt)];
      return call.end === 'reset' ? [] : [tell(call, end, facts, statistics)];
    }),
};

/** Why it cannot be told that the backend did not answer; null where it can. */
function doubtAbout(call: HookCall, { how, seconds }: CallEnd, facts: CaptureFacts): string | null {
  if (isResponseLost(call)) {
    const connection = connectionOf(facts, call.stream);
    return connection !== null && isGivenUp(connection)
      ? `its connection was set aside, because more than ${MAX_FOLLOWED_CONNECTIONS} were open at once`
      : call.problems.some(({ kind, side }) => kind === 'http2-fields-unknown' && side === 'response')
        ? 'the status of its answer refers to HTTP/2 fields that the capture does not have'
        : 'the capture lost packets there';
  }
  if (how !== 'waiting') return null;
  const timeout = timeoutOf(call.dialect, call.methodSpec) ?? Number.POSITIVE_INFINITY;
  if ((seconds ?? 0) >= timeout) return null;
  return seconds === null
    ? `the capture does not tell for how long ${call.dialect.server} waited`
    : `the capture ${seamAfter(facts.seams, timeOf(call)) === null ? 'ended' : 'file was rotated or removed'} ${elapsedText(seconds)} after it`;
}

function untold(call: HookCall, why: string): Finding {
  return findingOf(answerNone, call, {
    severity: 'note',
    message: `Whether ${call.method} was answered cannot be told: ${why}.`,
    frames: framesOf(call),
  });
}

function tell(call: HookCall, end: CallEnd, facts: CaptureFacts, statistics: CaptureStatistics): Finding {
  const outcome = outcomeOf(call, facts, statistics);
  const sentences = [
    `${call.method} got no answer: ${endWords(end, false, call.dialect.server)}.`,
    ...endDetails(end, call.dialect.server),
    ...statistics.callEnds.icmpSentences(call),
  ];
  return findingOf(answerNone, call, {
    severity: outcome.severity,
    message: `${sentences.join(' ')}${outcome.policy}${attemptsSentence(call, facts)}`,
    frames: framesOf(call),
    consequence: outcome.consequence,
    remedy:
      endRemedy(end, call.dialect.server) ??
      remedyFor(call.dialect, answerNone.id, 'usual', { method: call.method }),
  });
}

/** How often the call was tried, with a space before it; empty where it was tried once. */
function attemptsSentence(call: HookCall, { evidence }: CaptureFacts): string {
  const attempts = evidence.callExchanges.attemptsOf(call);
  const [first] = attempts;
  if (first === undefined || first === call) return '';
  return ` It was attempt ${attempts.length}; the first is frame ${first.requestFrames[0]}.`;
}

function framesOf({ requestFrames, endFrame }: HookCall): readonly number[] {
  const frames = [requestFrames[0], ...(endFrame > 0 ? [endFrame] : [])];
  return frames.sort((one, other) => one - other);
}
