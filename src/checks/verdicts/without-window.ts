import { firstIndex } from '../../base/first-index.ts';
import type { ClosingSign, Expectation } from '../../dialects/index.ts';
import { firstFrameOf, type HookCall, hasStatus, timeOf } from '../../hooks/index.ts';
import { type CallGroup, isSought, type SoughtCall } from './call-group.ts';
import { belongsToAnother, type Case, firstIn, verdict } from './case.ts';
import { dialogInSession, type Evidence, nodeSignsOf, sessionGroupOf } from './evidence.ts';
import { type Bound, type Decision, type Scale, slowness } from './expected.ts';
import { isStart, pairsOf } from './start-pairs.ts';

// Expectations for which no document gives a time: a stream that was published is unpublished some day. That its end is
// missing can be said only where something else shows that it is over.

/** The end that belongs to the trigger of such an expectation, however late it came; null where the capture has none. */
export function findEnd(judged: Case): HookCall | null {
  const { expectation, trigger, at } = judged;
  const pairs = pairsOf(judged);
  const end = pairs?.endOf.get(trigger);
  if (end !== undefined) return end;
  if (pairs?.placeOf.has(trigger)) return null;
  // It is not certain that the trigger began anything, or which calls did: any end is taken for its own.
  return firstIn(judged.groups, expectation.expect, judged, (call) => {
    if (call === trigger || belongsToAnother(call, judged)) return false;
    const isEarly = timeOf(call) < at;
    return (
      !isEarly || expectation.earlyStatuses === undefined || hasStatus(expectation.earlyStatuses, call.status)
    );
  });
}

/** The first sign that what a trigger began is over, and until when its end may come then; null where there is none. */
export function findClosing(judged: Case, scale: Scale): Bound | null {
  let first: Bound | null = null;
  for (const sign of judged.expectation.closedBy ?? []) {
    const call = findSign(sign, judged);
    if (call === null) continue;
    const due = timeOf(call) + sign.withinSeconds * scale.windowFactor + slowness(call, scale);
    if (first === null || due < first.due) first = { call, due };
  }
  return first;
}

function findSign(sign: ClosingSign, judged: Case): HookCall | null {
  const { expectation, trigger, at, evidence } = judged;
  const { positions, callExchanges, duplicates } = evidence;
  const { statuses } = sign;
  const sought: readonly SoughtCall[] = sign.methods.map((method) => ({ method, statuses }));
  const after: Case = { ...judged, opens: at, closes: Number.POSITIVE_INFINITY };
  return firstIn(groupsOf(sign, trigger, evidence), sought, after, (call) => {
    if (positions.of(call) <= positions.of(trigger)) return false;
    if (!callExchanges.isCall(call) || duplicates.has(call)) return false;
    // A start that was refused began nothing, so that nothing ended before it.
    return !mayStart(expectation, call) || isStart(expectation, call, evidence);
  });
}

/** Whether a call is a start but for its answer. One method may tell both of starts and of ends, by its status. */
function mayStart({ after: { methods, statuses } }: Expectation, call: HookCall): boolean {
  return methods.some((method) => isSought({ method, statuses }, call));
}

function groupsOf({ within }: ClosingSign, trigger: HookCall, evidence: Evidence): readonly CallGroup[] {
  if (within === 'dialog') return dialogInSession(evidence, trigger);
  if (within === 'node') return nodeSignsOf(evidence, trigger);
  const session = sessionGroupOf(evidence, trigger);
  return session === undefined ? [] : [session];
}

/** An end that belongs to another start or to this one: both have the same key, and it came close to where the second began. */
export function findSharedEnd(judged: Case): Decision | null {
  const { expectation, trigger, at, closes, bound, evidence } = judged;
  const pairs = bound === null || expectation.direction === 'predecessor' ? null : pairsOf(judged);
  if (bound === null || pairs === null) return null;
  const begunAt = (place: number): number => timeOf(evidence.callExchanges.firstAttempt(pairs.ends[place]));
  const place = firstIndex(pairs.ends.length, (index) => begunAt(index) >= at);
  if (place === pairs.ends.length || begunAt(place) > closes) return null;
  const end = pairs.ends[place];
  const other = pairs.startOf.get(end) ?? pairs.starts[(pairs.placeOf.get(trigger) ?? -1) + 1];
  const owner = other === undefined ? 'another start' : `the ${other.method} at frame ${firstFrameOf(other)}`;
  const reason = `the ${end.method} at frame ${firstFrameOf(end)} may belong to it, or to ${owner}, which has the same key`;
  return verdict('inconclusive', 'unkeyed-call', reason, bound);
}

/** What makes the absence certain, as words that follow the name of the call that did not come. */
export function boundText({ direction }: Expectation, trigger: HookCall, { call }: Bound): string {
  const shown = `${call.method} (frame ${firstFrameOf(call)})`;
  const what = `${trigger.method} (frame ${firstFrameOf(trigger)})`;
  return direction === 'predecessor'
    ? `came before ${what}, although the capture has ${shown}`
    : `came after ${what}, although ${shown} shows that it is over`;
}
