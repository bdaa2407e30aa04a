import { type HookCall, isAcceptedCall, isAnswered, timeOf } from '../../hooks/index.ts';
import { witnessOf } from '../verdicts/counter-runs.ts';
import type { Evidence } from '../verdicts/evidence.ts';
import { lossWithin } from '../verdicts/lost-spans.ts';
import type { BeatCourse } from './beat-courses.ts';
import { intervalsOf, isEvenBut, isLonger, usualInterval } from './cadence.ts';

/** A time in which beats failed to come. */
export interface Silence {
  readonly since: HookCall;
  /** The beat with which it ended; null where the capture ended first. */
  readonly until: HookCall | null;
  readonly seconds: number;
}

/** A course of beats in which some failed to come. */
export interface FaultyCourse {
  readonly course: BeatCourse;
  /** Seconds. */
  readonly interval: number;
  /** In order of time, one at least. */
  readonly silences: readonly Silence[];
}

/** So many intervals and more, and a beat failed to come, whatever the jitter. */
const INTERVALS_OF_SILENCE = 2;

/** The same where all other beats came as evenly as a clock, and another one came afterwards. */
const EVEN_INTERVALS_OF_SILENCE = 1.5;

/** Response times that hold up nothing, in seconds. */
const PROMPT_SECONDS = 1;

/** The silences of a course that nothing in the capture explains; null where there are none. */
export function silencesOf(course: BeatCourse, evidence: Evidence): FaultyCourse | null {
  const { beats, rule } = course;
  const times = beats.map((beat) => timeOf(evidence.callExchanges.firstAttempt(beat)));
  const interval = usualInterval(times, rule.intervalSeconds);
  if (interval === null) return null;
  const intervals = intervalsOf(times);
  const silences: Silence[] = [];
  for (let place = 0; place < beats.length; place++) {
    const since = beats[place];
    const until = beats[place + 1] ?? null;
    const ends = until === null ? evidence.ends : times[place + 1];
    const seconds = ends - times[place];
    const isEven = until !== null && isEvenBut(place, intervals, interval);
    const longest = isEven ? EVEN_INTERVALS_OF_SILENCE : INTERVALS_OF_SILENCE;
    if (seconds <= longest * interval + since.dialect.toleranceSeconds + slownessOf(since)) continue;
    // Where the interval itself became another one, what comes at longer intervals is no silence.
    const isFramed = !isLonger(intervals[place - 1], interval) && !isLonger(intervals[place + 1], interval);
    if (isFramed && !isExplained(course, since, times[place], ends, evidence))
      silences.push({ since, until, seconds });
  }
  return silences.length === 0 ? null : { course, interval, silences };
}

/** Seconds by which the answer to a beat, or the wait for it, may hold up the next one. */
function slownessOf(beat: HookCall): number {
  const waited = Math.max(0, beat.endSeconds - timeOf(beat));
  const seconds = isAnswered(beat) ? waited : Math.max(waited, beat.dialect.delivery.timeoutSeconds ?? 0);
  return seconds > PROMPT_SECONDS ? seconds : 0;
}

/** Whether the capture shows why no beat is in it between two moments: then nothing failed, or nobody can tell. */
function isExplained(
  { breaks }: BeatCourse,
  since: HookCall,
  from: number,
  until: number,
  evidence: Evidence,
): boolean {
  // A server may stop what was refused, and so it may what got no answer.
  if (!isAcceptedCall(since)) return true;
  const after = evidence.positions.of(since);
  if (breaks.some((call) => evidence.positions.of(call) > after && timeOf(call) <= until)) return true;
  const witness = witnessOf(evidence.counters, since, from, until);
  if (witness !== null && witness.gap !== null) return true;
  // Where each number is there, nothing was lost that the server sent.
  const mayBeLost = evidence.drops > 0 || lossWithin(evidence, from, until) !== null;
  if (witness === null && mayBeLost) return true;
  return evidence.clockSteps.some(
    ({ before, after: then }) => Math.min(before, then) <= until && Math.max(before, then) >= from,
  );
}
