import { type HookCall, hasEnded, timeOf } from '../../hooks/index.ts';
import { isSought } from './call-group.ts';
import { belongsToAnother, type Case, firstIn, format, verdict } from './case.ts';
import { sessionEndOf } from './evidence.ts';
import { hasNoWindow, type Unmet } from './expected.ts';

/**
 * What came after the window, and before another call of the same kind with the same key: that would be what it belongs to.
 * An end of the session within the window excuses before this is asked; one after it is no late word of how it began.
 */
export function findLate(judged: Case): Unmet | null {
  const { expectation, trigger, closes, at, groups, evidence } = judged;
  if (expectation.direction === 'predecessor' || hasNoWindow(expectation)) return null;
  const later: Case = { ...judged, opens: closes, closes: Number.POSITIVE_INFINITY };
  const came = firstIn(groups, expectation.expect, later, (call) => {
    return !belongsToAnother(call, judged) && !(isAnyStatus(call, judged) && hasEnded(call));
  });
  if (came === null || isAfterEnd(timeOf(came), judged)) return null;
  const { methods, statuses } = expectation.after;
  const again = methods.map((method) => ({ method, statuses }));
  const next = firstIn(groups, again, { ...judged, opens: at, closes: timeOf(came) }, (call) => {
    return evidence.positions.of(call) > evidence.positions.of(trigger);
  });
  if (next !== null) return null;
  const reason = `${came.method} came ${format(timeOf(came) - at)} s after ${trigger.method} (frame ${came.requestFrames[0]}), ${format(timeOf(came) - closes)} s too late`;
  return { ...verdict('late', 'came-late', reason), came };
}

/** Whether an expectation asks for no status of a call's method. */
function isAnyStatus(call: HookCall, { expectation }: Case): boolean {
  return expectation.expect.some((way) => way.statuses === 'any' && isSought(way, call));
}

/** Whether the session had ended meanwhile: what came then was too late for anything. */
function isAfterEnd(came: number, { trigger, at, evidence }: Case): boolean {
  const end = sessionEndOf(evidence, trigger);
  if (end === null || timeOf(end) < at) return false;
  return timeOf(end) < came - trigger.dialect.toleranceSeconds;
}
