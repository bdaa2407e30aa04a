import type { Instant } from '../base/time.ts';
import type { Severity } from '../dialects/index.ts';
import type { DialogKey, HookCall } from '../hooks/index.ts';

/** Something to be told, with its place, its evidence, and what to do. */
export interface Finding {
  /** Stable identifier of the rule, `area/name`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence or two, in words; may hold text of the capture, so it is escaped by whatever shows it. */
  readonly message: string;
  /** The hook method it is about; for a missing call the one that is missing; null where it is about none. */
  readonly method: string | null;
  /** The call it points at; for a missing call its trigger. */
  readonly call: HookCall | null;
  readonly sessionId: string | null;
  readonly dialog: DialogKey | null;
  /** Capture time: seconds and nanoseconds since 1970; null where it is about no moment. */
  readonly time: Instant | null;
  /** Frames that show it, in order, at most {@link MAX_FINDING_FRAMES} of them. */
  readonly frames: readonly number[];
  readonly stream: number | null;
  /** JSON Pointer into the payload (of the answer, for rules `answer/…` and `config/…`). */
  readonly pointer: string | null;
  /** An excerpt of what was seen, masked where it is secret; null where the message says all. */
  readonly evidence: string | null;
  /** What follows for the session or the user. */
  readonly consequence: string | null;
  /** What to do, commands included, one step a line. */
  readonly remedy: string | null;
  /** How many occurrences the finding stands for: 1, or more where a rule gathers. */
  readonly count: number;
  /** `address:port` of the backend, where no call names it. */
  readonly server: string | null;
  /** When it ended, where it lasted. */
  readonly until: Instant | null;
  /** The last frame that shows it, where `frames` may list only the first ones. */
  readonly lastFrame: number | null;
  /** What explains it, where its rule knows. */
  readonly causedBy: FindingCause | null;
  /** Names of hosts that its texts repeat as they were captured, so that they can be redacted; left out: none. */
  readonly hostNames?: readonly string[];
  /** Of a finding whose texts were redacted: its fingerprint as it was before. */
  readonly fingerprint?: string;
}

/** What explains a finding: the rule that tells it, and frames that show it. */
export interface FindingCause {
  readonly rule: string;
  readonly frames: readonly number[];
}

/**
 * What a call rule saw in one call, before the whole capture is known. `parameters` names those it is about, so that
 * what the session's configuration excludes can be taken back in the end.
 */
export interface Draft {
  readonly rule: CallRuleId;
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly pointer?: string;
  readonly evidence?: string;
  readonly consequence?: string;
  readonly remedy?: string;
  readonly parameters?: readonly string[];
  /** Which of the rule's cases it is: drafts of different ones are not gathered together. */
  readonly kind?: string;
  /** Frames that show it besides those of the call; of the whole capture, so only a settled draft has them. */
  readonly furtherFrames?: readonly number[];
  /** Which message shows it; left out: the request. */
  readonly side?: 'response';
}

/** Identifier of a rule; the registry holds them all. */
export type CallRuleId = string;

/** Ids of calls: of most drafts one, of some one for each call of the capture, as 32-bit integers. */
export type CallIds = readonly number[] | Int32Array;

/** A draft of a call, or of the first of several calls that show the same. */
export interface DraftRecord {
  readonly draft: Draft;
  readonly call: HookCall;
  /** The ids of all the calls that show it, in the order in which they were complete. */
  readonly ids: CallIds;
}
