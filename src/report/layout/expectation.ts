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
  const isBackward = expectation.direction === 'predecessor';
  if (windowSeconds === null) return `${wantedText(expected)} ${isBackward ? 'before' : 'after'} ${opener}`;
  return `${wantedText(expected)} within ${spanText(windowSeconds)} ${isBackward ? 'before' : 'of'} ${opener}`;
}

/** Whether something shows that what the trigger began is over, so that its end is due. */
export function hasClosed({ expectation, bound }: ExpectationResult): boolean {
  return bound !== null && expectation.direction === 'forward';
}

/** When a call was due: `within 10 s of frame 18`; without a documented time what shows that it was: `frame 18 shows that it is over`. */
export function dueText({ expectation, trigger, windowSeconds, bound }: ExpectationResult): string {
  const isBackward = expectation.direction === 'predecessor';
  const [frame] = trigger.requestFrames;
  if (windowSeconds !== null)
    return `within ${spanText(windowSeconds)} ${isBackward ? 'before' : 'of'} frame ${frame}`;
  if (isBackward) return `before frame ${frame}`;
  return bound === null
    ? `at any time after frame ${frame}`
    : `frame ${bound.call.requestFrames[0]} shows that it is over`;
}
