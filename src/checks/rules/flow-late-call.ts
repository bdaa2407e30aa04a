import { timeOf } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { LATE_CALL } from '../rule-ids.ts';
import type { ExpectationResult } from '../verdicts/expected.ts';
import { ruleText } from './rule-texts.ts';

/** An expected call came, but after its window (design §5, verdict `late`). */
export const flowLateCall: CaptureRule = {
  id: LATE_CALL,
  severity: 'warning',
  judge: (_facts, { unmet }) => unmet.flatMap(tell),
};

function tell({ verdict, metBy, trigger, deadline, windowSeconds }: ExpectationResult): readonly Finding[] {
  // What has no window is never late.
  if (verdict !== 'late' || metBy === null || deadline === null || windowSeconds === null) return [];
  const came = timeOf(metBy);
  const status = metBy.status === null ? '' : ` ${metBy.status}`;
  const [asked] = trigger.requestFrames;
  return [
    findingOf(flowLateCall, metBy, {
      message: `${metBy.method}${status} (frame ${metBy.requestFrames[0]}) came ${round(came - timeOf(trigger))} s after ${trigger.method} (frame ${asked}). It was due within ${round(windowSeconds)} s: it is ${round(came - deadline)} s late.`,
      frames: [asked, metBy.requestFrames[0]],
      consequence: `Until then the backend did not know what became of ${trigger.method}.`,
      remedy: ruleText(LATE_CALL).fix,
    }),
  ];
}

/** To tenths of a second. */
function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
