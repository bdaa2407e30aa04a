import { type Instant, isoTime, laterBy } from '../../base/time.ts';
import { offsetText } from '../../report/layout/index.ts';
import type { Row } from '../model/row.ts';
import type { RowList } from '../model/row-list.ts';
import type { TimeMode } from '../state/state.ts';

/** Width of the clock: `22:13:20.123`. */
const CLOCK_WIDTH = 12;
/** The least width of an offset: that of `123.456` and of the heading. */
const LEAST_WIDTH = 7;

/** The width of the times. The last row has the latest, and so the longest. */
export function timeWidth(rows: RowList, mode: TimeMode): number {
  if (mode === 'absolute') return CLOCK_WIDTH;
  const sign = mode === 'delta' ? 1 : 0;
  return Math.max(LEAST_WIDTH, offsetText(rows.at(rows.length - 1)?.offset ?? 0).length) + sign;
}

/** The time of a row in the chosen form. `before` is the row above, for differences. */
export function timeText(row: Row, before: Row | null, mode: TimeMode, firstTime: Instant | null): string {
  if (mode === 'delta')
    return before === null ? offsetText(row.offset) : `+${offsetText(row.offset - before.offset)}`;
  if (mode === 'relative' || firstTime === null) return offsetText(row.offset);
  return clockText(laterBy(firstTime, row.offset));
}

/** The heading of times. */
export function timeHead({ timeMode }: { readonly timeMode: TimeMode }): string {
  return { relative: 'seconds', absolute: 'UTC', delta: 'delta' }[timeMode];
}

/** `22:13:20.123`, in UTC. */
export function clockText(time: Instant): string {
  return isoTime(time, 3).slice(11, 23);
}
