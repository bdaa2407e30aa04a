import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, type Problem, problemsOf } from '../../src/checks/index.ts';
import type { HookCall } from '../../src/hooks/index.ts';
import { momentAt, sketchCall, sketchFinding } from '../report/sample-analysis.ts';

const FIRST_TIME = momentAt(0);

function problems(findings: readonly Finding[]): readonly Problem[] {
  return problemsOf(findings, {
    firstTime: FIRST_TIME,
    sessionOf: ({ sessionId }) => (sessionId === null ? -1 : Number(sessionId.replace(/\D/g, ''))),
  });
}

/** A call of the session of a number, refused with this status. */
function refusal(index: number, method: string, status: number, server = '10.0.0.9:9091'): Finding {
  const sketch = { method, at: index, frame: index + 1, answered: status, sessionId: `s${index % 40}` };
  const call: HookCall = { ...sketchCall(sketch, index), server };
  return sketchFinding(call, {
    rule: 'answer/status',
    message: `${method} was answered ${status} Bad Gateway.`,
  });
}

/** Connections to a backend that failed from one moment to another. */
function outage(told: Partial<Finding>, rule = 'transport/refused'): Finding {
  return sketchFinding(null, {
    rule,
    message: 'The connection to 10.0.0.9:9091 was refused.',
    server: '10.0.0.9:9091',
    time: momentAt(10),
    until: momentAt(20),
    frames: [10, 11],
    lastFrame: 90,
    ...told,
  });
}

function absence(index: number, told: Partial<Finding>): Finding {
  const call = sketchCall({ method: 'connect', at: index, frame: index, sessionId: `s${index}` }, index);
  return sketchFinding(call, {
    rule: 'flow/missing-call',
    method: 'ConnectionStatusEvent',
    message: `No ConnectionStatusEvent within 10 s of connect answered 200 (frame ${index}).`,
    ...told,
  });
}

describe('findings that show the same', () => {
  it('are one problem: 360 calls answered 502 are two methods', () => {
    const findings = Array.from({ length: 360 }, (_, index) =>
      refusal(index, index % 3 === 0 ? 'connect' : 'ConnectionStatusEvent', 502),
    );
    const [connects, events, ...others] = problems(findings);
    expect(others).toEqual([]);
    expect(events).toMatchObject({
      method: 'ConnectionStatusEvent',
      status: 502,
      server: '10.0.0.9:9091',
      count: 240,
      sessions: 40,
      message:
        'ConnectionStatusEvent was answered 502 Bad Gateway, 240 times in 40 sessions, from 1.0 s to 359.0 s.',
    });
    expect(connects).toMatchObject({ method: 'connect', count: 120, cause: null, effects: [] });
  });

  it('are told apart by status, server, method, place and severity', () => {
    const one = refusal(1, 'connect', 502);
    const others: readonly Finding[] = [
      refusal(2, 'connect', 503),
      refusal(3, 'connect', 502, '10.0.0.8:9091'),
      refusal(4, 'call', 502),
      { ...refusal(5, 'connect', 502), pointer: '/a' },
      { ...refusal(6, 'connect', 502), severity: 'warning' },
    ];
    expect(problems([one, ...others])).toHaveLength(6);
    expect(problems([one, refusal(7, 'connect', 502)])).toHaveLength(1);
  });

  it('are told apart where they say something else, unless they all do', () => {
    const say = (index: number, message: string): Finding => ({ ...refusal(index, 'connect', 400), message });
    expect(problems([say(1, 'The request: a bad chunk.'), say(2, 'The answer: no length.')])).toHaveLength(2);
    const words = [...'abcdefghij'];
    const [all, ...others] = problems(words.map((word, index) => say(index, `It says ${word}.`)));
    expect(others).toEqual([]);
    expect(all?.message).toBe('10 times in 10 sessions, from 0.0 s to 9.0 s; the first: It says a.');
  });

  it.each([
    ['It broke.', 'It broke, 2 times in 2 sessions, from 1.0 s to 2.0 s.'],
    [
      'It broke: too long. Mend it.',
      'It broke, 2 times in 2 sessions, from 1.0 s to 2.0 s: too long. Mend it.',
    ],
    ['"a: b" broke; mend it', '"a: b" broke, 2 times in 2 sessions, from 1.0 s to 2.0 s; mend it'],
    ['It broke', 'It broke, 2 times in 2 sessions, from 1.0 s to 2.0 s'],
  ])('are counted behind the statement, before what explains it: %s', (message, counted) => {
    const found = problems([1, 2].map((index) => ({ ...refusal(index, 'connect', 502), message })));
    expect(found.map((problem) => problem.message)).toEqual([counted]);
  });

  it('keep the message of the only one, and items of arrays apart no longer', () => {
    const only = refusal(1, 'connect', 502);
    expect(problems([only])[0]?.message).toBe(only.message);
    const items = [0, 1].map((item) => ({ ...refusal(item, 'connect', 502), pointer: `/list/${item}/name` }));
    expect(problems(items)).toMatchObject([{ parameter: '/list/#/name', count: 2 }]);
  });

  it('do not claim a session count or a span that gathered findings do not know', () => {
    const gathered = [1, 2].map((index) => ({ ...refusal(index, 'connect', 502), count: 50 }));
    expect(problems(gathered)[0]).toMatchObject({
      count: 100,
      message: 'connect was answered 502 Bad Gateway, on 2 occasions, from 1.0 s to 2.0 s.',
    });
  });
});

describe('what explains a problem', () => {
  it('is the failed connection that its rule names, also where a long outage lists only its first frames', () => {
    const named = (frame: number): Partial<Finding> => ({
      causedBy: { rule: 'transport/refused', frames: [frame] },
    });
    const findings = [
      absence(1, named(11)),
      absence(2, named(50)),
      absence(3, named(95)),
      outage({ count: 9 }),
    ];
    const [cause, effect, unexplained] = problems(findings);
    expect(cause).toMatchObject({ rule: 'transport/refused', cause: null, effects: [1] });
    expect(effect).toMatchObject({ rule: 'flow/missing-call', cause: 0, findings: [0, 1], count: 2 });
    expect(unexplained).toMatchObject({ cause: null, findings: [2] });
  });

  it('is of the rule that was named, not of any that has such a frame', () => {
    const findings = [
      absence(1, { causedBy: { rule: 'transport/reset', frames: [50] } }),
      outage({}),
      outage({ server: '10.0.0.8:9091' }, 'transport/unanswered'),
    ];
    expect(problems(findings).map(({ cause }) => cause)).toEqual([null, null, null]);
  });

  it('is the first of a chain: of what an outage led to, and of what followed from that', () => {
    const call = {
      ...sketchCall({ method: 'connect', at: 15, frame: 40, answered: null }, 0),
      server: '10.0.0.9:9091',
    };
    const none = sketchFinding(call, {
      rule: 'answer/none',
      message: 'connect got no answer.',
      frames: [40],
    });
    const missing = absence(4, { causedBy: { rule: 'answer/none', frames: [40] } });
    const found = problems([none, missing, outage({})]);
    expect(found.map(({ rule, cause }) => [rule, cause])).toEqual([
      ['transport/refused', null],
      ['flow/missing-call', 0],
      ['answer/none', 0],
    ]);
    expect(found[0]?.effects).toEqual([1, 2]);
  });

  it.each([
    ['within', 15, '10.0.0.9:9091', 0],
    ['before', 9, '10.0.0.9:9091', null],
    ['after', 21, '10.0.0.9:9091', null],
    ['elsewhere during', 15, '10.0.0.8:9091', null],
  ])('is an outage for a call %s it', (_where, at, server, cause) => {
    const call = { ...sketchCall({ method: 'connect', at, frame: 60, answered: null }, 0), server };
    const none = sketchFinding(call, { rule: 'answer/none', message: 'connect got no answer.' });
    const found = problems([none, outage({ count: 5 })]);
    expect(found.find(({ rule }) => rule === 'answer/none')?.cause).toBe(cause);
  });

  it('is an outage at whose frames the finding points that there is no hook', () => {
    const none = (frames: readonly number[]): Finding =>
      sketchFinding(null, {
        rule: 'capture/no-rest-traffic',
        message: 'No hook call in the capture.',
        frames,
      });
    expect(problems([none([3, 11]), outage({})]).map(({ rule, cause }) => [rule, cause])).toEqual([
      ['transport/refused', null],
      ['capture/no-rest-traffic', 0],
    ]);
    expect(problems([none([3]), outage({})]).map(({ cause }) => cause)).toEqual([null, null]);
  });

  it('is nothing for a note, and no note', () => {
    const causedBy = { rule: 'transport/refused', frames: [10] };
    expect(problems([absence(1, { causedBy, severity: 'note' }), outage({})])).toMatchObject([
      { effects: [] },
      { cause: null },
    ]);
    expect(problems([absence(1, { causedBy }), outage({ severity: 'note' })])).toMatchObject([
      { cause: null },
      { effects: [] },
    ]);
  });
});

describe('the order of problems', () => {
  it('is severity, then missing calls, then who is affected, then time', () => {
    const late = [8, 9].map((index) => refusal(index, 'call', 500));
    const findings = [
      { ...refusal(1, 'sendMessage', 500), severity: 'warning' as const },
      refusal(2, 'hangup', 500),
      ...late,
      refusal(1, 'connect', 500),
      absence(30, {}),
    ];
    expect(problems(findings).map(({ method }) => method)).toEqual([
      'ConnectionStatusEvent',
      'call',
      'connect',
      'hangup',
      'sendMessage',
    ]);
  });
});

const anyFinding = fc
  .record({
    at: fc.integer({ min: 0, max: 30 }),
    kind: fc.constantFrom('refusal', 'absence', 'outage', 'none', 'reset'),
    status: fc.constantFrom(500, 502),
    severity: fc.constantFrom('error', 'warning', 'note'),
    count: fc.integer({ min: 1, max: 3 }),
    method: fc.constantFrom('connect', 'call'),
    frame: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ at, kind, status, severity, count, method, frame }): Finding => {
    const told = { severity, count } as const;
    if (kind === 'refusal') return { ...refusal(at, method, status), ...told };
    if (kind === 'outage') {
      const frames = { frames: [frame], lastFrame: frame + 5 };
      return outage({ ...told, ...frames, time: momentAt(at), until: momentAt(at + 3) });
    }
    if (kind === 'absence') {
      return absence(at, { ...told, causedBy: { rule: 'transport/refused', frames: [frame] } });
    }
    const call = {
      ...sketchCall({ method, at, frame: at + 1, sessionId: `s${at}` }, at),
      server: '10.0.0.9:9091',
    };
    const rule = kind === 'none' ? 'answer/none' : 'transport/reset';
    return sketchFinding(call, { rule, message: `${rule} of ${method}.`, ...told });
  });

describe('whatever the findings are', () => {
  it('each is in one problem, the counts add up, and causes and effects agree', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 40 }), (findings) => {
        const found = problems(findings);
        const listed = found.flatMap((problem) => problem.findings);
        expect([...listed].sort((a, b) => a - b)).toEqual([...findings.keys()]);
        for (const [index, { findings: own, count, cause, effects, severity }] of found.entries()) {
          expect(count).toBe(own.reduce((sum, each) => sum + findings[each].count, 0));
          expect(new Set(own.map((each) => findings[each].severity))).toEqual(new Set([severity]));
          if (cause !== null) expect(found[cause]?.effects).toContain(index);
          for (const effect of effects) expect(found[effect]?.cause).toBe(index);
          if (cause !== null) expect(effects).toEqual([]);
        }
      }),
    );
  });

  it('the problems are the same in whatever order the findings come', () => {
    const shuffled = fc
      .uniqueArray(anyFinding, {
        maxLength: 25,
        selector: ({ rule, frames, call }) => `${rule} ${frames} ${call?.id}`,
      })
      .chain((findings) =>
        fc.tuple(fc.constant(findings), fc.shuffledSubarray(findings, { minLength: findings.length })),
      );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(told(problems(other), other)).toEqual(told(problems(one), one));
      }),
    );
  });
});

/** Problems with their findings themselves instead of indexes, in an order that does not depend on those. */
function told(found: readonly Problem[], findings: readonly Finding[]): readonly string[] {
  return found
    .map((problem) => {
      const own = problem.findings.map((index) => JSON.stringify(findings[index], plain)).sort();
      const cause = problem.cause === null ? null : found[problem.cause]?.message;
      return JSON.stringify([
        problem.rule,
        problem.severity,
        problem.count,
        problem.first,
        problem.last,
        own,
        cause,
      ]);
    })
    .sort();
}

/** Calls by their ids: what they are is of no interest. */
function plain(key: string, value: unknown): unknown {
  return key === 'call' && value !== null ? (value as HookCall).id : value;
}
