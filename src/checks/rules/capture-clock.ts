import { isSetBack } from '../../base/clock-steps.ts';
import { filtering, type Steps } from '../../base/steps.ts';
import { delayOf } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { ruleText } from './rule-texts.ts';

/** The clock of the capture is not to be trusted (design §6). */
export const captureClock: CaptureRule = {
  id: 'capture/clock',
  severity: 'note',
  *judge(facts) {
    return [...stepsBack(facts), ...leaps(facts), ...(yield* skewOfDirections(facts))];
  },
};

const NO_CERTAIN_TIME =
  'What lay in between has no certain time. No call is reported as missing where that matters.';

function stepsBack({ evidence }: CaptureFacts): readonly Finding[] {
  const clockSteps = evidence.clockSteps.filter(isSetBack);
  const [first] = clockSteps;
  if (first === undefined) return [];
  const times = clockSteps.length === 1 ? '' : ` It was set back ${clockSteps.length} times in all.`;
  return [
    captureFinding(captureClock, {
      message: `The clock of the capture was set back by ${(first.before - first.after).toFixed(1)} s at frame ${first.frame}.${times}`,
      frames: clockSteps.slice(0, MAX_FINDING_FRAMES).map(({ frame }) => frame),
      count: clockSteps.length,
      consequence: NO_CERTAIN_TIME,
      remedy: ruleText(captureClock.id).fix,
    }),
  ];
}

/** Time that went by on the clock of the capture alone: the hosts' own timestamps (RFC 7323) tell of less. */
function leaps({ evidence }: CaptureFacts): readonly Finding[] {
  const clockSteps = evidence.clockSteps.filter((step) => !isSetBack(step));
  const [first] = clockSteps;
  if (first === undefined) return [];
  const times = clockSteps.length === 1 ? '' : ` It leapt ${clockSteps.length} times in all.`;
  const passed = (first.after - first.before).toFixed(1);
  const counted = (first.counted ?? 0).toFixed(1);
  return [
    captureFinding(captureClock, {
      message: `The clock of the capture leapt forward at frame ${first.frame}: ${passed} s passed on it since the frame before, but the TCP timestamps of the hosts counted ${counted} s at most.${times}`,
      frames: clockSteps.slice(0, MAX_FINDING_FRAMES).map(({ frame }) => frame),
      count: clockSteps.length,
      consequence: NO_CERTAIN_TIME,
      remedy: ruleText(captureClock.id).fix,
    }),
  ];
}

/** Responses that are timed before their requests: each direction was recorded with a clock of its own. */
function* skewOfDirections({ calls }: CaptureFacts): Steps<readonly Finding[]> {
  const early = yield* filtering(calls, (call) => delayOf(call) < 0);
  const [first] = early;
  if (first === undefined) return [];
  const most = early.reduce((sum, call) => Math.max(sum, -delayOf(call)), 0);
  const which = early.length === 1 ? '1 answer is' : `${early.length} answers are`;
  return [
    captureFinding(captureClock, {
      message: `${which} timed before the request, by up to ${milliseconds(most)} ms: the clocks of the two directions differ, or frames were recorded out of order.`,
      frames: early.slice(0, MAX_FINDING_FRAMES).map(({ requestFrames }) => requestFrames[0]),
      time: { seconds: first.seconds, nanoseconds: first.nanoseconds },
      count: early.length,
      consequence: 'Times between a request and its answer are not exact.',
      remedy: ruleText(captureClock.id).fix,
    }),
  ];
}

function milliseconds(seconds: number): string {
  const value = seconds * 1000;
  return value < 1 ? value.toFixed(3) : value.toFixed(1);
}
