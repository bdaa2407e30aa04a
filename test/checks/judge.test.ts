import { describe, expect, test } from 'vitest';
import type { CaptureFacts } from '../../src/checks/capture-facts.ts';
import type { Finding } from '../../src/checks/finding.ts';
import { fingerprintOf } from '../../src/checks/fingerprint.ts';
import { CallInspector } from '../../src/checks/inspect.ts';
import { judgeAll, type RuleSeverities } from '../../src/checks/judge.ts';
import { answerSlow } from '../../src/checks/rules/answer-slow.ts';
import { captureTruncated } from '../../src/checks/rules/capture-truncated.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import { call, gap, moment, START, story, theFinding, troubleOf, verdictsOn } from './call-builder.ts';
import { hook, inspectionOptions, scene } from './exchange-builder.ts';

function findingsOf(changes: Partial<CaptureFacts>, severities: RuleSeverities = {}): readonly Finding[] {
  const steps = judgeAll(
    { ...scene(changes.calls ?? []), ...changes },
    new CallInspector(inspectionOptions()).drafts(),
    severities,
  );
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
/** A call that was answered late, which one rule tells as a warning. */
const late = (status: number, at = START, frame = 10, callId = '1'): HookCall => {
  const made = call('call', { callId }, { answer: { status }, at }, { requestFrames: [frame, frame] });
  return { ...made, response: made.response && { ...made.response, latencySeconds: 12 } };
};

describe('severities as configured', () => {
  const calls = [late(404)];
  const severity = (severities: RuleSeverities) =>
    findingsOf({ calls }, severities).map((finding) => [finding.rule, finding.severity]);
  test('a rule is told as the configuration says, or not at all', () => {
    expect(severity({})).toEqual([['answer/slow', 'warning']]);
    expect(severity({ 'answer/slow': 'error' })).toEqual([['answer/slow', 'error']]);
    expect(severity({ 'answer/slow': 'off' })).toEqual([]);
    expect(severity({ 'answer/none': 'off' })).toEqual([['answer/slow', 'warning']]);
  });
  test('what was made more severe comes first', () => {
    const lost = { calls, connections: [story({ anomalies: troubleOf(gap()) })] };
    const rules = (severities: RuleSeverities) => findingsOf(lost, severities).map(({ rule }) => rule);
    expect(rules({ 'capture/lost-packets': 'error' })).toEqual(['capture/lost-packets', 'answer/slow']);
    expect(rules({ 'answer/slow': 'error' })).toEqual(['answer/slow', 'capture/lost-packets']);
  });
});

test('of one severity, what is about no moment comes first, then by time, then by frame', () => {
  const calls = [late(404, START + 5, 20), late(404, START, 40), late(404, START, 30)];
  const drops = {
    path: 'a.pcap',
    drops: 3,
    linkTypes: [],
    linkTypeFrames: [],
  } as unknown as CaptureFacts['captures'][number];
  const found = findingsOf({ calls, captures: [drops, { ...drops, path: 'b.pcap' }] });
  expect(found.map(({ rule, frames }) => [rule, frames[0]])).toEqual([
    ['capture/lost-packets', undefined],
    ['capture/lost-packets', undefined],
    ['answer/slow', 30],
    ['answer/slow', 40],
    ['answer/slow', 20],
  ]);
});

test('moments within one second are in order, and frames at one moment', () => {
  const within = (nanoseconds: number, frame: number) => ({ ...late(404, START, frame), nanoseconds });
  const frames = findingsOf({
    calls: [within(900_000_000, 3), within(100_000_000, 7), within(500_000_000, 5)],
  });
  expect(frames.map((finding) => finding.frames[0])).toEqual([7, 5, 3]);
  const calls = [5, 3, 4, 1, 2].map((frame) => late(404, START, frame));
  expect(findingsOf({ calls }).map((finding) => finding.frames[0])).toEqual([1, 2, 3, 4, 5]);
  const next = { ...late(404, START + 1, 1), nanoseconds: 100_000_000 };
  const two = findingsOf({ calls: [next, within(900_000_000, 3)] });
  expect(two.map((finding) => finding.frames[0])).toEqual([3, 1]);
});

test('of one severity, what is missing comes before what is wrong, whenever that was', () => {
  const publish = hook('publishStream', { mediaSessionId: 'm', name: 's' }, { at: START + 50 });
  const expectations = verdictsOn([publish]).filter(({ expectation }) => expectation.id === 'publish-status');
  const rules = findingsOf(
    { calls: [late(404), publish.call, late(404, START + 60)], expectations },
    { 'answer/slow': 'error', 'flow/missing-call': 'error' },
  ).map(({ rule }) => rule);
  expect(rules).toEqual(['flow/missing-call', 'answer/slow', 'answer/slow']);
});

describe('fingerprints', () => {
  const refusal = (answered: number, id = '1', at = START) =>
    theFinding(answerSlow, { calls: [late(answered, at, 10, id)] });
  const cutOff = (path: string, offset: number) =>
    theFinding(captureTruncated, {
      diagnostics: [
        {
          kind: 'truncated',
          file: 0,
          path,
          offset,
          afterFrame: 7,
          within: 'record',
          needed: 9,
          available: 1,
        },
      ],
    });
  test('the same fault in another call, at another time, is known again; another answer is another fault', () => {
    expect(fingerprintOf(refusal(500, '2', START + 60))).toBe(fingerprintOf(refusal(500)));
    expect(fingerprintOf(refusal(403))).not.toBe(fingerprintOf(refusal(500)));
    expect(fingerprintOf(refusal(500))).toMatch(/^[0-9a-f]{16}$/);
  });
  test('without an answer, what came in its place counts', () => {
    const unanswered = (end: 'fin' | 'reset') => ({
      ...refusal(500),
      call: call('call', { callId: '1' }, { answer: null }, { end }),
    });
    expect(fingerprintOf(unanswered('fin'))).not.toBe(fingerprintOf(unanswered('reset')));
  });
  test('a finding about no call is known by its words without their numbers', () => {
    expect(fingerprintOf(cutOff('a.pcap', 1))).toBe(fingerprintOf(cutOff('a.pcap', 23)));
    expect(fingerprintOf(cutOff('b.pcap', 1))).not.toBe(fingerprintOf(cutOff('a.pcap', 1)));
  });
  test('one that was kept holds; items of arrays are not told apart', () => {
    expect(fingerprintOf({ ...refusal(500), fingerprint: 'kept' })).toBe('kept');
    const at = (pointer: string | null) => fingerprintOf({ ...refusal(500), pointer });
    expect(at('/list/0/name')).toBe(at('/list/12/name'));
    expect(at('/list/0')).toBe(at('/list/5'));
    expect(at('/a1/name')).not.toBe(at('/a2/name'));
  });
});

test('the capture was read at no moment: nothing but its end is told', () => {
  expect(findingsOf({ lastTime: moment(0) }).map(({ rule }) => rule)).toEqual(['capture/no-rest-traffic']);
});
