import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../fixed-seed.ts';
import { flowMissingBeat } from '../../src/checks/rules/flow-missing-beat.ts';
import type { EvidenceInput } from '../../src/checks/verdicts/evidence.ts';
import type { PeriodicRule } from '../../src/dialects/index.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import { gap, inOrder, judged, moment, START, story, troubleOf } from './call-builder.ts';
import { type ExchangeParts, scene } from './exchange-builder.ts';
import { PUBLISH_ENDS, smallDialect, smallHook } from './small-dialect.ts';

/** Hooks that come at intervals. */

const BEAT: PeriodicRule = {
  method: 'alive',
  per: 'node',
  intervalSeconds: null,
  setting: 'alive_interval',
  consequence: 'The backend takes the server for dead.',
  source: 'HOOKSCOPE',
};
const dialectWith = (changes: Partial<PeriodicRule> = {}) =>
  smallDialect({ periodic: [{ ...BEAT, ...changes }], expectations: [PUBLISH_ENDS] });

const dialect = dialectWith();
const beat = (seconds: number, parts: ExchangeParts = {}, known = dialect): ReadCall =>
  smallHook(known, seconds, 'alive', {}, parts);
const beats = (...times: readonly number[]): readonly ReadCall[] => times.map((time) => beat(time));

function told(
  reads: readonly ReadCall[],
  ends: number,
  changes: Partial<EvidenceInput> = {},
): readonly string[] {
  const calls = inOrder(reads).map(({ call }) => call);
  const whole = { firstTime: moment(-1), lastTime: moment(ends) };
  const { evidence } = scene(calls, { ...whole, ...changes });
  return judged(flowMissingBeat, { calls, evidence }).map(({ message }) => message);
}

describe('beats', () => {
  test('that fail to come are told with the interval, and between which frames', () => {
    expect(told(beats(0, 10, 20, 30, 65, 75, 85), 90)).toEqual([
      'alive came every 10 s, and not once for 35 s between frame 10 and frame 10.',
    ]);
  });
  test('are missed one by one where all others came as evenly as a clock', () => {
    expect(told(beats(0, 10, 20, 40, 50.5), 60)).toEqual([
      'alive came every 10 s, and not once for 20 s between frame 10 and frame 10.',
    ]);
    expect(told(beats(0, 10, 20, 40, 52), 60)).toEqual([]);
  });
  test('that come no more are told as a silence', () => {
    expect(told(beats(0, 10, 20, 30), 95)).toEqual([
      'alive came every 10 s, and not once since frame 10: for 65 s until the capture ended.',
    ]);
    expect(told(beats(0, 10, 20, 30), 51)).toEqual([]);
  });
  test.each<[string, readonly ReadCall[]]>([
    ['they come a little late', beats(0, 10, 21, 29, 48, 58, 68, 78, 89)],
    ['too few tell the interval', beats(0, 10)],
    ['they come at no interval', beats(0, 3, 40, 42, 90, 95)],
    ['the interval was changed', beats(0, 10, 20, 30, 40, 70, 99)],
    [
      'what came before was refused',
      [...beats(0, 10, 20), beat(30, { answer: { status: 500 } }), beat(75), beat(85)],
    ],
    [
      'the server may have started anew',
      [...beats(0, 10, 20, 30), smallHook(dialect, 50, 'boot'), ...beats(80, 90)],
    ],
  ])('are not missed where %s', (_, reads) => {
    expect(told(reads, 100)).toEqual([]);
  });
  test('are not missed where the capture lacks packets, or its clock leapt', () => {
    const reads = beats(0, 10, 20, 30, 75, 85);
    const lost = gap({ sinceSeconds: START + 50, seconds: START + 51 });
    expect(told(reads, 90, { connections: [story({ anomalies: troubleOf(lost) })] })).toEqual([]);
    const encrypted = [story({ firstSeconds: START + 50, lastSeconds: START + 51 })];
    expect(told(reads, 90, { encrypted })).toEqual([]);
    expect(
      told(reads, 90, { clockSteps: [{ frame: 9, before: START + 31, after: START + 74, counted: 0 }] }),
    ).toEqual([]);
    expect(told(reads, 90)).toHaveLength(1);
  });
  test('are held up by a slow answer', () => {
    const slow = beat(30);
    if (slow.call.response === null) throw new Error('no answer');
    Object.assign(slow.call, { response: { ...slow.call.response, ...moment(50) }, endSeconds: START + 50 });
    expect(told([...beats(0, 10, 20), slow, ...beats(60, 70)], 75)).toEqual([]);
  });
  test('have the documented interval where one was as long', () => {
    const known = dialectWith({ intervalSeconds: 10 });
    const documented = (...times: readonly number[]) => times.map((time) => beat(time, {}, known));
    expect(told(documented(0, 10), 60)).toHaveLength(1);
    expect(told(documented(0, 60), 200)).toEqual([]);
    expect(told(documented(0), 60)).toEqual([]);
  });
  test('are those of one server each', () => {
    const other = (seconds: number) => smallHook(dialect, seconds, 'alive', { server: 't' });
    expect(
      told([...beats(0, 10, 20, 30), other(0), other(10), other(20), other(30), other(40), other(50)], 60),
    ).toEqual(['alive came every 10 s, and not once since frame 10: for 30 s until the capture ended.']);
  });
  test('of a server go on when a session or a stream ends', () => {
    const others = [smallHook(dialect, 35, 'left'), smallHook(dialect, 36, 'unpublish')];
    expect(told([...beats(0, 10, 20, 30), ...others], 95)).toHaveLength(1);
  });
  test('of a stream end with it, with its session, and with the server', () => {
    const known = smallDialect({
      ...dialectWith({ per: 'dialog' }),
      methods: dialect.methods.map((method) => {
        return method.name === 'alive'
          ? { ...method, dialog: { kind: 'stream', parameters: ['stream'] } }
          : method;
      }),
    });
    const reads = [0, 10, 20, 30].map((time) => beat(time, {}, known));
    expect(told(reads, 95)).toHaveLength(1);
    for (const method of ['unpublish', 'left', 'boot'])
      expect(told([...reads, smallHook(known, 35, method)], 95)).toEqual([]);
    expect(told([...reads, smallHook(known, 35, 'unpublish', { stream: 'y' })], 95)).toHaveLength(1);
  });
  test('of a session end with it', () => {
    const known = dialectWith({ per: 'session' });
    const reads = [0, 10, 20, 30].map((time) => beat(time, {}, known));
    expect(told(reads, 95)).toHaveLength(1);
    expect(told([...reads, smallHook(known, 35, 'left')], 95)).toEqual([]);
  });
});

test('beats with jitter are not missed, and a silence of three intervals is', () => {
  const course = fc.record({
    interval: fc.integer({ min: 4, max: 60 }),
    jitters: fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 8, maxLength: 30 }),
    silent: fc.integer({ min: 3, max: 6 }),
  });
  fc.assert(
    fc.property(course, ({ interval, jitters, silent }) => {
      const times = jitters.map((jitter, place) => place * interval + (jitter / 100) * interval);
      const ends = (times.at(-1) ?? 0) + interval;
      expect(told(beats(...times), ends)).toEqual([]);
      const gone = times.filter((_, place) => place < 4 || place > 4 + silent);
      expect(told(beats(...gone), ends)).toHaveLength(1);
    }),
    { numRuns: 100 },
  );
});
