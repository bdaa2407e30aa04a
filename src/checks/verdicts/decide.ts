import type { List } from '../../base/list.ts';
import { type Expectation, stopText, switchedOffText } from '../../dialects/index.ts';
import {
  configFor,
  firstFrameOf,
  type HookCall,
  hasStatus,
  isAcceptedCall,
  isAnswered,
  timeOf,
} from '../../hooks/index.ts';
import { statusWords } from '../wording.ts';
import { type CallGroup, earlier, isSought, NO_POSITION } from './call-group.ts';
import { belongsToAnother, type Case, firstIn, format, nameOf, verdict } from './case.ts';
import { counterWitness, findDoubt, findUnknownOutcome, provesAll } from './doubts.ts';
import {
  callsOfNumbers,
  configOf,
  dialogInSession,
  dialogOf,
  type Evidence,
  sessionEndOf,
  sessionGroupOf,
} from './evidence.ts';
import { ExpectationRows } from './expectation-rows.ts';
import {
  closesAt,
  type Decision,
  type ExpectationResult,
  hasKey,
  hasNoWindow,
  MET,
  methodOf,
  type Scale,
  type Unmet,
} from './expected.ts';
import { findLate } from './late.ts';
import { outcomeOf } from './outcome.ts';
import { isResponseUnseen } from './sight.ts';
import type { OpenedExpectation } from './triggers.ts';
import { boundText, findClosing, findEnd, findSharedEnd } from './without-window.ts';

/** Where the verdicts on expectations go. `windowFactor` scales all windows. */
export function newExpectationRows(evidence: Evidence, windowFactor: number): ExpectationRows {
  return new ExpectationRows(evidence, {
    windowFactor,
    captureEnds: evidence.ends,
    isResponseUnseen: (call) => isResponseUnseen(call, evidence.sight),
  });
}

/** The verdicts of all expectations; see {@link decide}. */
export function decideAll(
  triggers: Iterable<OpenedExpectation>,
  evidence: Evidence,
  windowFactor: number,
): List<ExpectationResult> {
  const rows = newExpectationRows(evidence, windowFactor);
  for (const { call, expectation } of triggers) decide(call, expectation, rows);
  return rows.results();
}

/**
 * Adds the verdict on an expectation that a call opened to rows (design §5): met, excused, inconclusive, late, missing, tried in this
 * order. What the call does not open gets none.
 */
export function decide(call: HookCall, expectation: Expectation, decided: ExpectationRows): void {
  const { evidence, scale } = decided;
  // What follows, follows the call as a whole: an earlier attempt, or a leg, opens nothing of its own.
  if (!evidence.callExchanges.isCall(call)) return;
  // Nor does a duplicate: what follows had been asked for by the first.
  if (evidence.duplicates.size > 0 && evidence.duplicates.has(call)) return;
  if (!hasKey(call, expectation) || !isOpen(expectation, call, evidence)) return;
  const groups = groupsOfKey(call, expectation, evidence);
  if (expectation.after.firstOfKey && !groups.every((group) => isFirst(expectation, call, group, evidence)))
    return;
  const precedent = findPrecedent(expectation, call, groups, evidence);
  if (precedent === NO_POSITION) return;
  const judged = openCase(expectation, call, groups, evidence, scale);
  const isOpenEnded = hasNoWindow(expectation) && expectation.direction === 'forward';
  const metBy = isOpenEnded ? findEnd(judged) : findMet(judged);
  if (metBy !== null) {
    decided.add(expectation, call, metBy, MET);
    return;
  }
  const { came, ...decision } = decideUnmet(withBound(judged, precedent, scale));
  decided.add(expectation, call, came, decision);
}

/**
 * Whether the outcome of a call, as the whole capture shows it, opens the expectation. Where the response is not in the
 * capture, nothing is built on a refusal that was not seen.
 */
function isOpen({ after }: Expectation, call: HookCall, { sight }: Evidence): boolean {
  if (after.answer === 'any' || isAnswered(call)) return true;
  return (after.answer === 'ok') === isResponseUnseen(call, sight);
}

/**
 * True where nothing shows that the session or dialog was under way before the call. What came within the tolerance
 * before it may have overtaken it, and shows nothing; but only the first of several triggers counts.
 */
function isFirst(
  row: Expectation,
  trigger: HookCall,
  group: CallGroup,
  { calls, positions, callExchanges }: Evidence,
): boolean {
  const first = callExchanges.firstAttempt(trigger);
  const ownPosition = positions.of(trigger);
  const begun = timeOf(first);
  const overtaking = begun - trigger.dialect.toleranceSeconds;
  for (let place = 0; place < group.length; place++) {
    const position = group.positionAt(place) ?? ownPosition;
    if (position >= ownPosition) return true;
    const other = calls[position];
    // What came since the first attempt may be what that led to.
    if (first !== trigger && timeOf(other) >= begun) return true;
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
  const begun = timeOf(evidence.callExchanges.firstAttempt(trigger));
  const closes = closesAt(row, trigger, scale);
  return {
    expectation: row,
    trigger,
    at,
    opens: opensAt(row, begun, tolerance, scale),
    closes,
    groups,
    evidence,
    bound: null,
  };
}

function opensAt(row: Expectation, begun: number, tolerance: number, { windowFactor }: Scale): number {
  if (row.direction === 'predecessor') return begun - row.windowSeconds * windowFactor;
  return row.metBefore === 'dialog' ? Number.NEGATIVE_INFINITY : begun - tolerance;
}

function groupsOfKey(call: HookCall, row: Expectation, evidence: Evidence): readonly CallGroup[] {
  if (row.key === 'dialog') return dialogInSession(evidence, call);
  const own = row.key === 'session' ? sessionGroupOf(evidence, call) : dialogOf(evidence, call);
  const others = row.key === 'session' ? [] : callsOfNumbers(evidence, call);
  return own ? [own, ...others] : others;
}

/** Adds what makes up for a window where no document gives one. `precedent`: see {@link findPrecedent}. */
function withBound(judged: Case, precedent: number, scale: Scale): Case {
  const { expectation, closes, evidence } = judged;
  if (!hasNoWindow(expectation)) return judged;
  if (expectation.direction === 'forward') {
    const bound = findClosing(judged, scale);
    return { ...judged, closes: bound?.due ?? closes, bound };
  }
  if (precedent === NOT_ASKED) return judged;
  const call = evidence.calls[precedent];
  return { ...judged, opens: timeOf(call), bound: { call, due: closes } };
}

/** No earlier call is asked for. */
const NOT_ASKED = -2;

/**
 * The position of the earlier call that an expectation asks for: {@link NOT_ASKED} where it asks for none, {@link NO_POSITION} where
 * the capture has none.
 */
function findPrecedent(
  { after }: Expectation,
  trigger: HookCall,
  groups: readonly CallGroup[],
  evidence: Evidence,
): number {
  if (after.earlier.length === 0) return NOT_ASKED;
  const position = evidence.positions.of(trigger);
  const within = after.earlierWithin === 'session' ? [sessionGroupOf(evidence, trigger)] : groups;
  let first = NO_POSITION;
  for (const group of within) {
    if (group === undefined) continue;
    const found = group.firstBefore(after.earlier, position, (call) => {
      return after.earlierAnswer === undefined || isAcceptedCall(call);
    });
    first = earlier(first, found);
  }
  return first;
}

function decideUnmet(judged: Case): Unmet {
  const decision = findExcuse(judged) ?? findDoubt(judged) ?? findSharedEnd(judged);
  if (decision !== null) return { ...decision, came: null };
  return findLate(judged) ?? { ...(findUnknownOutcome(judged) ?? missing(judged)), came: null };
}

function findMet(judged: Case): HookCall | null {
  const { expectation, trigger, at, opens, closes, evidence } = judged;
  const accepts = (call: HookCall, time: number): boolean => {
    if (call === trigger || belongsToAnother(call, judged)) return false;
    const early = expectation.direction === 'forward' && time < at;
    return (
      !early || expectation.earlyStatuses === undefined || hasStatus(expectation.earlyStatuses, call.status)
    );
  };
  const { callExchanges } = evidence;
  const met = firstIn(judged.groups, expectation.expect, judged, (call) => accepts(call, timeOf(call)));
  if (met !== null || callExchanges.isPlain) return met;
  // It was sent in time where its first attempt was, whenever the last one got through.
  const after: Case = { ...judged, opens: closes, closes: Number.POSITIVE_INFINITY };
  return firstIn(judged.groups, expectation.expect, after, (call) => {
    const begun = timeOf(callExchanges.firstAttempt(call));
    return begun >= opens && begun <= closes && accepts(call, begun);
  });
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
    if (excuse === 'refused-under-fail' && outcomeOf(trigger, evidence) === 'stopped') {
      const how =
        trigger.response === null ? 'got no answer' : `was answered ${statusWords(trigger.response.status)}`;
      return verdict('excused', excuse, `${trigger.method} ${how}${stopText(dialect)}, so nothing follows`);
    }
    const end = excuse === 'session-ended' ? sessionEndOf(evidence, trigger) : null;
    if (end !== null && timeOf(end) <= closes) {
      const frame = firstFrameOf(end);
      return verdict(
        'excused',
        'session-ended',
        `the session ended at frame ${frame} (${end.method} ${end.status})`,
      );
    }
  }
  return null;
}

function missing(judged: Case): Decision {
  const witness = counterWitness(judged);
  const decision = absence(judged);
  if (!provesAll(witness)) return decision;
  const proof = `${witness.name} has no gap from ${witness.from.value} (frame ${firstFrameOf(witness.from.call)}) to ${witness.until.value} (frame ${firstFrameOf(witness.until.call)}), so it was not sent`;
  return { ...decision, reason: `${decision.reason}: ${proof}`, proof };
}

function absence({ expectation, trigger, closes, opens, at, bound }: Case): Decision {
  const names = expectation.expect.map(nameOf).join(' or ');
  if (bound !== null) {
    const reason = `no ${names} ${boundText(expectation, trigger, bound)}`;
    return verdict('missing', 'none-came', reason, bound);
  }
  const span =
    expectation.direction === 'predecessor'
      ? `within the ${format(at - opens)} s before it`
      : `within ${format(closes - at)} s after it`;
  const reason = `no ${names} ${span} (${trigger.method}, frame ${firstFrameOf(trigger)})`;
  return verdict('missing', 'none-came', reason);
}
