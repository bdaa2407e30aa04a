import { isSetBack } from '../../base/clock-steps.ts';
import type { Expectation, ExpectedCall } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { type CallGroup, earlier, isSought, NO_POSITION, type SoughtCall } from './call-group.ts';
import { dialogOf, type Evidence, isSameDialog } from './evidence.ts';
import type { Bound, Decision, Verdict, VerdictCause } from './expected.ts';

/** One expectation under judgement: when it opens and closes, and the calls of its key. Times are seconds since 1970. */
export interface Case {
  readonly expectation: Expectation;
  readonly trigger: HookCall;
  readonly at: number;
  readonly opens: number;
  readonly closes: number;
  /** Calls with the same key; where several groups may hold it, a call can be in more than one. */
  readonly groups: readonly CallGroup[];
  readonly evidence: Evidence;
  /** What makes up for a window; see `ExpectationResult`. */
  readonly bound: Bound | null;
}

/** The first of the sought calls in any of the groups; see `CallGroup.first`. */
export function firstIn(
  groups: readonly CallGroup[],
  sought: readonly SoughtCall[],
  { opens, closes, evidence }: Case,
  accepts: (call: HookCall) => boolean,
): HookCall | null {
  let first = NO_POSITION;
  const isUneven = evidence.clockSteps.some(isSetBack);
  for (const group of groups) {
    const found =
      isUneven && group.length <= SEARCHED_WHOLE
        ? firstOfAll(group, sought, opens, closes, accepts)
        : group.first(sought, opens, closes, accepts);
    first = earlier(first, found);
  }
  return first === NO_POSITION ? null : evidence.calls[first];
}

/** Calls of a group that are gone through one by one where the clock was set back, so that their times are in no order. */
const SEARCHED_WHOLE = 1024;

function firstOfAll(
  group: CallGroup,
  sought: readonly SoughtCall[],
  opens: number,
  closes: number,
  accepts: (call: HookCall) => boolean,
): number {
  for (let place = 0; place < group.length; place++) {
    const call = group.at(place);
    const position = group.positionAt(place);
    if (call === undefined || position === undefined || timeOf(call) < opens || timeOf(call) > closes)
      continue;
    if (sought.some((each) => isSought(each, call)) && accepts(call)) return position;
  }
  return NO_POSITION;
}

/** Numbers in common join calls whose ids differ, but not where the other's id names a call of its own. */
export function belongsToAnother(call: HookCall, { expectation, trigger, evidence }: Case): boolean {
  if (expectation.key !== 'call-numbers' || call.dialog === null || isSameDialog(call, trigger)) return false;
  return dialogOf(evidence, call)?.hasBefore([trigger.method], Number.POSITIVE_INFINITY) === true;
}

/** A way to meet an expectation, in words: the method, and the statuses of which its payload must have one. */
export function nameOf(way: ExpectedCall): string {
  return way.statuses === 'any' ? way.method : `${way.method} ${way.statuses.join(' / ')}`;
}

/** Seconds to tenths. */
export function format(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}

/** A verdict with its grounds. */
export function verdict(
  word: Verdict,
  cause: VerdictCause,
  reason: string,
  bound: Bound | null = null,
): Decision {
  return { verdict: word, cause, reason, bound, proof: null };
}
