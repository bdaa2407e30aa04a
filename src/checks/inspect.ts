import { MAX_FINDINGS_OF_RULE, MAX_GATHERED_FINDINGS } from '../base/limits.ts';
import type { HookCall, ReadCall } from '../hooks/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import type { CaptureStatistics } from './capture-statistics.ts';
import type { Draft, DraftRecord, Finding } from './finding.ts';
import { type InspectionOptions, RunningInspection } from './inspection.ts';
import { type CallRule, findingOf } from './rule.ts';
import { callRules, rulesForOtherHttp } from './rules/call-rules.ts';

/**
 * Runs the call rules while payloads are at hand, and keeps what they say in little space until the whole capture
 * is known. What it keeps is bounded: see {@link MAX_FINDINGS_OF_RULE}.
 */
export class CallInspector {
  readonly #inspection: RunningInspection;
  readonly #shelves: readonly RuleShelf[];
  readonly #shelvesForOtherHttp: readonly RuleShelf[];

  constructor(options: InspectionOptions, rules: readonly CallRule[] = callRules) {
    this.#inspection = new RunningInspection(options);
    this.#shelves = rules.map((rule) => new RuleShelf(rule));
    this.#shelvesForOtherHttp = this.#shelves.filter((shelf) => rulesForOtherHttp.includes(shelf.rule));
  }

  /** Looks at one call; neither it nor its payload is kept, only what was found. True where something was. */
  inspect(read: ReadCall): boolean {
    const shelves = read.certainty === 'other' ? this.#shelvesForOtherHttp : this.#shelves;
    let found = false;
    this.#inspection.turnTo(read);
    for (const shelf of shelves) {
      const drafts = shelf.rule.inspect(read, this.#inspection);
      if (drafts.length === 0) continue;
      shelf.keep(drafts, read.call);
      found = true;
    }
    this.#inspection.turnTo(null);
    return found;
  }

  /**
   * The findings so far, with all that is known of the capture taken into account: by rule, then in the order of the
   * calls. Can be asked for again.
   */
  conclude(facts: CaptureFacts, statistics: CaptureStatistics): readonly Finding[] {
    return this.#shelves.flatMap((shelf) => shelf.conclude(facts, statistics));
  }
}

/** The drafts of one rule, kept until the whole capture is known. */
class RuleShelf {
  readonly rule: CallRule;
  /** One record for each draft. */
  readonly #single: DraftRecord[] = [];
  /** One record for all drafts of one method with the same severity, pointer and parameters. */
  readonly #gathered = new Map<string, DraftRecord>();
  /** Drafts of which nothing is kept but their number. */
  #countedOnly = 0;

  constructor(rule: CallRule) {
    this.rule = rule;
  }

  keep(drafts: readonly Draft[], call: HookCall): void {
    for (const draft of drafts) {
      if (this.rule.gathers === undefined && this.#single.length < MAX_FINDINGS_OF_RULE) {
        this.#single.push({ draft, call, count: 1 });
      } else {
        this.#gather(draft, call);
      }
    }
  }

  conclude(facts: CaptureFacts, statistics: CaptureStatistics): readonly Finding[] {
    const findings = this.#single.flatMap((record) => this.#settled(record, facts, statistics, ''));
    const isOverflow = this.rule.gathers === undefined;
    for (const record of this.#gathered.values()) {
      const words = isOverflow ? ` (${record.count} of these, not listed one by one)` : '';
      findings.push(...this.#settled(record, facts, statistics, words));
    }
    if (this.#countedOnly > 0) findings.push(this.#rest());
    return findings;
  }

  #gather(draft: Draft, call: HookCall): void {
    const key = `${call.method}\n${draft.severity ?? ''}\n${draft.pointer ?? ''}\n${draft.parameters?.join() ?? ''}`;
    const record = this.#gathered.get(key);
    if (record !== undefined) record.count += 1;
    else if (this.#gathered.size < MAX_GATHERED_FINDINGS) this.#gathered.set(key, { draft, call, count: 1 });
    else this.#countedOnly += 1;
  }

  /** The finding of a draft, `words` added to its message; none where the rule no longer holds to it. */
  #settled(
    record: DraftRecord,
    facts: CaptureFacts,
    statistics: CaptureStatistics,
    words: string,
  ): readonly Finding[] {
    const draft = this.rule.settle === undefined ? record.draft : this.rule.settle(record, facts, statistics);
    if (draft === null) return [];
    const { call, count } = record;
    const { message, severity, pointer, evidence, consequence, remedy } = draft;
    return [
      findingOf(this.rule, call, {
        message: `${message}${words}`,
        severity: severity ?? this.rule.severity,
        pointer: pointer ?? null,
        evidence: evidence ?? null,
        consequence: consequence ?? null,
        remedy: remedy ?? null,
        frames: framesOf(call, draft),
        count,
      }),
    ];
  }

  /** The finding that says how many drafts were only counted. */
  #rest(): Finding {
    return {
      rule: this.rule.id,
      severity: this.rule.severity,
      message: `${this.#countedOnly} more of this rule were only counted: more than ${MAX_GATHERED_FINDINGS} different ones are not kept`,
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
      count: this.#countedOnly,
    };
  }
}

function framesOf(call: HookCall, draft: Draft): readonly number[] {
  const [asked] = call.requestFrames;
  if (draft.side !== 'response' || call.response === null) return [asked];
  return [asked, call.response.frames[0]];
}
