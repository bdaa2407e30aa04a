import type { Expected } from '../../checks/index.ts';
import { spanText } from './quantity.ts';

/** What would have met an expectation: `CallStatusEvent FINISH/FAILED or answer`. */
export function wantedText({ row }: Expected): string {
  const names = row.expect.map(({ method, statuses }) =>
    statuses === 'any' ? method : `${method} ${statuses.join('/')}`,
  );
  return names.join(' or ');
}

/** An expectation in words: `ConnectionStatusEvent within 10 s of connect, frame 18`. */
export function expectationText(expected: Expected): string {
  const { row, trigger, windowSeconds } = expected;
  const status = trigger.status === null ? '' : ` ${trigger.status}`;
  const opener = `${trigger.method}${status}, frame ${trigger.requestFrames[0]}`;
  const relation = row.direction === 'predecessor' ? 'before' : 'of';
  return `${wantedText(expected)} within ${spanText(windowSeconds)} ${relation} ${opener}`;
}
