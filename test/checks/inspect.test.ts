import { describe, expect, test } from 'vitest';
import { MAX_FINDINGS_OF_RULE, MAX_GATHERED_FINDINGS } from '../../src/base/limits.ts';
import { CaptureStatistics } from '../../src/checks/capture-statistics.ts';
import type { Draft } from '../../src/checks/finding.ts';
import { CallInspector } from '../../src/checks/inspect.ts';
import { RunningInspection } from '../../src/checks/inspection.ts';
import type { CallRule } from '../../src/checks/rule.ts';
import { answerNotMirrored } from '../../src/checks/rules/answer-not-mirrored.ts';
import { callRules } from '../../src/checks/rules/call-rules.ts';
import { payloadMissing } from '../../src/checks/rules/payload-missing.ts';
import { CONTEXT, concluded, hook, inspectionOptions, read, scene } from './exchange-builder.ts';

const BASE = { severity: 'warning' } as const;
const always: CallRule = {
  ...BASE,
  id: 'test/always',
  inspect: ({ call }) => [{ rule: 'test/always', message: `m ${call.target}`, pointer: `/${call.target}` }],
};
const call = hook('connect', {});
const NOTHING = scene([]);
const statistics = new CaptureStatistics(NOTHING);

function inspected(rule: CallRule, times: number, target: (index: number) => string) {
  const inspector = new CallInspector(inspectionOptions(), [rule]);
  for (let index = 0; index < times; index++)
    inspector.inspect({ ...call, call: { ...call.call, target: target(index) } });
  return concluded(inspector, [], [rule]);
}

test('every finding has its place, and what a draft leaves out comes from its rule', () => {
  const [finding] = inspected(always, 1, () => 'x');
  expect(finding).toEqual({
    rule: 'test/always',
    severity: 'warning',
    message: 'm x',
    method: 'connect',
    call: expect.anything(),
    sessionId: call.call.sessionId,
    dialog: null,
    time: { seconds: 1_600_000_000, nanoseconds: 0 },
    frames: [10],
    stream: 0,
    pointer: '/x',
    evidence: null,
    consequence: null,
    server: null,
    until: null,
    lastFrame: null,
    causedBy: null,
    remedy: null,
    count: 1,
  });
});

test('a draft of an answer that was not seen points at the request', () => {
  const unanswered = hook('connect', {}, { answer: null });
  const rule: CallRule = {
    ...always,
    inspect: () => [{ rule: 'test/always', message: 'm', side: 'response' }],
  };
  const inspector = new CallInspector(inspectionOptions(), [rule]);
  inspector.inspect(unanswered);
  expect(concluded(inspector, [], [rule])[0]?.frames).toEqual([10]);
});

describe('bounds', () => {
  test('beyond the first bound findings are gathered, none is lost', () => {
    const found = inspected(always, MAX_FINDINGS_OF_RULE + 3, (index) => (index % 2 === 0 ? 'x' : 'y'));
    expect(found).toHaveLength(MAX_FINDINGS_OF_RULE + 2);
    expect(found.reduce((sum, finding) => sum + finding.count, 0)).toBe(MAX_FINDINGS_OF_RULE + 3);
    expect(found.at(-1)?.message).toContain('not listed one by one');
  });
  test('beyond the second bound they are counted, and the number is told', () => {
    const gathering: CallRule = { ...always, gathers: 'method-and-pointer' };
    const found = inspected(gathering, MAX_GATHERED_FINDINGS + 7, String);
    expect(found).toHaveLength(MAX_GATHERED_FINDINGS + 1);
    expect(found.at(-1)).toMatchObject({ rule: 'test/always', call: null, count: 7 });
  });
});

test('the whole capture has the last word, and can be asked again', () => {
  const rule: CallRule = { ...always, settle: ({ draft }, { calls }) => (calls.length > 0 ? draft : null) };
  const inspector = new CallInspector(inspectionOptions(), [rule]);
  inspector.inspect(call);
  expect(concluded(inspector, [], [rule])).toHaveLength(0);
  expect(concluded(inspector, [call.call], [rule])).toHaveLength(1);
});

test('HTTP that is no hook is asked only what holds for all HTTP', () => {
  const inspector = new CallInspector(inspectionOptions());
  inspector.inspect(
    read({ httpMethod: 'GET', target: '/', headers: { 'Content-Type': null }, answer: { payload: '<p>' } }),
  );
  expect(concluded(inspector).map(({ rule }) => rule)).toEqual(['hooks/unknown-method']);
});

test('a draft that is about no parameter has nothing to be taken back for', () => {
  const record = { draft: { rule: 'x', message: 'm' }, call: call.call, ids: [call.call.id] };
  expect(payloadMissing.settle?.(record, NOTHING, statistics)).toBe(record.draft);
  expect(answerNotMirrored.settle?.(record, NOTHING, statistics)).toBeNull();
  const config = { restPolicy: 'OVERWRITE', restOverwrite: 'a' };
  const answer = { payload: { ...CONTEXT, restClientConfig: { connect: config } } };
  const bare = { ...record, draft: { ...record.draft, parameters: ['a', 'b'] } };
  const settled = answerNotMirrored.settle?.(
    { ...bare, call: hook('connect', {}, { answer }).call },
    NOTHING,
    statistics,
  );
  expect(settled?.parameters).toEqual(['b']);
});

test('an exchange whose request is not at hand is not judged by it', () => {
  const odd = hook('connect', { custom: { text: '\ufffd' } });
  const without = {
    ...odd,
    responsePayload: odd.responsePayload,
    exchange: { ...odd.exchange, request: null },
  };
  const inspection = new RunningInspection(inspectionOptions({ hookSecret: Buffer.from('k') }));
  inspection.turnTo(without);
  for (const rule of callRules) expect(rule.inspect(without, inspection)).toEqual([]);
});

describe('the survey of a payload', () => {
  test('is made once a call, and anew for the next', () => {
    const inspection = new RunningInspection(inspectionOptions());
    inspection.turnTo(hook('connect', { unheardOf: 1 }));
    const first = inspection.survey;
    expect(inspection.survey).toBe(first);
    expect(first.deviations).toHaveLength(1);
    inspection.turnTo(hook('connect', {}));
    expect(inspection.survey.deviations).toEqual([]);
  });
  test('is of a call only: without one there is none', () => {
    const inspection = new RunningInspection(inspectionOptions());
    inspection.turnTo(call);
    inspection.turnTo(null);
    expect(() => inspection.survey).toThrow();
  });
  test('of the same call is the same, whatever came between', () => {
    const inspector = new CallInspector(inspectionOptions());
    const odd = hook('connect', { unheardOf: 1 });
    for (const each of [odd, call, odd]) inspector.inspect(each);
    expect(concluded(inspector).map(({ rule, count }) => [rule, count])).toEqual([
      ['payload/undocumented', 2],
    ]);
  });
});

test('tells of each call whether something was found', () => {
  const silent: CallRule = { ...BASE, id: 'test/silent', inspect: () => [] };
  const found = (...rules: readonly CallRule[]) =>
    new CallInspector(inspectionOptions(), rules).inspect(call).mayBeShown;
  expect(found(silent)).toBe(false);
  expect(found(silent, always, silent)).toBe(true);
});

describe('gathering', () => {
  const gathered = (...drafts: readonly Partial<Draft>[]) => {
    const rule: CallRule = {
      ...always,
      gathers: 'method-and-pointer',
      inspect: () => drafts.map((draft) => ({ rule: 'test/always', message: 'm', pointer: '/x', ...draft })),
    };
    const inspector = new CallInspector(inspectionOptions(), [rule]);
    inspector.inspect(call);
    inspector.inspect(call);
    const findings = concluded(inspector, [], [rule]);
    return findings.map(({ message, severity, count }) => [message, severity, count]);
  };
  test('what is the same is told once, in its own words', () => {
    expect(gathered({}, {})).toEqual([['m', 'warning', 4]]);
  });
  test('what differs in place, severity or parameters is told apart', () => {
    expect(gathered({}, { pointer: '/y' })).toHaveLength(2);
    expect(gathered({}, { severity: 'error' })).toEqual([
      ['m', 'warning', 2],
      ['m', 'error', 2],
    ]);
    expect(gathered({ severity: 'note' }, { severity: 'error' })).toHaveLength(2);
    expect(gathered({ parameters: ['a'] }, { parameters: ['a', 'b'] }, {})).toHaveLength(3);
  });
});

test('what was only counted points at no frame', () => {
  const gathering: CallRule = { ...always, gathers: 'method-and-pointer' };
  expect(inspected(gathering, MAX_GATHERED_FINDINGS + 1, String).at(-1)?.frames).toEqual([]);
});
