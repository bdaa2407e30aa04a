import type { Finding } from '../../checks/index.ts';
import { count, offsetText } from '../layout/quantity.ts';
import type { Overview } from './overview.ts';

const MOST_FRAMES = 6;

/** Where a finding is: its rule, frames, time, connection and place in the payload. Texts are not escaped. */
export function placeParts(
  finding: Finding,
  { offset, clock }: Pick<Overview, 'offset' | 'clock'>,
): readonly string[] {
  const { frames, time, stream, pointer, count: times } = finding;
  const shown = frames.slice(0, MOST_FRAMES).join(', ');
  const more = frames.length > MOST_FRAMES ? ` and ${frames.length - MOST_FRAMES} more` : '';
  return [
    finding.rule,
    ...(frames.length === 0 ? [] : [`${frames.length === 1 ? 'frame' : 'frames'} ${shown}${more}`]),
    ...(time === null ? [] : [`at ${clock(time)} UTC (${offsetText(offset(time))} s)`]),
    ...(stream === null ? [] : [`tcp.stream ${stream}`]),
    ...(pointer === null || pointer === '' ? [] : [pointer]),
    ...(times > 1 ? [count(times, 'time')] : []),
  ];
}
