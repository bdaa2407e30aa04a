import { firstMatching } from '../base/list.ts';
import { type Instant, secondsBetween, secondsOf } from '../base/time.ts';
import type { ExpectationResult, Finding } from '../checks/index.ts';
import type { Analysis } from '../engine/index.ts';
import { timeOf } from '../hooks/index.ts';
import { type FramesOfFiles, namedFrame } from './frame-text.ts';

/** A Wireshark display filter for frames: `frame.number == 114`, `frame.number in {114, 118}`. */
export function frameFilter(frames: readonly number[]): string {
  const [first] = frames;
  if (frames.length === 1) return `frame.number == ${first}`;
  return `frame.number in {${[...frames].sort((one, other) => one - other).join(', ')}}`;
}

/** The same for frames of a capture of several files: those of the file that has the first of them, as this file numbers them. */
export function fileFrameFilter(frames: readonly number[], files: FramesOfFiles): string {
  const named = frames.map((frame) => namedFrame(frame, files));
  return frameFilter(named.filter(({ file }) => file === named[0]?.file).map(({ frame }) => frame));
}

/**
 * A filter that shows the frames of a finding; without frames, its connection. null where it is about neither. Of a capture of several
 * files it is for the file that has the first of the frames; a connection is then told by its ports.
 */
export function displayFilterOf(
  finding: Finding,
  analysis: FramesOfFiles & Pick<Analysis, 'connections'>,
): string | null {
  const frames = [...new Set(finding.frames)];
  if (frames.length > 0) return fileFrameFilter(frames, analysis);
  if (finding.stream === null) return null;
  if (analysis.captures.length < 2) return `tcp.stream == ${finding.stream}`;
  const connection = firstMatching(analysis.connections, (each) => each.connection === finding.stream);
  if (connection === undefined) return null;
  const [one, other] = connection.endpoints;
  return `tcp.port == ${one.port} && tcp.port == ${other.port}`;
}

/**
 * A filter that shows everything between call server and backend while an expected call should have come. It uses the
 * backend's port and not the trigger's connection, because hooks come over many connections. Offsets count from the time of the
 * capture's first frame, as Wireshark's do; where the capture has several files, times count from 1970, which is the same in each.
 */
export function windowFilter(
  expected: ExpectationResult,
  { captures, firstTime }: Pick<Analysis, 'captures' | 'firstTime'>,
): string {
  const { trigger, deadline } = expected;
  const isOneFile = captures.length < 2;
  const at = isOneFile ? offsetIn(firstTime, trigger) : secondsOf(trigger);
  const tolerance = trigger.dialect.toleranceSeconds;
  const isBackward = expected.expectation.direction === 'predecessor';
  const from = isBackward ? at - secondsBefore(expected) : at - tolerance;
  const until = isBackward ? at + tolerance : deadline === null ? null : at + (deadline - timeOf(trigger));
  const first = (Math.floor(Math.max(0, from) * 1000) / 1000).toFixed(3);
  const field = isOneFile ? 'frame.time_relative' : 'frame.time_epoch';
  if (until === null) return `tcp.port == ${trigger.serverPort} && ${field} >= ${first}`;
  const last = (Math.ceil(until * 1000) / 1000).toFixed(3);
  return `tcp.port == ${trigger.serverPort} && ${field} in {${first} .. ${last}}`;
}

/** How long before its trigger a call may have come. Where nothing says so: since the capture began. */
function secondsBefore({ windowSeconds, bound, trigger }: ExpectationResult): number {
  if (windowSeconds !== null) return windowSeconds;
  return bound === null ? Number.POSITIVE_INFINITY : timeOf(trigger) - timeOf(bound.call);
}

function offsetIn(firstTime: Instant | null, time: Instant): number {
  return firstTime === null ? 0 : secondsBetween(firstTime, time);
}
