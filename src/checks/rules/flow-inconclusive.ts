import type { CaptureFacts } from '../capture-facts.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { INCONCLUSIVE_CALL } from '../rule-ids.ts';
import { nameOf } from '../verdicts/case.ts';
import type { ExpectationResult } from '../verdicts/expected.ts';

/** The capture cannot tell whether an expected call came (design §5, verdict `inconclusive`). */
export const flowInconclusive: CaptureRule = {
  id: INCONCLUSIVE_CALL,
  severity: 'note',
  judge: (facts, { unmet }) =>
    unmet
      .filter((expected) => expected.verdict === 'inconclusive' && !isToldForAll(expected, facts))
      .map((expected) => {
        const { trigger, expectation } = expected;
        const relation = expectation.direction === 'predecessor' ? 'before' : 'after';
        return findingOf(flowInconclusive, trigger, {
          method: expected.method,
          message: `Whether ${expectation.expect.map(nameOf).join(' or ')} came ${relation} ${trigger.method} (frame ${trigger.requestFrames[0]}) cannot be told: ${expected.reason}.`,
          remedy: remedyFor(trigger.dialect, INCONCLUSIVE_CALL, 'usual'),
        });
      }),
};

/** Where the view of the capture is the reason, `capture/partial-view` or `capture/one-direction` says so once for all. */
function isToldForAll({ cause, trigger }: ExpectationResult, { evidence }: CaptureFacts): boolean {
  if (cause === 'partial-view') return true;
  return cause === 'unknown-answer' && evidence.sight.requestsOnly.has(trigger.stream);
}
