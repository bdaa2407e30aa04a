import { describe, expect, it } from 'vitest';
import { type RunStatus, runStatus, type SetOutcome, type SetState } from '../../src/fleet/index.ts';

const NOW = 10_000_000_000;

function set(own: Partial<SetState>): SetState {
  const nothing = { progress: null, outcome: null, reason: null, beganAt: null, endedAt: null };
  return { id: 'c-1', state: 'waiting', paths: ['/captures/one.pcap'], bytes: 0, ...nothing, ...own };
}

function done(bytes: number, secondsAgo: number, worst: SetOutcome['worst'] = []): SetState {
  const endedAt = NOW - secondsAgo * 1000;
  const outcome = { frames: 1, calls: 1, bytes, shardBytes: 1, worst };
  return set({ state: 'completed', bytes, outcome, beganAt: endedAt - 1000, endedAt });
}

function statusOf(states: readonly SetState[], workers = 1): RunStatus {
  return runStatus('monday', states, workers, NOW);
}

describe('how a run stands', () => {
  it('does not take many small sets for nothing beside a large one', () => {
    const small = Array.from({ length: 100 }, () => set({ bytes: 1000 }));
    expect(statusOf([done(50_000_000, 0), ...small]).share).toBeLessThan(0.5);
  });

  it('reckons with the pace of the last minutes, not with that of yesterday', () => {
    // One of them now takes 10 s, and ten are left.
    const left = Array.from({ length: 10 }, () => set({ bytes: 1_000_000 }));
    const yesterday = done(1_000_000, 86_400);
    const today = { ...done(1_000_000, 0), beganAt: NOW - 10_000 };
    expect(statusOf([yesterday, today, ...left]).secondsLeft).toBe(100);
    expect(statusOf([yesterday, ...left]).secondsLeft).toBe(null);
    expect(statusOf([today, ...left], 0).secondsLeft).toBe(null);
    expect(statusOf([today]).secondsLeft).toBe(null);
  });

  it('sums up a rule over sets with its highest severity, and counts each set once', () => {
    const { worst } = statusOf([
      done(1, 0, [['transport/refused', 'warning', 3]]),
      done(1, 0, [
        ['transport/refused', 'error', 2],
        ['transport/refused', 'warning', 1],
      ]),
      done(1, 0, [['answer/slow', 'error', 9]]),
    ]);
    expect(worst).toEqual([
      { rule: 'answer/slow', severity: 'error', count: 9, sets: 1 },
      { rule: 'transport/refused', severity: 'error', count: 6, sets: 2 },
    ]);
  });
});
