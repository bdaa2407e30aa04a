import { type HookCall, timeOf } from '../hooks/index.ts';
import type { AlignedSteps } from './alignment.ts';
import type { ComparedCapture } from './compared-capture.ts';
import { stepTime } from './course.ts';
import type { ScenarioStep } from './step.ts';

/** Seconds after which a step that has not come counts as absent, unless the good capture took longer. */
const PATIENCE_SECONDS = 10;
/** The factor by which a step may take longer than in the good capture. */
const SLOWNESS = 2;

/** Where a step of the good capture should be in the bad one. Times are seconds since 1970. */
export interface AbsencePlace {
  /** The last step of the bad capture before that place, and the first after it. */
  readonly before: ScenarioStep | null;
  readonly after: ScenarioStep | null;
  readonly from: number;
  readonly until: number;
}

/** The place where a missing step should be among the other rows. */
export function absencePlace(
  rows: readonly AlignedSteps[],
  index: number,
  missing: ScenarioStep,
): AbsencePlace {
  const before = nearest(rows, index, -1);
  const after = nearest(rows, index, 1);
  const patience = Math.max(PATIENCE_SECONDS, SLOWNESS * delayOf(rows, index, missing));
  const { toleranceSeconds } = missing.worst.dialect;
  const next = after === null ? null : stepTime(after);
  const previous = before === null ? null : stepTime(before);
  return {
    before,
    after,
    from: (previous ?? (next ?? 0) - patience) - toleranceSeconds,
    until: (next ?? (previous ?? 0) + patience) + toleranceSeconds,
  };
}

/**
 * A sentence that says why the bad capture cannot show whether a step came that seems to be missing (design §5); null
 * where it can. `missing` is the step of the good capture.
 */
export function doubtOf(place: AbsencePlace, missing: ScenarioStep, bad: ComparedCapture): string | null {
  const { evidence } = bad;
  const { before, after, from, until } = place;
  if (evidence.drops > 0) {
    return `BAD lost ${evidence.drops} packets by its own counters, so the call may have been made.`;
  }
  const lost = evidence.lost.find((span) => span.from <= until && span.until >= from);
  if (lost?.how === 'encrypted') {
    return `BAD has a connection with the backend then that was not decrypted (tcp.stream ${lost.stream}), so the call may be in it.`;
  }
  if (lost !== undefined) {
    return `BAD lacks bytes of a conversation with the backend then (frame ${lost.frame}), so the call may have been made.`;
  }
  const unkeyed = evidence.calls.find(
    (call) => call.unkeyed && call.method === missing.method && timeOf(call) >= from && timeOf(call) <= until,
  );
  if (unkeyed !== undefined) {
    return `BAD has a ${unkeyed.method} then (frame ${unkeyed.requestFrames[0]}) whose session or dialog cannot be told: it may be this one.`;
  }
  if (before === null && evidence.begins > from) {
    return `BAD begins only ${secondsText((after === null ? until : stepTime(after)) - evidence.begins)} before, so the call may have been made before the capture.`;
  }
  if (after === null && evidence.ends < until) {
    return `BAD ends only ${secondsText(evidence.ends - (before === null ? evidence.begins : stepTime(before)))} later, so the call may come after the capture.`;
  }
  return null;
}

/**
 * A sentence that says why the bad capture cannot show whether a call was answered. Only for a call of which that is
 * known.
 */
export function responseDoubt(call: HookCall, { evidence }: ComparedCapture): string {
  const lost = evidence.lost.find((span) => span.stream === call.stream);
  return lost === undefined
    ? `BAD ends ${secondsText(evidence.ends - timeOf(call))} after the request, so the answer may come after the capture.`
    : `BAD lacks bytes of this conversation (frame ${lost.frame}), so the answer may have come.`;
}

/**
 * Seconds in the good capture between the missing step and the step before it that both captures have; without one, the
 * step after it.
 */
function delayOf(rows: readonly AlignedSteps[], index: number, missing: ScenarioStep): number {
  const neighbour = nearestGood(rows, index, -1) ?? nearestGood(rows, index, 1);
  return neighbour === null ? 0 : Math.abs(stepTime(missing) - stepTime(neighbour));
}

function nearest(rows: readonly AlignedSteps[], index: number, step: 1 | -1): ScenarioStep | null {
  for (let at = index + step; at >= 0 && at < rows.length; at += step) {
    const bad = rows[at]?.bad;
    if (bad) return bad;
  }
  return null;
}

function nearestGood(rows: readonly AlignedSteps[], index: number, step: 1 | -1): ScenarioStep | null {
  for (let at = index + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at];
    if (row?.kind === 'both') return row.good;
  }
  return null;
}

function secondsText(seconds: number): string {
  return `${Math.max(0, seconds).toFixed(1)} s`;
}
