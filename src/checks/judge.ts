import type { Steps } from '../base/steps.ts';
import type { Severity } from '../dialects/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import { CaptureStatistics } from './capture-statistics.ts';
import type { Finding } from './finding.ts';
import { concludeDrafts } from './inspect.ts';
import { judgingBy } from './rule.ts';
import type { RuleDrafts } from './rule-drafts.ts';
import { MISSING_CALL } from './rule-ids.ts';
import { captureRules } from './rules/index.ts';

/** What the configuration says of rules, by their ids: another severity, or `off` where the rule is not to be told. */
export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
/** Among findings of one severity those of this rule come first: missing calls are what a capture is opened for. */
const FIRST_RULE = MISSING_CALL;

/**
 * All findings of a capture, in steps: severities as configured, in order of severity, then time.
 */
export function* judgeAll(
  facts: CaptureFacts,
  drafts: readonly RuleDrafts[],
  severities: RuleSeverities,
  statistics: CaptureStatistics = new CaptureStatistics(facts, drafts),
): Steps<readonly Finding[]> {
  const found: (readonly Finding[])[] = [];
  for (const rule of captureRules) {
    found.push(yield* judgingBy(rule, facts, statistics));
    yield;
  }
  found.push(concludeDrafts(drafts, facts, statistics));
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
