import { describe, expect, it } from 'vitest';
import type { ExpectationResult } from '../../src/checks/index.ts';
import { START, story, verdictsOn } from './call-builder.ts';
import { CONTEXT, read } from './exchange-builder.ts';

/** A connect at the beginning, nothing after it, and a connection with the backend between two moments that was not decrypted. */
function verdictWith(from: number, until: number): Pick<ExpectationResult, 'verdict' | 'cause'> {
  const connect = read({ target: '/x/connect', payload: CONTEXT, at: START });
  const encrypted = [story({ connection: 7, firstSeconds: START + from, lastSeconds: START + until })];
  const [expected] = verdictsOn([connect], { encrypted });
  if (expected === undefined) throw new Error('nothing was expected');
  return { verdict: expected.verdict, cause: expected.cause };
}

describe('a connection with the backend that was not decrypted', () => {
  const UNKNOWN = { verdict: 'inconclusive', cause: 'not-decrypted' };
  const ABSENT = { verdict: 'missing', cause: 'none-came' };

  it.each([
    ['all the time', -100, 100, UNKNOWN],
    ['for a moment within the window', 3, 4, UNKNOWN],
    ['until the window opens', -100, 1, UNKNOWN],
    ['before the window', -100, -50, ABSENT],
    ['after the window', 60, 100, ABSENT],
  ])('that lasts %s', (_, from, until, expected) => {
    expect(verdictWith(from, until)).toEqual(expected);
  });
});
