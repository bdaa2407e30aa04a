import { describe, expect, test } from 'vitest';
import { flowMissingCall } from '../../src/checks/rules/flow-missing-call.ts';
import type { EvidenceInput } from '../../src/checks/verdicts/evidence.ts';
import type { Dialect } from '../../src/dialects/index.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import { gap, moment, START, story, theFinding, troubleOf, verdictsOn } from './call-builder.ts';
import type { ExchangeParts } from './exchange-builder.ts';
import { PUBLISH_ENDS, smallDialect, smallHook } from './small-dialect.ts';

/** Starts whose end may come at any time: no document gives a window. */

const dialect = smallDialect({ expectations: [PUBLISH_ENDS] });
const at = (seconds: number, method: string, payload: object = {}, parts: ExchangeParts = {}): ReadCall =>
  smallHook(dialect, seconds, method, payload, parts);

function verdicts(reads: readonly ReadCall[], changes: Partial<EvidenceInput> = {}): readonly string[] {
  return verdictsOn(reads, changes).map(({ verdict, cause }) =>
    cause === null ? verdict : `${verdict}: ${cause}`,
  );
}

describe('a start without a window', () => {
  test('is met by its end, however late', () => {
    expect(verdicts([at(0, 'publish'), at(900, 'unpublish')])).toEqual(['met']);
    expect(verdicts([at(1, 'publish'), at(0, 'unpublish')])).toEqual(['met']);
    expect(verdicts([at(3, 'publish'), at(0, 'unpublish')])).toEqual(['inconclusive: capture-ended']);
  });
  test('is met by an end before the sign that it is over, and by one shortly after', () => {
    expect(verdicts([at(0, 'publish'), at(10, 'unpublish'), at(11, 'left')])).toEqual(['met']);
    expect(verdicts([at(0, 'publish'), at(10, 'left'), at(14, 'unpublish')])).toEqual(['met']);
  });
  test.each([
    ['its session ended', 'left', {}],
    ['the server started anew', 'boot', { client: 'other' }],
  ])('misses its end where %s', (_, method, payload) => {
    expect(verdicts([at(0, 'publish'), at(10, method, payload)])).toEqual(['missing: none-came']);
  });
  test('misses nothing where the sign is of another session or server', () => {
    expect(verdicts([at(0, 'publish'), at(10, 'left', { client: 'other' })])).toEqual([
      'inconclusive: capture-ended',
    ]);
    expect(verdicts([at(0, 'publish'), at(10, 'boot', { server: 'other' })])).toEqual([
      'inconclusive: capture-ended',
    ]);
    expect(verdicts([at(0, 'publish'), at(10, 'boot', { server: undefined })])).toEqual([
      'inconclusive: capture-ended',
    ]);
  });
  test('misses nothing where the capture ends before its end was due, or lost packets', () => {
    const reads = [at(0, 'publish'), at(10, 'left')];
    const [early] = verdictsOn(reads, { lastTime: moment(14) });
    expect(early).toMatchObject({ verdict: 'inconclusive', cause: 'capture-ended', deadline: START + 15 });
    expect(early?.reason).toBe('the capture ended 4.0 s after left (frame 10), which shows that it is over');
    const lost = gap({ sinceSeconds: START + 3, seconds: START + 4 });
    const connections = [story({ anomalies: troubleOf(lost) })];
    expect(verdicts(reads, { connections })).toEqual(['inconclusive: lost-packets']);
  });
  test('does not take a sign from before it', () => {
    expect(verdicts([at(0, 'left'), at(1, 'publish')])).toEqual(['inconclusive: capture-ended']);
  });
  test('has no deadline where nothing shows one', () => {
    expect(verdictsOn([at(0, 'publish')])).toMatchObject([
      {
        windowSeconds: null,
        deadline: null,
        reason: 'the capture ended before anything showed that it is over',
      },
    ]);
  });
  test('tells in the finding what shows that it is over', () => {
    const reads = [at(0, 'publish'), at(10, 'left')];
    const finding = theFinding(flowMissingCall, {
      calls: reads.map(({ call }) => call),
      expectations: verdictsOn(reads),
    });
    expect(finding.message).toBe(
      'No unpublish after publish answered 200 (frame 10), although left (frame 10) shows that it is over.',
    );
    expect(finding.time).toEqual({ seconds: START + 15, nanoseconds: 0 });
  });
});

describe('a key that is used anew', () => {
  test('has one end for each start', () => {
    const reads = [at(0, 'publish'), at(50, 'unpublish'), at(100, 'publish'), at(150, 'unpublish')];
    expect(verdicts(reads)).toEqual(['met', 'met']);
    expect(verdicts(reads.filter((_, place) => place !== 1))).toEqual(['missing: none-came', 'met']);
    expect(verdicts(reads.slice(0, 3))).toEqual(['met', 'inconclusive: capture-ended']);
  });
  test('takes no end for two starts', () => {
    const reads = [at(0, 'publish'), at(99.5, 'unpublish'), at(100, 'publish'), at(200, 'left')];
    expect(verdicts(reads)).toEqual(['met', 'missing: none-came']);
  });
  test('leaves open whose end it was that came just when it began anew', () => {
    expect(verdicts([at(0, 'publish'), at(100, 'publish'), at(103, 'unpublish')])).toEqual([
      'inconclusive: unkeyed-call',
      'met',
    ]);
    expect(verdicts([at(0, 'publish'), at(100, 'publish'), at(100.5, 'unpublish'), at(200, 'left')])).toEqual(
      ['met', 'inconclusive: unkeyed-call'],
    );
  });
  test('is not used anew by a start that was refused', () => {
    const refused = at(100, 'publish', { count: 2 }, { answer: { status: 403 } });
    expect(verdicts([at(0, 'publish'), refused, at(150, 'unpublish')])).toEqual(['met']);
    expect(verdicts([at(0, 'publish'), refused])).toEqual(['inconclusive: capture-ended']);
  });
  test('may have been used anew by a start whose answer nobody saw', () => {
    const { call } = at(100, 'publish', {}, { answer: null });
    const unseen = { ...at(100, 'publish'), call: { ...call, problems: [] } };
    expect(verdicts([at(0, 'publish'), unseen, at(150, 'unpublish')])[0]).toBe('met');
  });
  test('is used anew by a start that says the same, where an end came between', () => {
    const reads = [at(0, 'publish'), at(0.5, 'unpublish'), at(1, 'publish'), at(1.5, 'unpublish')];
    expect(verdicts(reads)).toEqual(['met', 'met']);
    expect(verdicts(reads.slice(0, 3))).toEqual(['met', 'inconclusive: capture-ended']);
    // The same start twice is one.
    expect(verdicts([at(0, 'publish'), at(0.5, 'publish'), at(9, 'unpublish')])).toEqual(['met']);
  });
  test('is told apart by session', () => {
    const reads = [at(0, 'publish'), at(1, 'publish', { client: 'd' }), at(20, 'left', { client: 'd' })];
    expect(verdicts([...reads, at(30, 'unpublish')])).toEqual(['met', 'missing: none-came']);
  });
});

describe('a predecessor without a window', () => {
  const needs: Dialect = smallDialect({
    expectations: [
      {
        ...PUBLISH_ENDS,
        id: 'unpublish-needs-publish',
        direction: 'predecessor',
        after: {
          ...PUBLISH_ENDS.after,
          answer: 'any',
          methods: ['unpublish'],
          earlier: ['came'],
          earlierWithin: 'session',
          earlierAnswer: 'ok',
        },
        expect: [{ method: 'publish', statuses: 'any' }],
      },
    ],
  });
  const say = (seconds: number, method: string, payload: object = {}, parts: ExchangeParts = {}) =>
    smallHook(needs, seconds, method, payload, parts);
  test('is missing where the capture saw the beginning of the session', () => {
    expect(verdicts([say(0, 'came'), say(500, 'unpublish')])).toEqual(['missing: none-came']);
    expect(verdicts([say(0, 'came'), say(1, 'publish'), say(500, 'unpublish')])).toEqual(['met']);
  });
  test('is not asked for where it did not, or where the beginning was refused', () => {
    expect(verdicts([say(500, 'unpublish')])).toEqual([]);
    expect(verdicts([say(0, 'came', { client: 'd' }), say(500, 'unpublish')])).toEqual([]);
    expect(verdicts([say(0, 'came', {}, { answer: { status: 403 } }), say(500, 'unpublish')])).toEqual([]);
    expect(verdicts([say(600, 'came'), say(500, 'unpublish')])).toEqual([]);
  });
  test('is told with what shows that the capture saw the beginning', () => {
    const reads = [say(0, 'came'), say(500, 'unpublish')];
    const facts = { calls: reads.map(({ call }) => call), expectations: verdictsOn(reads) };
    expect(theFinding(flowMissingCall, facts).message).toBe(
      'unpublish (frame 10) came without publish before it, although the capture has came (frame 10).',
    );
  });
  test('may have been lost since', () => {
    const lost = gap({ sinceSeconds: START + 3, seconds: START + 4 });
    const connections = [story({ anomalies: troubleOf(lost) })];
    expect(verdicts([say(0, 'came'), say(500, 'unpublish')], { connections })).toEqual([
      'inconclusive: lost-packets',
    ]);
  });
});
