import type { Severity } from '../dialects/index.ts';
import type { HookCall, ReadCall } from '../hooks/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import type { Draft, DraftRecord, Finding } from './finding.ts';

/** What `hookscope explain` prints, and what reports link to. */
export interface RuleDocumentation {
  /** Stable identifier, `area/name`. */
  readonly id: string;
  /** The severity of its findings, unless a finding or the configuration says otherwise. */
  readonly severity: Severity;
  /** A few words, as a heading. */
  readonly title: string;
  /** What a finding means: whole sentences. */
  readonly means: string;
  /** Why it matters. */
  readonly matters: string;
  /** What to do. */
  readonly fix: string;
}

/** Options that call rules need. */
export interface InspectionOptions {
  /** The call server's key for signatures, where it was given. */
  readonly hookSecret: Buffer | null;
  /** Through which findings see what was captured. */
  readonly masker: Masker;
}

/** A rule that looks at one call while its payload is at hand. */
export interface CallRule extends RuleDocumentation {
  /** What is wrong with the call; mostly nothing. Must not keep the payload. */
  readonly inspect: (read: ReadCall, options: InspectionOptions) => readonly Draft[];
  /** Calls of one method with the same pointer and parameters are told once, with a count. */
  readonly gathers?: 'method-and-pointer';
  /** Last word when the whole capture is known: the draft as it stands then, or null to take it back. */
  readonly settle?: (record: DraftRecord, scene: CaptureFacts) => Draft | null;
}

/** A rule that looks at the whole capture. */
export interface CaptureRule extends RuleDocumentation {
  readonly judge: (scene: CaptureFacts) => readonly Finding[];
}

/** A finding about a call, with what every such finding has. */
export function findingOf(
  rule: RuleDocumentation,
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
    ...told,
  };
}

/** Frames that one finding lists. */
export const MAX_FINDING_FRAMES = 20;

/** A finding that is about no single call. */
export function captureFinding(
  rule: RuleDocumentation,
  told: Pick<Finding, 'message'> & Partial<Finding>,
): Finding {
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
    ...told,
  };
}
