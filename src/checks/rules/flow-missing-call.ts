import { firstFrameOf, timeOf } from '../../hooks/index.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import type { Finding, FindingCause } from '../finding.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { MISSING_CALL } from '../rule-ids.ts';
import { nameOf } from '../verdicts/case.ts';
import type { ExpectationResult } from '../verdicts/expected.ts';
import { type LikelyCause, likelyCauses } from '../verdicts/likely-cause.ts';
import { statusWords } from '../wording.ts';

/** An expected call did not come (design §5, verdict `missing`). */
export const flowMissingCall: CaptureRule = {
  id: MISSING_CALL,
  severity: 'error',
  judge: (_facts, statistics) =>
    statistics.unmet
      .filter((expected) => expected.verdict === 'missing')
      .map((expected) => tell(expected, statistics)),
};

function tell(expected: ExpectationResult, statistics: CaptureStatistics): Finding {
  const { expectation, trigger, method } = expected;
  const causes = likelyCauses(expected, statistics);
  const frame = trigger.requestFrames[0];
  const backward = expectation.direction === 'predecessor';
  const wanted = expectation.expect.map(nameOf).join(' or ');
  const asked = `${trigger.method}${trigger.status === null ? '' : ` ${trigger.status}`} (frame ${frame})`;
  const message = backward
    ? `${asked} came without ${wanted} ${spanBefore(expected)}.`
    : `No ${wanted} ${spanAfter(expected)} ${trigger.method}${outcomeOf(expected)} (frame ${frame})${closingOf(expected)}.`;
  return findingOf(flowMissingCall, trigger, {
    severity: expectation.severity,
    method,
    message,
    evidence: `${proofOf(expected)}Likely cause: ${causes.map(({ text }) => text).join('; ')}.`,
    time: backward ? { seconds: trigger.seconds, nanoseconds: trigger.nanoseconds } : deadlineOf(expected),
    frames: [frame, ...boundFrames(expected), ...causes.flatMap((cause) => cause.frames)],
    causedBy: causeOf(causes),
    consequence: expectation.consequence,
    remedy: remedyText(trigger.dialect, remediesFor(expectation.remedies, causes), {
      appKey: trigger.appKey,
      method,
    }),
  });
}

/** How long before its trigger a call should have come: words to follow its name. */
function spanBefore({ windowSeconds, bound }: ExpectationResult): string {
  if (windowSeconds !== null) return `in the ${round(windowSeconds)} s before it`;
  return bound === null
    ? 'before it'
    : `before it, although the capture has ${bound.call.method} (frame ${firstFrameOf(bound.call)})`;
}

/** How long after its trigger: words between the name of the one and of the other. */
function spanAfter({ windowSeconds, deadline, trigger }: ExpectationResult): string {
  return windowSeconds === null || deadline === null
    ? 'after'
    : `within ${round(deadline - timeOf(trigger))} s of`;
}

/** What shows that the call was due, where no document says when. */
function closingOf({ bound }: ExpectationResult): string {
  return bound === null
    ? ''
    : `, although ${bound.call.method} (frame ${firstFrameOf(bound.call)}) shows that it is over`;
}

function proofOf({ proof }: ExpectationResult): string {
  return proof === null ? '' : `${proof}. `;
}

function boundFrames({ bound }: ExpectationResult): readonly number[] {
  return bound === null ? [] : [firstFrameOf(bound.call)];
}

/** The first cause that a finding of its own tells. */
function causeOf(causes: readonly LikelyCause[]): FindingCause | null {
  for (const { rule, frames } of causes) if (rule !== null) return { rule, frames };
  return null;
}

/** The remedies of the causes, then those of the expectation that no cause rules out: ids, the likeliest first. */
function remediesFor(usual: readonly string[], causes: readonly LikelyCause[]): readonly string[] {
  const ruledOut = new Set(causes.flatMap((cause) => cause.rulesOut));
  return [...causes.flatMap((cause) => cause.remedies), ...usual.filter((id) => !ruledOut.has(id))];
}

/** The trigger's response, where the expectation depends on it. */
function outcomeOf({ expectation, trigger }: ExpectationResult): string {
  if (expectation.after.answer === 'any') return '';
  return trigger.response === null
    ? ', which got no answer'
    : ` answered ${statusWords(trigger.response.status)}`;
}

/** When the window closed. Computed from the trigger's whole seconds and nanoseconds: a float has no nanoseconds. */
function deadlineOf({ trigger, deadline }: ExpectationResult): {
  readonly seconds: number;
  readonly nanoseconds: number;
} {
  if (deadline === null) return trigger;
  // Nanoseconds after the trigger, rounded to microseconds.
  const later = Math.round((deadline - timeOf(trigger)) * 1e6) * 1000;
  const nanoseconds = trigger.nanoseconds + later;
  return { seconds: trigger.seconds + Math.floor(nanoseconds / 1e9), nanoseconds: nanoseconds % 1e9 };
}

/** To tenths of a second. */
function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
