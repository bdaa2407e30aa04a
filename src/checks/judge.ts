import type { Severity } from '../dialects/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import type { Finding } from './finding.ts';
import { concludeDrafts, type RuleDrafts } from './inspect.ts';
import { captureRules } from './rules/index.ts';

/** What the configuration says of rules: another severity, or not to be told at all. */
export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
/** Of the same severity, what is missing comes first: it is what the capture is opened for. */
const FIRST_RULE = 'flow/missing-call';

/**
 * All findings of a capture: severities as configured, in order of severity, then time. It can be interrupted between
 * rules.
 */
export function* judgeAll(
  scene: CaptureFacts,
  drafts: readonly RuleDrafts[],
  severities: RuleSeverities,
): Generator<undefined, readonly Finding[]> {
  const found: (readonly Finding[])[] = [];
  for (const rule of captureRules) {
    found.push(rule.judge(scene));
    yield;
  }
  found.push(concludeDrafts(drafts, scene));
  yield;
  return found
    .flat()
    .flatMap((finding) => {
      const severity = severities[finding.rule] ?? finding.severity;
      if (severity === 'off') return [];
      return [severity === finding.severity ? finding : { ...finding, severity }];
    })
    .sort(
      (one, other) =>
        RANK[one.severity] - RANK[other.severity] ||
        Number(other.rule === FIRST_RULE) - Number(one.rule === FIRST_RULE) ||
        seconds(one) - seconds(other) ||
        (one.frames[0] ?? 0) - (other.frames[0] ?? 0),
    );
}

function seconds(finding: Finding): number {
  return finding.time === null
    ? Number.NEGATIVE_INFINITY
    : finding.time.seconds + finding.time.nanoseconds / 1e9;
}
