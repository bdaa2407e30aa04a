import { MAX_FOLLOWED_CONNECTIONS } from '../../base/limits.ts';
import {
  type Expectation,
  type ExpectedCall,
  errorConsequence,
  stopText,
  switchedOffText,
} from '../../dialects/index.ts';
import { type ClientConfig, configFor, type HookCall, isAccepted, timeOf } from '../../hooks/index.ts';
import { type CallGroup, earlier, isSought, NO_POSITION, type SoughtCall } from './call-group.ts';
import {
  callsOfNumbers,
  configOf,
  dialogInSession,
  dialogOf,
  type Evidence,
  isSameDialog,
  lossWithin,
  sessionOf,
  unkeyedOf,
} from './evidence.ts';
import { ExpectationRows } from './expectation-rows.ts';
import {
  closesAt,
  type Decision,
  type ExpectationResult,
  hasKey,
  MET,
  methodOf,
  type Scale,
  type Verdict,
  type VerdictCause,
} from './expected.ts';
import { hasStatus, type OpenedExpectation } from './triggers.ts';

/** One expectation under judgement: when it opens and closes, and the calls of its key. Times are seconds since 1970. */
interface Case {
  readonly expectation: Expectation;
  readonly trigger: HookCall;
  readonly at: number;
  readonly opens: number;
  readonly closes: number;
  /** Calls with the same key; where several groups may hold it, a call can be in more than one. */
  readonly groups: readonly CallGroup[];
  readonly evidence: Evidence;
}

/**
 * The verdicts of all expectations (design §5): met, excused, inconclusive, missing, tried in this order.
 * `windowFactor` scales all windows.
 */
export function decideAll(
  triggers: Iterable<OpenedExpectation>,
  evidence: Evidence,
  windowFactor: number,
): readonly ExpectationResult[] {
  const scale: Scale = { windowFactor, captureEnds: evidence.ends };
  const decided = new ExpectationRows(evidence, scale);
  for (const { call, expectation } of triggers) {
    // A repeated call stands for the earlier ones: what follows, follows the last.
    if (evidence.retries.retriedBy(call) !== null) continue;
    if (!hasKey(call, expectation)) continue;
    const groups = groupsOfKey(call, expectation, evidence);
    if (expectation.after.firstOfKey && !groups.every((group) => isFirst(expectation, call, group, evidence)))
      continue;
    if (!hasEarlier(expectation, call, groups, evidence)) continue;
    const judged = openCase(expectation, call, groups, evidence, scale);
    const metBy = findMet(judged);
    decided.add(expectation, call, metBy, metBy === null ? decide(judged) : MET);
  }
  return decided.results();
}

/**
 * True where nothing shows that the session or dialog was under way before the call. What came within the tolerance
 * before it may have overtaken it, and shows nothing; but only the first of several triggers counts.
 */
function isFirst(
  row: Expectation,
  trigger: HookCall,
  group: CallGroup,
  { calls, positions, retries }: Evidence,
): boolean {
  const first = retries.firstAttempt(trigger);
  const firstPosition = positions.of(first);
  const overtaking = timeOf(first) - trigger.dialect.toleranceSeconds;
  for (let place = 0; place < group.length; place++) {
    const position = group.positionAt(place) ?? firstPosition;
    if (position >= firstPosition) return true;
    const other = calls[position];
    if (timeOf(other) < overtaking) return false;
    const { methods, statuses } = row.after;
    const isTrigger = methods.some((method) => isSought({ method, statuses }, other));
    if (isTrigger || row.expect.some((way) => isSought(way, other))) return false;
  }
  return true;
}

function openCase(
  row: Expectation,
  trigger: HookCall,
  groups: readonly CallGroup[],
  evidence: Evidence,
  scale: Scale,
): Case {
  const at = timeOf(trigger);
  const tolerance = trigger.dialect.toleranceSeconds;
  // What the first attempt led to, or came after, counts for its repetitions.
  const begun = timeOf(evidence.retries.firstAttempt(trigger));
  const closes = closesAt(row, trigger, scale);
  return {
    expectation: row,
    trigger,
    at,
    opens: opensAt(row, begun, tolerance, scale),
    closes,
    groups,
    evidence,
  };
}

function opensAt(row: Expectation, begun: number, tolerance: number, { windowFactor }: Scale): number {
  if (row.direction === 'predecessor') return begun - row.windowSeconds * windowFactor;
  return row.metBefore === 'dialog' ? Number.NEGATIVE_INFINITY : begun - tolerance;
}

function groupsOfKey(call: HookCall, row: Expectation, evidence: Evidence): readonly CallGroup[] {
  if (row.key === 'dialog') return dialogInSession(evidence, call);
  const own = row.key === 'session' ? sessionOf(evidence, call)?.group : dialogOf(evidence, call);
  const others = row.key === 'session' ? [] : callsOfNumbers(evidence, call);
  return own ? [own, ...others] : others;
}

function hasEarlier(
  { after }: Expectation,
  trigger: HookCall,
  groups: readonly CallGroup[],
  { positions }: Evidence,
): boolean {
  if (after.earlier.length === 0) return true;
  const position = positions.of(trigger);
  return groups.some((group) => group.hasBefore(after.earlier, position));
}

/** The first of the sought calls in any of the groups; see `CallGroup.first`. */
function firstIn(
  groups: readonly CallGroup[],
  sought: readonly SoughtCall[],
  { opens, closes, evidence }: Case,
  accepts: (call: HookCall) => boolean,
): HookCall | null {
  let first = NO_POSITION;
  for (const group of groups) first = earlier(first, group.first(sought, opens, closes, accepts));
  return first === NO_POSITION ? null : evidence.calls[first];
}

function decide(judged: Case): Decision {
  return findExcuse(judged) ?? findDoubt(judged) ?? missing(judged);
}

function findMet(judged: Case): HookCall | null {
  const { expectation, trigger, at } = judged;
  return firstIn(judged.groups, expectation.expect, judged, (call) => {
    if (call === trigger || belongsToAnother(call, judged)) return false;
    const early = expectation.direction === 'forward' && timeOf(call) < at;
    return (
      !early || expectation.earlyStatuses === undefined || hasStatus(expectation.earlyStatuses, call.status)
    );
  });
}

/** Numbers in common join calls whose ids differ, but not where the other's id names a call of its own. */
function belongsToAnother(call: HookCall, { expectation, trigger, evidence }: Case): boolean {
  if (expectation.key !== 'call-numbers' || call.dialog === null || isSameDialog(call, trigger)) return false;
  return dialogOf(evidence, call)?.hasBefore([trigger.method], Number.POSITIVE_INFINITY) === true;
}

function findExcuse(judged: Case): Decision | null {
  const { expectation, trigger, closes, evidence } = judged;
  const config = configOf(evidence, trigger);
  const method = methodOf(expectation);
  const { dialect } = trigger;
  for (const excuse of expectation.excusedBy) {
    if (excuse === 'policy-disabled' && !configFor(dialect, config, method).enabled) {
      return verdict('excused', excuse, switchedOffText(dialect, method));
    }
    if (
      excuse === 'refused-under-fail' &&
      !isAccepted(dialect, trigger.response) &&
      stopsWhenRefused(trigger, config)
    ) {
      const how = trigger.response === null ? 'got no answer' : `was answered ${trigger.response.status}`;
      return verdict('excused', excuse, `${trigger.method} ${how}${stopText(dialect)}, so nothing follows`);
    }
    const end = excuse === 'session-ended' ? (sessionOf(evidence, trigger)?.end ?? null) : null;
    if (end !== null && timeOf(end) <= closes) {
      const frame = end.requestFrames[0];
      return verdict(
        'excused',
        'session-ended',
        `the session ended at frame ${frame} (${end.method} ${end.status})`,
      );
    }
  }
  return null;
}

/** Whether the operation ends where a call is refused: by the configuration, else by the dialect's error table. */
function stopsWhenRefused({ dialect, method, methodSpec }: HookCall, config: ClientConfig | null): boolean {
  const policy = configFor(dialect, config, method).onRefusal;
  if (policy !== null) return policy === 'stop';
  const outcome =
    methodSpec === null
      ? null
      : errorConsequence(dialect, methodSpec.name, methodSpec.role, 'go-on')?.outcome;
  return outcome === 'stops' || outcome === 'declines';
}

function findDoubt(judged: Case): Decision | null {
  return findCaptureEdge(judged) ?? findLoss(judged) ?? findUnkeyed(judged);
}

function findCaptureEdge({ expectation, at, opens, closes, evidence }: Case): Decision | null {
  if (expectation.direction === 'predecessor' && evidence.begins > opens) {
    const before = (at - evidence.begins).toFixed(1);
    return verdict('inconclusive', 'capture-began-late', `the capture began only ${before} s before it`);
  }
  if (evidence.ends >= closes) return null;
  const after = (evidence.ends - at).toFixed(1);
  return verdict('inconclusive', 'capture-ended', `the capture ended ${after} s after it`);
}

function findLoss(judged: Case): Decision | null {
  const { at, closes, evidence } = judged;
  const from = Number.isFinite(judged.opens) ? judged.opens : at - judged.trigger.dialect.toleranceSeconds;
  const loss = lossWithin(evidence, from, closes);
  if (loss?.isDropped) {
    const reason = `a conversation with the backend was set aside (tcp.stream ${loss.stream}, after frame ${loss.frame}), because more than ${MAX_FOLLOWED_CONNECTIONS} connections were open at once`;
    return verdict('inconclusive', 'bound-reached', reason);
  }
  if (loss !== null) {
    const reason = `the capture lost packets of a conversation with the backend (tcp.stream ${loss.stream}, before frame ${loss.frame})`;
    return verdict('inconclusive', 'lost-packets', reason);
  }
  if (evidence.drops === 0) return null;
  const reason = `the capture's own counters say that it lost ${evidence.drops} packets`;
  return verdict('inconclusive', 'lost-packets', reason);
}

/** A call that could be the expected one, had it named its session, its dialog or its status. */
function findUnkeyed(judged: Case): Decision | null {
  const { expectation, trigger, evidence } = judged;
  const anyStatus = expectation.expect.map(({ method }) => ({ method, statuses: 'any' as const }));
  const unkeyed = firstIn(unkeyedOf(evidence, trigger), anyStatus, judged, (call) => {
    if (call === trigger) return false;
    if (call.appKey !== null && trigger.appKey !== null && call.appKey !== trigger.appKey) return false;
    return call.dialog === null || trigger.dialog === null || call.dialog.id === trigger.dialog.id;
  });
  if (unkeyed !== null) {
    const why = unkeyed.cut ? 'the capture cut its body' : 'its payload does not name it';
    const reason = `the ${unkeyed.method} at frame ${unkeyed.requestFrames[0]} cannot be told to belong to it: ${why}`;
    return verdict('inconclusive', 'unkeyed-call', reason);
  }
  const noStatus = expectation.expect.map(({ method }) => ({ method, statuses: NO_STATUS }));
  const unclear = firstIn(
    judged.groups,
    noStatus,
    judged,
    (call) => call !== trigger && !belongsToAnother(call, judged),
  );
  if (unclear === null) return null;
  const why = unclear.cut ? 'the capture cut its body' : 'its payload has none';
  const reason = `the status of the ${unclear.method} at frame ${unclear.requestFrames[0]} is not known: ${why}`;
  return verdict('inconclusive', 'unknown-status', reason);
}

const NO_STATUS: readonly null[] = [null];

function missing({ expectation, trigger, closes, opens, at }: Case): Decision {
  const names = expectation.expect.map(nameOf).join(' or ');
  const span =
    expectation.direction === 'predecessor'
      ? `within the ${format(at - opens)} s before it`
      : `within ${format(closes - at)} s after it`;
  const reason = `no ${names} ${span} (${trigger.method}, frame ${trigger.requestFrames[0]})`;
  return verdict('missing', 'none-came', reason);
}

/** A way to meet an expectation, in words: the method, and the statuses of which its payload must have one. */
export function nameOf(way: ExpectedCall): string {
  return way.statuses === 'any' ? way.method : `${way.method} ${way.statuses.join(' / ')}`;
}

function format(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}

function verdict(word: Verdict, cause: VerdictCause, reason: string): Decision {
  return { verdict: word, cause, reason };
}
