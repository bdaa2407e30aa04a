import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/checks/finding.ts';
import { answerNone } from '../../src/checks/rules/answer-none.ts';
import { transportReset } from '../../src/checks/rules/transport-reset.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, judged, START, soundSide as side, story, theFinding } from './call-builder.ts';

const unanswered = (changes: Partial<HookCall>): HookCall =>
  call('call', { callId: '1' }, { answer: null }, { endFrame: 30, endSeconds: START + 3, ...changes });
const told = (
  changes: Partial<HookCall>,
  known: Partial<ConnectionSummary>,
  others: readonly HookCall[] = [],
): Finding =>
  theFinding(changes.end === 'reset' ? transportReset : answerNone, {
    calls: [...others, unanswered(changes)],
    connections: [story(known)],
  });
const FIN = { end: 'fin' } as const;

describe('who ended it', () => {
  test('the backend, without a byte', () => {
    const { message } = told(FIN, { finFrame: 30, closedBy: 1 });
    expect(message).toContain(
      'the backend closed the connection 3.0 s after the request, without a byte of answer',
    );
    expect(message).toContain("The backend's TCP had taken the request");
  });
  test('the call server, which gave up', () => {
    const { message } = told(FIN, { finFrame: 30, closedBy: 0 });
    expect(message).toContain('the call server gave up after 3.0 s and closed the connection');
    expect(message).toContain(
      "The backend's TCP took the request (acknowledged), but its program did not answer.",
    );
  });
  test('the second FIN is that of the other side', () => {
    expect(told(FIN, { finFrame: 20, closedBy: 0 }).message).toContain('the backend closed');
  });
  test('a request that was not acknowledged did not arrive', () => {
    const sides = [side({ unacknowledgedBytes: 300 }), side()] as const;
    const { message } = told(FIN, { finFrame: 30, closedBy: 0, sides });
    expect(message).toContain('did not acknowledge the whole request');
    expect(message).not.toContain('took');
  });
  test('where the peer was not heard, nothing is said of it', () => {
    const sides = [side({ unacknowledgedBytes: null }), side()] as const;
    expect(told(FIN, { finFrame: 30, closedBy: 0, sides }).message).not.toMatch(/acknowledge/);
  });
  test('nor where the connection carried another call later', () => {
    const later = call('hangup', { callId: '1' }, {}, { id: 7, seconds: START + 9 });
    const found = judged(answerNone, {
      calls: [unanswered(FIN), later],
      connections: [story({ finFrame: 30, closedBy: 0 })],
    });
    expect(found[0]?.message).not.toMatch(/acknowledge/);
  });
});

describe('an RST', () => {
  const reset = { end: 'reset', endSeconds: START + 0.02 } as const;
  test('with the TTL of its side is of that side', () => {
    const { message } = told(reset, { resetFrame: 30, resetBy: 1, resetTtl: 62 });
    expect(message).toContain('the backend reset the connection 20 ms after the request');
    expect(message).not.toContain('TTL');
  });
  test.each([
    [1, 'the backend did not send it'],
    [0, 'the call server did not send it'],
  ] as const)('with quite another one was sent on the way (in the name of %i)', (resetBy, words) => {
    const { message, remedy } = told(reset, { resetFrame: 30, resetBy, resetTtl: 250 });
    expect(message).toContain('something on the way reset the connection');
    expect(message).toContain('TTL 250');
    expect(message).toContain(words);
    expect(remedy).toContain('firewall');
  });
  test('is one finding', () => {
    const calls = [unanswered({ end: 'reset' })];
    expect(judged(answerNone, { calls })).toEqual([]);
    expect(judged(transportReset, { calls })).toHaveLength(1);
  });
});

describe('an idle connection', () => {
  const idle = { requestFrames: [40, 40], seconds: START + 4 } as const;
  test('that the backend had closed before', () => {
    const { message, remedy, frames } = told({ ...FIN, ...idle }, { finFrame: 30, closedBy: 1 });
    expect(message).toContain('the backend closed the idle connection 1.0 s before the request was sent');
    expect(message).not.toMatch(/-\d/);
    expect(remedy).toContain('keep-alive');
    expect(frames).toEqual([30, 40]);
  });
  test('that it closed at that moment', () => {
    const before = call('hangup', { callId: '1' }, {}, { id: 7, seconds: START - 5 });
    const crossing = { ...FIN, endSeconds: START + 0.001 };
    const sides = [side({ unacknowledgedBytes: 300 }), side()] as const;
    expect(told(crossing, { finFrame: 30, closedBy: 1, sides }, [before]).message).toContain(
      'closed the idle connection as the request was sent',
    );
    // It had taken the request: then it closed because of it.
    expect(told(crossing, { finFrame: 30, closedBy: 1 }, [before]).message).not.toContain('idle');
  });
  test('a clock that went back makes no negative time', () => {
    const { message } = told({ ...FIN, endSeconds: START - 3 }, { finFrame: 30, closedBy: 1 });
    expect(message).toContain('the backend closed the connection, without a byte of answer');
  });
});

test('a full-sized segment that never arrives', () => {
  const sides = [side({ unacknowledgedBytes: 1935, fullSegmentRepeats: 6 }), side()] as const;
  const { message, remedy } = told(FIN, { finFrame: 30, closedBy: 0, sides });
  expect(message).toContain('path MTU');
  expect(remedy).toContain('clamp-mss-to-pmtu');
});
