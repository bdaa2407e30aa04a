import { describe, expect, test } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import { CaptureStatistics } from '../../src/checks/capture-statistics.ts';
import { CallInspector, concludeDrafts } from '../../src/checks/inspect.ts';
import type { CallRule } from '../../src/checks/rule.ts';
import { captureClock } from '../../src/checks/rules/capture-clock.ts';
import { captureLegs } from '../../src/checks/rules/capture-legs.ts';
import { capturePartialView } from '../../src/checks/rules/capture-partial-view.ts';
import { flowRepeated } from '../../src/checks/rules/flow-repeated.ts';
import { flowRetried } from '../../src/checks/rules/flow-retried.ts';
import { gatherEvidence } from '../../src/checks/verdicts/evidence.ts';
import { withPartialView } from '../../src/checks/verdicts/partial-view.ts';
import type { HookCall, Leg, ReadCall } from '../../src/hooks/index.ts';
import { call, folded, inOrder, judged, moment, START, theFinding, verdictsOn } from './call-builder.ts';
import { hook, inspectionOptions, scene } from './exchange-builder.ts';

const at = (seconds: number, frame: number, changes: Partial<HookCall> = {}): HookCall =>
  call('call', { callId: '1' }, { at: START + seconds }, { requestFrames: [frame, frame], ...changes });

describe('flow/retried', () => {
  const failed = (seconds: number, frame: number) =>
    at(seconds, frame, { response: null, end: 'reset', endFrame: frame + 1, endSeconds: START + seconds });
  const told = (...attempts: readonly HookCall[]) =>
    judged(flowRetried, folded(attempts, { attempts: new Map([[attempts.at(-1) ?? at(0, 1), attempts]]) }));
  test('says at which attempt, how much later, and why the first one failed', () => {
    const [one, ...more] = told(failed(0, 1), at(1.5, 9));
    expect(more).toEqual([]);
    expect(one).toMatchObject({ severity: 'warning', frames: [1, 9] });
    expect(one?.message).toMatch(
      /^call got through at attempt 2, 1\.5 s after the first\. The first attempt \(frame 1\) got no answer: the connection was reset /,
    );
    expect(told(failed(0, 1), failed(1, 4), at(3, 9))[0]?.message).toContain(
      'at attempt 3, 3.0 s after the first. The first of 2 failed attempts (frame 1)',
    );
  });
  test('silent: one attempt, and attempts of which none got through', () => {
    expect(told(at(0, 1))).toEqual([]);
    expect(told(failed(0, 1), failed(1, 4))).toEqual([]);
  });
});

describe('flow/repeated', () => {
  const told = (seconds: number, frame: number, changes: Partial<HookCall> = {}, name = 'RING'): HookCall => {
    const frames = { requestFrames: [frame, frame] } as const;
    return call(
      'CallStatusEvent',
      { callId: '1', status: name },
      { at: START + seconds },
      { ...frames, ...changes },
    );
  };
  test('a call that was accepted comes again with the same body', () => {
    const one = theFinding(flowRepeated, { calls: [told(0, 1), told(0.5, 9)] });
    expect(one).toMatchObject({ severity: 'warning', frames: [1, 9], count: 1 });
  });
  test('silent: after a failure, after a while, from another host, with another body', () => {
    const others = [
      [told(0, 1, { response: null, end: 'fin' }), told(0.5, 9)],
      [told(0, 1), told(5, 9)],
      [told(0, 1), told(0.5, 9, { client: '192.0.2.9:40000' })],
      [told(0, 1), told(0.5, 9, {}, 'HOLD')],
      // What the client asks for may be asked twice in the same words.
      [at(0, 1), at(0.5, 9)],
    ];
    for (const calls of others) expect(judged(flowRepeated, { calls })).toEqual([]);
  });
  test('the calls of a method are one finding', () => {
    const calls = [0, 10, 20].flatMap((seconds) => [
      told(seconds, seconds + 1),
      told(seconds + 0.5, seconds + 3),
    ]);
    const one = theFinding(flowRepeated, { calls });
    expect(one.count).toBe(3);
    expect(one.message).toMatch(/3 calls of the method came twice\.$/);
  });
});

describe('capture/legs', () => {
  const leg = (frame: number, kind: Leg['kind']): Leg => ({
    exchange: at(0, frame, { client: '10.0.0.8:50000', server: '10.0.0.9:8080' }),
    kind,
  });
  const told = (legs: readonly (readonly Leg[])[]) => {
    const calls = legs.map((_, index) => at(index, 100 + index));
    const parts = new Map(legs.map((own, index) => [calls[index] ?? at(0, 0), own]));
    return judged(captureLegs, folded(calls, { legs: parts }));
  };
  test('says which way, in singular and plural', () => {
    expect(told([[leg(5, 'relayed')]])[0]?.message).toBe(
      '1 call was captured on more than one leg of the way: a proxy at 127.0.0.1:9091 takes calls of 127.0.0.1 and relays them to 10.0.0.9:8080. Each counts once.',
    );
    const [many] = told([[leg(5, 'translated')], [leg(6, 'translated'), leg(7, 'translated')]]);
    expect(many).toMatchObject({ severity: 'note', count: 3, frames: [5, 6, 7] });
    expect(many?.message).toMatch(/^2 calls were captured .*addresses are translated \(NAT\)/);
  });
  test('one finding for each kind; none where every exchange is a call', () => {
    expect(told([[leg(5, 'relayed')], [leg(6, 'translated')]])).toHaveLength(2);
    expect(told([[]])).toEqual([]);
  });
});

describe('capture/clock', () => {
  const step = (frame: number) => ({ frame, before: START + 60, after: START, counted: null });
  const stepped = (...frames: readonly number[]) =>
    theFinding(captureClock, { evidence: scene([], { clockSteps: frames.map(step) }).evidence });
  test('set back once, and several times', () => {
    expect(stepped(7).message).toBe('The clock of the capture was set back by 60.0 s at frame 7.');
    expect(stepped(7, 9)).toMatchObject({ count: 2, frames: [7, 9] });
    expect(stepped(7, 9).message).toMatch(/at frame 7\. It was set back 2 times in all\.$/);
  });
  test('leapt forward: what the hosts counted is told', () => {
    const leap = { frame: 9, before: START, after: START + 3600, counted: 0.25 };
    const { message } = theFinding(captureClock, { evidence: scene([], { clockSteps: [leap] }).evidence });
    expect(message).toMatch(/leapt forward at frame 9: 3600\.0 s passed on it .* counted 0\.3 s at most\.$/);
    const both = scene([], { clockSteps: [step(7), leap] }).evidence;
    expect(judged(captureClock, { evidence: both })).toHaveLength(2);
  });
  test('answers that are timed before their requests, never with a negative time', () => {
    const early = (aheadSeconds: number, frame: number): HookCall => {
      const one = at(0, frame);
      return { ...one, response: one.response && { ...one.response, aheadSeconds } };
    };
    const one = theFinding(captureClock, { calls: [early(0.002, 5), early(0, 6)] });
    expect(one.message).toMatch(/^1 answer is timed before the request, by up to 2\.0 ms/);
    const two = theFinding(captureClock, { calls: [early(0.002, 5), early(0.0000004, 6)] });
    expect(two.message).toMatch(/^2 answers are timed before/);
    expect(judged(captureClock, { calls: [early(0, 5)] })).toEqual([]);
  });
});

describe('capture/partial-view', () => {
  const reads = (from: number, to: number, method: string, payload: object): readonly ReadCall[] =>
    Array.from({ length: to - from }, (_, index) => from + index).map((session) =>
      hook(method, { sessionId: `/192.0.2.7:${session}/x`, ...payload }, { at: START + session }),
    );
  const ESTABLISHED = { status: 'ESTABLISHED' };
  /** Sessions, from one number up to another, that have a connect, and those that have its status. */
  function seen(connects: readonly [number, number], statuses: readonly [number, number]) {
    const all = inOrder([
      ...reads(...connects, 'connect', {}),
      ...reads(...statuses, 'ConnectionStatusEvent', ESTABLISHED),
    ]);
    const calls = all.map((one) => one.call);
    const whole = { connections: [], captures: [], firstTime: moment(-1000), lastTime: moment(1000) };
    return [...atOnce(withPartialView(verdictsOn(all), gatherEvidence({ calls, ...whole })))];
  }
  const missing = (results: ReturnType<typeof seen>): number =>
    results.filter(({ verdict }) => verdict === 'missing').length;
  const partial = (results: ReturnType<typeof seen>): number =>
    results.filter(({ cause }) => cause === 'partial-view').length;

  test('some sessions lack what follows, others what comes before: nothing is missing', () => {
    const results = seen([0, 4], [2, 6]);
    expect(missing(results)).toBe(0);
    const finding = theFinding(capturePartialView, { expectations: results });
    expect(finding).toMatchObject({ severity: 'warning', count: partial(results) });
    expect(finding.message).toContain('2 sessions lack what should have followed, and 2 lack what');
  });
  test.each<[string, readonly [number, number], readonly [number, number]]>([
    ['what follows is absent everywhere: the method is switched off', [0, 6], [9, 9]],
    ['only what comes before is absent', [9, 9], [0, 6]],
    ['one session of each kind', [0, 5], [1, 6]],
    ['few of many sessions', [0, 40], [2, 42]],
  ])('not so: %s', (_, connects, statuses) => {
    const results = seen(connects, statuses);
    expect(partial(results)).toBe(0);
    expect(missing(results)).toBeGreaterThan(0);
  });
});

describe('what call rules found in exchanges of one call', () => {
  const gathering: CallRule = {
    id: 'test/gathers',
    severity: 'note',
    gathers: 'method-and-pointer',
    inspect: ({ call: { target } }) => (target === '/sound' ? [] : [{ rule: 'test/gathers', message: 'm' }]),
  };
  const single: CallRule = { ...gathering, id: 'test/single' };
  const { gathers: _, ...alone } = single;
  const [first, last, other] = [
    hook('call', { callId: '1' }, { at: START }),
    hook('call', { callId: '1' }, { at: START + 1 }),
    hook('call', { callId: '2' }, { at: START + 2 }),
  ];
  const parts = { attempts: new Map([[last.call, [first.call, last.call]]]) };

  function found(rule: CallRule, reads: readonly ReadCall[], forgotten: readonly ReadCall[] = []) {
    const inspector = new CallInspector(inspectionOptions(), [rule]);
    for (const one of reads) inspector.inspect(one);
    inspector.forget(new Set(forgotten.map((one) => one.call)));
    const known = folded(
      [first, last, other].filter((one) => !forgotten.includes(one)).map((one) => one.call),
      forgotten.includes(first) ? {} : parts,
    );
    const facts = { ...scene(known.calls), ...known };
    return concludeDrafts(inspector.drafts(), facts, new CaptureStatistics(facts), [rule]).map(
      ({ call: about, count }) => [about, count],
    );
  }
  const without = (read: ReadCall): ReadCall => ({ ...read, call: { ...read.call, target: '/sound' } });

  test('is counted once, and told of the call', () => {
    expect(found(gathering, [first, last, other])).toEqual([[last.call, 2]]);
    expect(found(alone, [first, last, other])).toEqual([
      [last.call, 1],
      [other.call, 1],
    ]);
  });
  test('is no finding where only an attempt shows it', () => {
    expect(found(gathering, [first, without(last), without(other)])).toEqual([]);
    expect(found(gathering, [first, without(last), other])).toEqual([[other.call, 1]]);
  });
  test('does not come back when the attempt is forgotten', () => {
    expect(found(gathering, [first, without(last), without(other)], [first])).toEqual([]);
    expect(found(gathering, [first, without(last), other], [first])).toEqual([[other.call, 1]]);
    expect(found(alone, [first, without(last), without(other)], [first])).toEqual([]);
  });
});
