import type { ExpectationResult } from '../../checks/index.ts';
import { spanText } from './quantity.ts';

/** The calls that would have met an expectation, each method with its statuses: `METHOD STATUS/STATUS or METHOD`. */
export function wantedText({ expectation }: ExpectationResult): string {
  const names = expectation.expect.map(({ method, statuses }) =>
    statuses === 'any' ? method : `${method} ${statuses.join('/')}`,
  );
  return names.join(' or ');
}

/** An expectation in words: `METHOD within 10 s of METHOD, frame 18`. */
export function expectationText(expected: ExpectationResult): string {
  const { expectation, trigger, windowSeconds } = expected;
  const status = trigger.status === null ? '' : ` ${trigger.status}`;
  const opener = `${trigger.method}${status}, frame ${trigger.requestFrames[0]}`;
  const relation = expectation.direction === 'predecessor' ? 'before' : 'of';
  return `${wantedText(expected)} within ${spanText(windowSeconds)} ${relation} ${opener}`;
}
