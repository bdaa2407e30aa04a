import { type Instant, secondsBetween } from '../base/time.ts';
import type { ExpectationResult, Finding } from '../checks/index.ts';
import { timeOf } from '../hooks/index.ts';

/** A Wireshark display filter for frames: `frame.number == 114`, `frame.number in {114, 118}`. */
export function frameFilter(frames: readonly number[]): string {
  const [first] = frames;
  if (frames.length === 1) return `frame.number == ${first}`;
  return `frame.number in {${[...frames].sort((one, other) => one - other).join(', ')}}`;
}

/** A filter that shows the frames of a finding; without frames, its connection. null where it is about neither. */
export function displayFilterOf(finding: Finding): string | null {
  const frames = [...new Set(finding.frames)];
  if (frames.length > 0) return frameFilter(frames);
  return finding.stream === null ? null : `tcp.stream == ${finding.stream}`;
}

/**
 * A filter that shows everything between call server and backend while an expected call should have come. It uses the
 * backend's port and not the trigger's connection, because hooks come over many connections. Offsets count from
 * `firstTime`, the time of the capture's first frame, as Wireshark's do.
 */
export function windowFilter(expected: ExpectationResult, firstTime: Instant | null): string {
  const { trigger, expectation, windowSeconds, deadline } = expected;
  const at = firstTime === null ? 0 : secondsBetween(firstTime, trigger);
  const tolerance = trigger.dialect.toleranceSeconds;
  const [from, until] =
    expectation.direction === 'predecessor'
      ? [at - windowSeconds, at + tolerance]
      : [at - tolerance, at + (deadline - timeOf(trigger))];
  const first = (Math.floor(Math.max(0, from) * 1000) / 1000).toFixed(3);
  const last = (Math.ceil(until * 1000) / 1000).toFixed(3);
  return `tcp.port == ${trigger.serverPort} && frame.time_relative in {${first} .. ${last}}`;
}
