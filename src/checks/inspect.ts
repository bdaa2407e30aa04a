import { MAX_FINDINGS_OF_RULE, MAX_GATHERED_FINDINGS } from '../base/limits.ts';
import { NumberList } from '../base/number-list.ts';
import { byRequest, type HookCall, type ReadCall } from '../hooks/index.ts';
import type { Problem } from '../http/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import type { CaptureStatistics } from './capture-statistics.ts';
import { NO_DRAFTS } from './draft.ts';
import type { CallIds, Draft, DraftRecord, Finding } from './finding.ts';
import { type InspectionOptions, RunningInspection } from './inspection.ts';
import { type CallRule, captureFinding, findingOf } from './rule.ts';
import type { RuleDrafts } from './rule-drafts.ts';
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

  /** Looks at one call; neither it nor its payload is kept, only what was found. */
  inspect(read: ReadCall): Inspected {
    const shelves = read.certainty === 'other' ? this.#shelvesForOtherHttp : this.#shelves;
    let notes: Note[] | null = null;
    let mayBeShown = false;
    this.#inspection.turnTo(read);
    for (const shelf of shelves) {
      const drafts = shelf.rule.inspect(read, this.#inspection);
      if (drafts.length === 0) continue;
      notes ??= [];
      for (const draft of drafts) {
        const note: Note = { shelf, draft, key: gatheringKey(read.call.method, draft), record: null };
        notes.push(note);
        if (shelf.keep(note, read.call)) mayBeShown = true;
      }
    }
    this.#inspection.turnTo(null);
    return notes === null ? NOTHING_INSPECTED : new Inspected(notes, mayBeShown);
  }

  /** The same was found in another call. True where a finding may point at that one. */
  repeat({ notes }: Inspected, call: HookCall): boolean {
    let mayBeShown = false;
    for (const note of notes) if (note.shelf.keep(note, call)) mayBeShown = true;
    return mayBeShown;
  }

  /** Looks at what came to light about a call that was inspected before. */
  inspectLate(call: HookCall, problem: Problem): void {
    for (const shelf of this.#shelves) {
      const drafts = shelf.rule.inspectLate?.(call, problem, this.#inspection) ?? NO_DRAFTS;
      for (const draft of drafts) shelf.take({ draft, call, ids: [call.id] });
    }
  }

  /**
   * Takes out what attempts and legs of calls showed that are forgotten: once nothing tells that they were none, they would
   * count as calls.
   */
  forget(folded: ReadonlySet<HookCall>): void {
    if (folded.size === 0) return;
    const ids = new Set([...folded].map(({ id }) => id));
    for (const shelf of this.#shelves) shelf.forget(ids);
  }

  /** What was found so far, by rule. */
  drafts(): readonly RuleDrafts[] {
    return this.#shelves.map((shelf) => shelf.drafts());
  }
}

/** A draft, the shelf on which it is kept, and the key by which it is gathered with others. */
interface Note {
  readonly shelf: RuleShelf;
  readonly draft: Draft;
  readonly key: string;
  /** The record that it was last gathered in: mostly the next one is as well. */
  record: GrowingRecord | null;
}

/** What was found in one call. */
export class Inspected {
  readonly notes: readonly Note[];
  /** A finding may point at the call: no other one stands for what was found in it. */
  readonly mayBeShown: boolean;

  constructor(notes: readonly Note[], mayBeShown: boolean) {
    this.notes = notes;
    this.mayBeShown = mayBeShown;
  }

  /** Any other call with the same heads and the same names and types in its payload shows the same. */
  get isOfShape(): boolean {
    return this.notes.every(({ shelf }) => shelf.rule.readsShapeOnly === true);
  }
}

const NOTHING_INSPECTED = new Inspected([], false);

/** By which drafts of a rule are gathered. */
export function gatheringKey(method: string, draft: Draft): string {
  return `${method}\n${draft.severity ?? ''}\n${draft.pointer ?? ''}\n${draft.kind ?? ''}\n${draft.parameters?.join() ?? ''}`;
}

/** What several readings found, as if it had been one. `calls`: by the calls of each, the calls of the whole. */
export function joinDrafts(
  parts: readonly (readonly RuleDrafts[])[],
  rules: readonly CallRule[] = callRules,
): readonly RuleDrafts[] {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return rules.map((rule) => {
    const shelf = new RuleShelf(rule);
    const own = parts.flatMap((part) => part.filter((drafts) => drafts.rule === rule.id));
    for (const record of inOrder(own.flatMap((drafts) => drafts.single))) shelf.take(record);
    const uncounted = own.reduce((sum, drafts) => sum + drafts.uncounted, 0);
    // In order of request, so that beyond the bound the same are kept in whatever order the parts stand.
    shelf.gather(inOrder(own.flatMap((drafts) => [...drafts.gathered.values()])), uncounted);
    return shelf.drafts();
  });
}

function inOrder(records: readonly DraftRecord[]): readonly DraftRecord[] {
  return records.toSorted((one, other) => byRequest(one.call, other.call));
}

/** Findings of what was found, in the light of the whole capture; by rule, then in the order of the calls. */
export function concludeDrafts(
  drafts: readonly RuleDrafts[],
  facts: CaptureFacts,
  statistics: CaptureStatistics,
  rules: readonly CallRule[] = callRules,
): readonly Finding[] {
  return rules.flatMap((rule) => {
    const own = drafts.find((each) => each.rule === rule.id);
    return own === undefined ? [] : conclude(rule, yielding(rule, own, drafts), facts, statistics);
  });
}

/** The drafts of a rule without those whose cause another rule tells. */
function yielding({ yieldsTo }: CallRule, own: RuleDrafts, all: readonly RuleDrafts[]): RuleDrafts {
  if (yieldsTo === undefined) return own;
  const causes = all.filter(({ rule, single }) => yieldsTo.includes(rule) && single.length > 0);
  if (causes.length === 0) return own;
  const told = new Set(causes.flatMap(({ single }) => single.map(messageKey)));
  return { ...own, single: own.single.filter((record) => !told.has(messageKey(record))) };
}

function messageKey({ call, draft }: DraftRecord): string {
  return `${call.id} ${draft.side ?? 'request'}`;
}

/** What one rule said so far. */
class RuleShelf {
  readonly rule: CallRule;
  #single: DraftRecord[] = [];
  readonly #gathered = new Map<string, GrowingRecord>();
  #uncounted = 0;

  constructor(rule: CallRule) {
    this.rule = rule;
  }

  /** Keeps what a call showed. True where the call stands for a record. */
  keep(note: Note, call: HookCall): boolean {
    const { draft, key, record } = note;
    if (this.#hasRoom) {
      this.#single.push({ draft, call, ids: [call.id] });
      return true;
    }
    if (record?.isCurrent === true && call.seconds > record.seconds) {
      record.list.push(call.id);
      return false;
    }
    const stands = this.#gather(draft, call, [call.id], key);
    note.record = this.#gathered.get(key) ?? null;
    return stands;
  }

  /** Takes a record of a single call from elsewhere. */
  take(record: DraftRecord): void {
    if (this.#hasRoom) this.#single.push(record);
    else this.#gatherRecord(record);
  }

  /** Takes what was gathered elsewhere. */
  gather(records: Iterable<DraftRecord>, uncounted: number): void {
    for (const record of records) this.#gatherRecord(record);
    this.#uncounted += uncounted;
  }

  get #hasRoom(): boolean {
    return this.rule.gathers === undefined && this.#single.length < MAX_FINDINGS_OF_RULE;
  }

  /** Takes exchanges, by their ids, out of all records. */
  forget(ids: ReadonlySet<number>): void {
    this.#single = this.#single.filter(({ call }) => !ids.has(call.id));
    for (const [key, record] of [...this.#gathered]) {
      const own = record.list.soFar();
      const left = own.filter((id) => !ids.has(id));
      if (left.length === 0) this.#drop(key, record);
      // What stood for them may be gone: see `ofCalls`.
      else if (left.length < own.length) record.list = NumberList.of(left);
    }
  }

  drafts(): RuleDrafts {
    return {
      rule: this.rule.id,
      single: this.#single.slice(),
      gathered: new Map(
        [...this.#gathered].map(
          ([key, { draft, call, list }]) => [key, { draft, call, ids: list.soFar() }] as const,
        ),
      ),
      uncounted: this.#uncounted,
    };
  }

  #gatherRecord({ draft, call, ids }: DraftRecord): void {
    this.#gather(draft, call, ids, gatheringKey(call.method, draft));
  }

  #drop(key: string, record: GrowingRecord): void {
    record.isCurrent = false;
    this.#gathered.delete(key);
  }

  #put(key: string, draft: Draft, call: HookCall, list: NumberList): void {
    this.#gathered.set(key, { draft, call, list, seconds: call.seconds, isCurrent: true });
  }

  /**
   * Of calls that show the same the first one stands for all: in order of request, in whatever order they were complete. True
   * where this one does.
   */
  #gather(draft: Draft, call: HookCall, ids: CallIds, key: string): boolean {
    const known = this.#gathered.get(key);
    if (known === undefined) {
      const hasRoom = this.#gathered.size < MAX_GATHERED_FINDINGS;
      if (hasRoom) this.#put(key, draft, call, NumberList.of(ids));
      else this.#uncounted += ids.length;
      return hasRoom;
    }
    for (const id of ids) known.list.push(id);
    if (byRequest(call, known.call) >= 0) return false;
    // It moves behind the others, so that records of one call stand in the order of its drafts.
    this.#drop(key, known);
    this.#put(key, draft, call, known.list);
    return true;
  }
}

/** A record to which more calls are added. */
interface GrowingRecord extends Omit<DraftRecord, 'ids'> {
  list: NumberList;
  /** When its call was made: seconds since 1970, without the fraction. */
  readonly seconds: number;
  /** False once another record has its key. */
  isCurrent: boolean;
}

function conclude(
  rule: CallRule,
  drafts: RuleDrafts,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): readonly Finding[] {
  const { single, gathered, uncounted } = drafts;
  const findings = ofCalls(single, facts).flatMap((record) => settled(rule, record, facts, statistics, ''));
  const isOverflow = rule.gathers === undefined;
  for (const record of ofCalls([...gathered.values()], facts)) {
    const words = isOverflow ? ` (${record.ids.length} of these, not listed one by one)` : '';
    findings.push(...settled(rule, record, facts, statistics, words));
  }
  if (uncounted > 0) findings.push(restOf(rule, uncounted));
  return findings;
}

/**
 * The records as far as they are about calls. What an earlier attempt or a further leg shows, the call shows itself: it has
 * the same body. What it does not show of itself, it did not do.
 */
function ofCalls(records: readonly DraftRecord[], { evidence, calls }: CaptureFacts): readonly DraftRecord[] {
  const { callExchanges, positions } = evidence;
  return records.flatMap((record) => {
    const { call, ids: all } = record;
    const ids = callExchanges.isPlain
      ? all
      : Int32Array.from(all).filter((id) => !callExchanges.isFolded(id));
    // The exchange that stood for the record may have been folded, or forgotten since.
    const isOwn = callExchanges.isCall(call) && all.includes(call.id);
    if (isOwn) return ids.length === all.length ? [record] : [{ ...record, ids }];
    let first: HookCall | undefined;
    for (const id of ids) {
      const call = calls[positions.ofId(id)];
      if (call !== undefined && (first === undefined || byRequest(call, first) < 0)) first = call;
    }
    return first === undefined ? [] : [{ ...record, call: first, ids }];
  });
}

function settled(
  rule: CallRule,
  record: DraftRecord,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
  words: string,
): readonly Finding[] {
  const draft = rule.settle === undefined ? record.draft : rule.settle(record, facts, statistics);
  if (draft === null) return [];
  const { call, ids } = record;
  const { message, severity, pointer, evidence, consequence, remedy } = draft;
  return [
    findingOf(rule, call, {
      message: `${message}${words}`,
      severity: severity ?? rule.severity,
      pointer: pointer ?? null,
      evidence: evidence ?? null,
      consequence: consequence ?? null,
      remedy: remedy ?? null,
      frames: framesOf(call, draft),
      count: ids.length,
    }),
  ];
}

/** The finding that says how many drafts were only counted. */
function restOf(rule: CallRule, uncounted: number): Finding {
  return captureFinding(rule, {
    message: `${uncounted} more of this rule were only counted: more than ${MAX_GATHERED_FINDINGS} different ones are not kept`,
    count: uncounted,
  });
}

function framesOf(call: HookCall, draft: Draft): readonly number[] {
  const answered = draft.side === 'response' && call.response !== null ? [call.response.frames[0]] : [];
  const frames = new Set([call.requestFrames[0], ...answered, ...(draft.furtherFrames ?? [])]);
  return [...frames].sort((one, other) => one - other);
}
