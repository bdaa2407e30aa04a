import { type HookCall, isAccepted, timeOf } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf, MAX_FINDING_FRAMES } from '../rule.ts';
import { failureWords } from '../verdicts/failure-words.ts';

/** A call got through, but not at its first attempt (design §4). */
export const flowRetried: CaptureRule = {
  id: 'flow/retried',
  severity: 'warning',
  judge: (facts) =>
    facts.evidence.callExchanges.isPlain ? [] : facts.calls.flatMap((call) => tell(call, facts)),
};

function tell(call: HookCall, facts: CaptureFacts): readonly Finding[] {
  const attempts = facts.evidence.callExchanges.attemptsOf(call);
  const [first] = attempts;
  if (first === undefined || first === call || !isAccepted(call.dialect, call.response)) return [];
  const failed = attempts.length - 1;
  const words = failed === 1 ? 'The first attempt' : `The first of ${failed} failed attempts`;
  const later = (timeOf(call) - timeOf(first)).toFixed(1);
  return [
    findingOf(flowRetried, call, {
      message: `${call.method} got through at attempt ${attempts.length}, ${later} s after the first. ${words} (frame ${first.requestFrames[0]}) ${failureWords(first, facts.evidence)}.`,
      frames: attempts.map((attempt) => attempt.requestFrames[0]).slice(0, MAX_FINDING_FRAMES),
      consequence:
        'The session was not harmed. A backend that acts on each attempt may have acted more than once.',
      remedy: 'Mend what made the first attempt fail, before a call fails that is not repeated.',
    }),
  ];
}
