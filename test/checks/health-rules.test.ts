import { describe, expect, test } from 'vitest';
import { MAX_FINDING_FRAMES } from '../../src/checks/rule.ts';
import { answerSlow } from '../../src/checks/rules/answer-slow.ts';
import { captureLostPackets } from '../../src/checks/rules/capture-lost-packets.ts';
import { transportRetransmissions } from '../../src/checks/rules/transport-retransmissions.ts';
import { transportZeroWindow } from '../../src/checks/rules/transport-zero-window.ts';
import { defaultDialect } from '../../src/dialects/index.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import { call, gap, judged, story, theFinding, troubleOf } from './call-builder.ts';
import { report } from './exchange-builder.ts';

describe('answer/slow', () => {
  const { slowSeconds, timeoutSeconds } = defaultDialect.delivery;
  if (slowSeconds === null || timeoutSeconds === null) throw new Error('no limits');
  function answeredAfter(latencySeconds: number, one: HookCall = call('call', { callId: '1' })): HookCall {
    return one.response === null ? one : { ...one, response: { ...one.response, latencySeconds } };
  }
  const told = (...calls: readonly HookCall[]) =>
    judged(answerSlow, { calls }).map(({ severity, frames }) => [severity, frames]);
  test('a warning from the recommended limit on, an error once the server has given up', () => {
    expect(told(answeredAfter(slowSeconds - 0.1))).toEqual([]);
    expect(told(answeredAfter(slowSeconds))).toEqual([['warning', [10, 12]]]);
    expect(told(answeredAfter(timeoutSeconds - 0.1))).toEqual([['warning', [10, 12]]]);
    expect(told(answeredAfter(timeoutSeconds))).toEqual([['error', [10, 12]]]);
  });
  test('an error has a consequence, and both a remedy', () => {
    const late = theFinding(answerSlow, { calls: [answeredAfter(timeoutSeconds)] });
    const slow = theFinding(answerSlow, { calls: [answeredAfter(slowSeconds)] });
    expect([late.consequence === null, slow.consequence === null]).toEqual([false, true]);
    expect([late.remedy === null, slow.remedy === null]).toEqual([false, false]);
  });
  test('nothing of no answer, of a hook that no table has, or of a system without a limit', () => {
    const alert = report({ action: 'ALERT', callid: '7' }).call;
    expect(alert.dialect.delivery.slowSeconds).toBeNull();
    const unanswered = call('call', { callId: '1' }, { answer: null });
    expect(told(unanswered, answeredAfter(99, call('myHook')), answeredAfter(99, alert))).toEqual([]);
  });
});

describe.each([
  ['transport/retransmissions', transportRetransmissions, 'retransmissions', 'firstRetransmissionFrame'],
  ['transport/zero-window', transportZeroWindow, 'zeroWindows', 'firstZeroWindowFrame'],
] as const)('%s', (_, rule, counter, frameName) => {
  /** A connection in whose two directions it happened so often, first at these frames. */
  function troubled(
    connection: number,
    ...halves: readonly (readonly [times: number, frame: number])[]
  ): ConnectionSummary {
    const sound = troubleOf();
    const half = (index: 0 | 1) => {
      const [times, frame] = halves[index] ?? [0, 0];
      return { ...sound.halves[index], [counter]: times, [frameName]: frame };
    };
    return story({ connection, anomalies: { ...sound, halves: [half(0), half(1)] } });
  }
  test('counts all connections and directions in one finding, with the first frames in order', () => {
    const connections = [story(), troubled(3, [2, 50]), troubled(7, [1, 70], [4, 20])];
    const finding = theFinding(rule, { connections });
    expect(finding).toMatchObject({ count: 7, frames: [20, 50, 70], stream: 3, severity: rule.severity });
  });
  test('is silent where nothing of the kind happened', () => {
    expect(judged(rule, { connections: [story(), troubled(1)] })).toEqual([]);
    expect(judged(rule, {})).toEqual([]);
  });
  test('lists so many frames only', () => {
    const connections = Array.from({ length: 30 }, (_, index) => troubled(index, [1, 100 - index]));
    const { count, frames } = theFinding(rule, { connections });
    expect(count).toBe(30);
    expect(frames).toEqual(Array.from({ length: MAX_FINDING_FRAMES }, (_, index) => 71 + index));
  });
});

describe('capture/lost-packets', () => {
  test('stands at the time of the first gap, and lists so many frames only', () => {
    const gaps = Array.from({ length: 30 }, (_, index) => gap({ frame: 20 + index, nanoseconds: index }));
    const finding = theFinding(captureLostPackets, {
      connections: [story({ anomalies: troubleOf(gap({ cause: 'cut', frame: 5 }), ...gaps) })],
    });
    expect(finding.frames).toEqual(Array.from({ length: MAX_FINDING_FRAMES }, (_, index) => 20 + index));
    expect(finding).toMatchObject({ count: 30, time: { nanoseconds: 0 } });
  });
  test('one gap for want of room among others is not counted', () => {
    const anomalies = troubleOf(gap(), gap({ cause: 'dropped' }));
    expect(theFinding(captureLostPackets, { connections: [story({ anomalies })] })).toMatchObject({
      count: 1,
    });
  });
});
