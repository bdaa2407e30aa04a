import type { Finding } from '../../checks/index.ts';
import { framesText } from '../frame-text.ts';
import { count, offsetText } from '../layout/quantity.ts';
import type { Overview } from './overview.ts';

const MOST_FRAMES = 6;

/** Where a finding is: its rule, frames, time, connection and place in the payload. Texts are not escaped. */
export function placeParts(
  finding: Finding,
  { offset, clock, analysis }: Pick<Overview, 'offset' | 'clock' | 'analysis'>,
): readonly string[] {
  const { frames, time, stream, pointer, count: times } = finding;
  return [
    finding.rule,
    ...(frames.length === 0 ? [] : [framesText(frames, analysis, MOST_FRAMES)]),
    ...(time === null ? [] : [`at ${clock(time)} UTC (${offsetText(offset(time))} s)`]),
    ...(stream === null || analysis.captures.length > 1 ? [] : [`tcp.stream ${stream}`]),
    ...(pointer === null || pointer === '' ? [] : [pointer]),
    ...(times > 1 ? [count(times, 'time')] : []),
  ];
}
