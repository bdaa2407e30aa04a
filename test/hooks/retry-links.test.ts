import { describe, expect, it } from 'vitest';
import { linkRetries } from '../../src/hooks/index.ts';
import { RetryLinks } from '../../src/hooks/retries.ts';
import { hookCall } from './messages.ts';

/** Four attempts to say the same, and a call that has nothing to do with them. */
const attempts = [0, 1, 2, 3].map((id) => ({ ...hookCall('call', { callId: 'c' }), id }));
const [first, second, third, fourth] = attempts;
const other = { ...hookCall('hangup', { callId: 'c' }), id: 4 };
const links = new RetryLinks([
  [first, second],
  [second, third],
  [third, fourth],
]);

describe('links between calls that repeat each other', () => {
  it('lead to the attempt before and the one after', () => {
    expect([...attempts, other].map((call) => links.retryOf(call)?.id ?? null)).toEqual([
      null,
      0,
      1,
      2,
      null,
    ]);
    expect([...attempts, other].map((call) => links.retriedBy(call)?.id ?? null)).toEqual([
      1,
      2,
      3,
      null,
      null,
    ]);
  });

  it('lead from each attempt to the first; a call that repeats none is the first itself', () => {
    for (const attempt of attempts) expect(links.firstAttempt(attempt)).toBe(first);
    expect(links.firstAttempt(other)).toBe(other);
  });

  it('stay the same between other objects, and leave those as they were', () => {
    const twins = new Map([...attempts, other].map((call) => [call, { ...call, method: 'twin' }] as const));
    const twinOf = (call: typeof first) => twins.get(call) ?? call;
    const mapped = links.map(twinOf);
    for (const attempt of attempts) {
      const earlier = links.retryOf(attempt);
      const later = links.retriedBy(attempt);
      expect(mapped.retryOf(twinOf(attempt))).toBe(earlier && twinOf(earlier));
      expect(mapped.retriedBy(twinOf(attempt))).toBe(later && twinOf(later));
      expect(mapped.firstAttempt(twinOf(attempt))).toBe(twinOf(first));
      expect(mapped.retryOf(attempt)).toBeNull();
      expect(mapped.retriedBy(attempt)).toBeNull();
    }
    expect(links.firstAttempt(fourth)).toBe(first);
  });

  it('are found of all attempts of a call in a row', () => {
    const failed = [100, 101, 102].map((at, id) => ({
      ...hookCall('call', { callId: 'c' }, { answer: null, at, frame: 10 * id + 1 }),
      end: 'fin' as const,
      endSeconds: at,
      id,
    }));
    const found = linkRetries(failed);
    expect(failed.map((call) => found.retryOf(call)?.id ?? null)).toEqual([null, 0, 1]);
    expect(found.firstAttempt(failed[2])).toBe(failed[0]);
  });
});
