import { ITEMS_A_STEP } from '../../base/steps.ts';
import { firstFrameOf } from '../../hooks/index.ts';
import { beatCourses } from '../beats/beat-courses.ts';
import { type FaultyCourse, type Silence, silencesOf } from '../beats/silences.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf, MAX_FINDING_FRAMES } from '../rule.ts';
import { isPartialView } from '../verdicts/partial-view.ts';
import { ruleText } from './rule-texts.ts';

/** A hook that comes at intervals failed to come for longer: one finding for each server, session or dialog. */
export const flowMissingBeat: CaptureRule = {
  id: 'flow/missing-beat',
  severity: 'warning',
  *judge({ evidence }, { unmet }) {
    // Where a part of the hooks goes elsewhere, so may beats.
    if (isPartialView(unmet)) return [];
    const findings: Finding[] = [];
    let judged = 0;
    for (const course of yield* beatCourses(evidence)) {
      if (judged++ % ITEMS_A_STEP === 0) yield;
      const faulty = silencesOf(course, evidence);
      if (faulty !== null) findings.push(tell(faulty));
    }
    return findings;
  },
};

function tell({ course, interval, silences }: FaultyCourse): Finding {
  const { rule } = course;
  const [first] = silences;
  const { since } = first;
  const more = silences.length === 1 ? '' : ` ${silences.length} times it was so.`;
  const setting = rule.setting === null ? '' : ` The server's setting for the interval is ${rule.setting}.`;
  return findingOf(flowMissingBeat, since, {
    message: `${since.method} came every ${span(interval)} s, and ${silenceText(first)}.${more}`,
    frames: silences
      .flatMap((each) => [
        firstFrameOf(each.since),
        ...(each.until === null ? [] : [firstFrameOf(each.until)]),
      ])
      .slice(0, MAX_FINDING_FRAMES),
    count: silences.length,
    consequence: rule.consequence,
    remedy: `${ruleText(flowMissingBeat.id).fix}${setting}`,
  });
}

function silenceText({ since, until, seconds }: Silence): string {
  const frame = firstFrameOf(since);
  return until === null
    ? `not once since frame ${frame}: for ${span(seconds)} s until the capture ended`
    : `not once for ${span(seconds)} s between frame ${frame} and frame ${firstFrameOf(until)}`;
}

/** To tenths of a second. */
function span(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}
