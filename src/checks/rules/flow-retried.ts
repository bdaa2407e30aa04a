import { filtering } from '../../base/steps.ts';
import { type HookCall, isAccepted, timeOf } from '../../hooks/index.ts';
import { endRemedy } from '../call-end-words.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { failureWords } from '../failure-words.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf, MAX_FINDING_FRAMES } from '../rule.ts';
import { elapsedText } from '../wording.ts';

/** A call got through, but not at its first attempt (design §4). */
export const flowRetried: CaptureRule = {
  id: 'flow/retried',
  severity: 'warning',
  *judge(facts, statistics) {
    const { callExchanges } = facts.evidence;
    if (callExchanges.isPlain) return [];
    const retried = yield* filtering(facts.calls, (call) => callExchanges.attemptsOf(call).length > 1);
    return retried.flatMap((call) => tell(call, facts, statistics));
  },
};

function tell(call: HookCall, facts: CaptureFacts, statistics: CaptureStatistics): readonly Finding[] {
  const attempts = facts.evidence.callExchanges.attemptsOf(call);
  const [first] = attempts;
  if (first === undefined || first === call || !isAccepted(call)) return [];
  const failed = attempts.length - 1;
  const words = failed === 1 ? 'The first attempt' : `The first of ${failed} failed attempts`;
  const later = elapsedText(timeOf(call) - timeOf(first));
  return [
    findingOf(flowRetried, call, {
      message: `${call.method} got through at attempt ${attempts.length}, ${later} after the first. ${words} (frame ${first.requestFrames[0]}) ${failureWords(first, statistics)}.`,
      frames: attempts.map((attempt) => attempt.requestFrames[0]).slice(0, MAX_FINDING_FRAMES),
      consequence: `The call succeeded ${later} later than it could have. A backend that acts on each attempt may have acted more than once.`,
      remedy: remedyOf(first, statistics),
    }),
  ];
}

function remedyOf(first: HookCall, statistics: CaptureStatistics): string {
  const ofEnd =
    first.response === null ? endRemedy(statistics.callEnds.of(first), first.dialect.server) : null;
  return ofEnd ?? 'Mend what made the first attempt fail, before a call fails that is not repeated.';
}
