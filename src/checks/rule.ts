import type { Steps } from '../base/steps.ts';
import type { Severity } from '../dialects/index.ts';
import type { HookCall, ReadCall } from '../hooks/index.ts';
import type { Problem } from '../http/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import type { CaptureStatistics } from './capture-statistics.ts';
import type { CallRuleId, Draft, DraftRecord, Finding } from './finding.ts';
import type { CallInspection, InspectionOptions } from './inspection.ts';
import type { RuleText } from './rule-text.ts';

/** What every rule has in the code; its text is in its Markdown page. */
export interface Rule {
  /** Stable identifier, `area/name`. The page of `area/name` is `rules/area-name.md`. */
  readonly id: string;
  /** The severity of its findings, unless a finding or the configuration says otherwise. */
  readonly severity: Severity;
}

/** A rule with its text: what `hookscope explain` prints, and what reports link to. */
export type RuleDocumentation = Rule & RuleText;

/** A rule that looks at one call, while its payload is still in memory. */
export interface CallRule extends Rule {
  /** What is wrong with the call; mostly nothing. Must keep neither the payload nor the inspection. */
  readonly inspect: (read: ReadCall, inspection: CallInspection) => readonly Draft[];
  /** Drafts of one method with the same pointer and parameters become one finding, with a count. */
  readonly gathers?: 'method-and-pointer';
  /**
   * What it tells of an answered call depends on the heads of the messages, on whether the answer gives the payload back, and on
   * the payload's names, types and empty values: no other value is looked at, nor shown. Left out: it does depend.
   */
  readonly readsShapeOnly?: true;
  /** The same of a problem that came to light when the call's payload was gone. */
  readonly inspectLate?: (call: HookCall, problem: Problem, options: InspectionOptions) => readonly Draft[];
  /** Rules that tell the cause: where one of them told of the same message of a call, this one is silent. */
  readonly yieldsTo?: readonly CallRuleId[];
  /** Asked when the whole capture is known: the draft as it stands then, or null where it does not hold. */
  readonly settle?: (record: DraftRecord, facts: CaptureFacts, statistics: CaptureStatistics) => Draft | null;
}

/** A rule that looks at the whole capture. */
export interface CaptureRule extends Rule {
  /** Its findings; in steps where it looks at each call, session or connection: there may be a million. */
  readonly judge: (
    facts: CaptureFacts,
    statistics: CaptureStatistics,
  ) => readonly Finding[] | Steps<readonly Finding[]>;
}

/** What a rule finds in a capture, in steps. */
export function* judgingBy(
  rule: CaptureRule,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): Steps<readonly Finding[]> {
  const judged = rule.judge(facts, statistics);
  return 'next' in judged ? yield* judged : judged;
}

/** A finding about a call. What `told` leaves out is taken from the rule and the call. */
export function findingOf(
  rule: Rule,
  call: HookCall,
  told: Pick<Finding, 'message'> & Partial<Finding>,
): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    method: call.method,
    call,
    sessionId: call.sessionId,
    dialog: call.dialog,
    time: { seconds: call.seconds, nanoseconds: call.nanoseconds },
    frames: [call.requestFrames[0]],
    stream: call.stream,
    pointer: null,
    evidence: null,
    consequence: null,
    remedy: null,
    count: 1,
    server: null,
    until: null,
    lastFrame: null,
    causedBy: null,
    ...told,
  };
}

/** Most frames that one finding lists. */
export const MAX_FINDING_FRAMES = 20;

/** A finding about no single call. What `told` leaves out is taken from the rule, or is null. */
export function captureFinding(rule: Rule, told: Pick<Finding, 'message'> & Partial<Finding>): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    method: null,
    call: null,
    sessionId: null,
    dialog: null,
    time: null,
    frames: [],
    stream: null,
    pointer: null,
    evidence: null,
    consequence: null,
    remedy: null,
    count: 1,
    server: null,
    until: null,
    lastFrame: null,
    causedBy: null,
    ...told,
  };
}
