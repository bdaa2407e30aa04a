import { describe, expect, it } from 'vitest';
import { MAX_COMPARED_COURSES, MAX_COMPARED_STEPS, MAX_PAYLOAD_OUTLINES } from '../../src/base/limits.ts';
import { compareCaptures } from '../../src/compare/index.ts';
import { rendered } from '../report/compare/rendered.ts';
import { compareHooks, type Hook, sketch } from './sketch.ts';

const STATUSES = ['TRYING', 'RING', 'HOLD', 'ESTABLISHED', 'SESSION_PROGRESS'];

/** A call whose course is given by a number: its digits to the base of the statuses, in order. */
function strangeCall(number: number, steps: number, from: number): readonly Hook[] {
  const hooks: Hook[] = [{ method: 'call', at: from, callId: `c${number}` }];
  let left = number;
  for (let step = 0; step < steps; step++) {
    hooks.push({
      method: step % 2 === 0 ? 'CallStatusEvent' : 'sendDTMF',
      at: from,
      callId: `c${number}`,
      status: STATUSES[left % 5] ?? '',
    });
    left = Math.floor(left / 5);
  }
  return hooks;
}

describe('what a comparison costs', () => {
  it('is bounded in the number of different courses, and what is beyond is counted', () => {
    const beyond = 30;
    const good = Array.from({ length: MAX_COMPARED_COURSES + beyond }, (_, index) =>
      strangeCall(index, 12, 1),
    ).flat();
    const bad = Array.from({ length: MAX_COMPARED_COURSES + beyond }, (_, index) =>
      strangeCall(index + 10_000, 12, 1),
    ).flat();
    const comparison = compareHooks(good, bad);
    expect(comparison.uncompared.scenarios).toBe(beyond);
    expect(rendered('text', comparison)).toContain(`${beyond} scenarios of BAD: there are too many`);
  });

  it('is bounded in the number of steps of one scenario', () => {
    const long = (last: string): readonly Hook[] => [
      ...Array.from(
        { length: MAX_COMPARED_STEPS + 1 },
        (_, index): Hook => ({
          method: index % 2 === 0 ? 'hold' : 'unhold',
          at: index,
          callId: 'c',
        }),
      ),
      { method: 'CallStatusEvent', at: 500, callId: 'c', status: last },
    ];
    const comparison = compareHooks(long('FINISH'), long('FAILED'));
    expect(comparison.uncompared.cutScenarios).toBe(2);
  });

  it('is bounded in the number of different payloads', () => {
    const calls = Array.from(
      { length: MAX_PAYLOAD_OUTLINES + 5 },
      (_, index): Hook => ({
        method: 'call',
        at: 1,
        callId: `c${index}`,
        payload: { [`p${index}`]: 1 },
      }),
    );
    const side = sketch(calls);
    expect(compareCaptures(side, side).uncompared.payloads).toBe(10);
  });
});
