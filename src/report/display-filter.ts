import type { ExpectationResult, Finding } from '../checks/index.ts';
import { type HookCall, timeOf } from '../hooks/index.ts';

/** Seconds since 1970 that offsets are counted from: the time of the capture's first frame. */
export interface Origin {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** A Wireshark display filter for frames: `frame.number == 114`, `frame.number in {114, 118}`. */
export function frameFilter(frames: readonly number[]): string {
  const [first] = frames;
  if (frames.length === 1) return `frame.number == ${first}`;
  return `frame.number in {${[...frames].sort((one, other) => one - other).join(', ')}}`;
}

/** Shows what a finding is about: its frames; else its connection. null where it is about none. */
export function displayFilterOf(finding: Finding): string | null {
  const frames = [...new Set(finding.frames)];
  if (frames.length > 0) return frameFilter(frames);
  return finding.stream === null ? null : `tcp.stream == ${finding.stream}`;
}

/**
 * Shows all that passed between call server and backend while an expected call should have come. It goes by the
 * backend's port, not by the trigger's connection: hooks come over many connections.
 */
export function windowFilter(expected: ExpectationResult, origin: Origin | null): string {
  const { trigger, expectation, windowSeconds, deadline } = expected;
  const at = sinceOrigin(trigger, origin);
  const tolerance = trigger.dialect.toleranceSeconds;
  const [from, until] =
    expectation.direction === 'predecessor'
      ? [at - windowSeconds, at + tolerance]
      : [at - tolerance, at + (deadline - timeOf(trigger))];
  const first = (Math.floor(Math.max(0, from) * 1000) / 1000).toFixed(3);
  const last = (Math.ceil(until * 1000) / 1000).toFixed(3);
  return `tcp.port == ${trigger.serverPort} && frame.time_relative in {${first} .. ${last}}`;
}

function sinceOrigin(call: HookCall, origin: Origin | null): number {
  if (origin === null) return 0;
  return call.seconds - origin.seconds + (call.nanoseconds - origin.nanoseconds) / 1e9;
}
