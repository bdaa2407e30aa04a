import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import { findRepetitions } from '../../src/hooks/repetitions.ts';
import { hookCall } from './messages.ts';

let ids = 0;

/** An attempt at a moment (seconds); it was answered 0.01 s later, or (null) given up at once by a FIN. */
function attempt(
  at: number,
  answered: number | null,
  changes: Partial<HookCall> = {},
  [method, payload]: readonly [string, object] = ['call', { callId: 'c' }],
): HookCall {
  const call = hookCall(method, payload, {
    answer: answered === null ? null : [answered, '{}'],
    at,
    frame: ids + 1,
  });
  ids += 2;
  return { ...call, ...(answered === null && { end: 'fin', endSeconds: at }), ...changes, id: ids };
}

function pairs(exchanges: readonly HookCall[], unseen: readonly HookCall[] = []): readonly string[] {
  const found = atOnce(findRepetitions(exchanges, (exchange) => unseen.includes(exchange)));
  return [...found].map(([earlier, later]) => `${exchanges.indexOf(earlier)}-${exchanges.indexOf(later)}`);
}

describe('a repetition follows', () => {
  it.each<[string, HookCall]>([
    ['a connection that was closed', attempt(100, null)],
    ['one that was reset', attempt(100, null, { end: 'reset' })],
    ['an error of the backend', attempt(100, 503)],
    ['a refusal', attempt(100, 403)],
    ['a demand for credentials', attempt(100, 401)],
    ['a redirect, which leads to another path', attempt(100, 307, { target: '/elsewhere' })],
  ])('%s', (_, failed) => {
    expect(pairs([failed, attempt(101, 200)])).toEqual(['0-1']);
  });

  it('a time-out after that time, where the capture shows no end of the waiting', () => {
    const timeout = attempt(0, 200).dialect.delivery.timeoutSeconds ?? 0;
    const waiting = attempt(100, null, { end: 'capture', endSeconds: 100 });
    expect(timeout).toBeGreaterThan(5);
    expect(pairs([waiting, attempt(100 + timeout + 1, 200)])).toEqual(['0-1']);
    expect(pairs([waiting, attempt(101, 200)])).toEqual([]);
  });

  it('every attempt but the last: a chain', () => {
    expect(pairs([attempt(100, null), attempt(101, 500), attempt(102, 200)])).toEqual(['0-1', '1-2']);
  });
});

describe('no repetition is', () => {
  it('what follows acceptance', () => {
    expect(pairs([attempt(100, 200), attempt(100.5, 200)])).toEqual([]);
    expect(pairs([attempt(100, null), attempt(101, 200), attempt(101.5, 200)])).toEqual(['0-1']);
  });

  it('what follows a response that the capture did not see', () => {
    const lost = attempt(100, null);
    expect(pairs([lost, attempt(101, 200)], [lost])).toEqual([]);
  });

  it('what comes later than the dialect repeats', () => {
    expect(pairs([attempt(100, null), attempt(104.9, 200)])).toEqual(['0-1']);
    expect(pairs([attempt(100, null), attempt(105.1, 200)])).toEqual([]);
  });

  it('what has another body, is of another host, or has another method', () => {
    const failed = attempt(100, null);
    expect(pairs([failed, attempt(101, 200, {}, ['call', { callId: 'c', hasVideo: true }])])).toEqual([]);
    expect(pairs([failed, attempt(101, 200, { client: '192.0.2.9:40001' })])).toEqual([]);
    expect(pairs([failed, attempt(101, 200, { method: 'other' })])).toEqual([]);
    expect(pairs([failed, attempt(101, 200, { client: '127.0.0.1:40001' })])).toEqual(['0-1']);
  });

  it('an event that is told over and over in the same words, though it is refused each time', () => {
    const keepAlive = (at: number): HookCall =>
      attempt(at, 403, {}, ['StreamKeepAliveEvent', { mediaSessionId: 'm', name: 's' }]);
    expect(pairs([keepAlive(100), keepAlive(104), keepAlive(108)])).toEqual([]);
  });

  it('a call with the fingerprint of another by chance', () => {
    const failed = attempt(100, null);
    const { fingerprint } = failed;
    expect(pairs([failed, attempt(101, 200, { fingerprint }, ['hangup', { callId: 'c' }])])).toEqual([]);
  });
});
