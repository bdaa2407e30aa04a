import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainCopy } from '../../src/base/columns.ts';
import { dialects, HOOK_TYPES } from '../../src/dialects/index.ts';
import { CallStore, type HookCall } from '../../src/hooks/index.ts';

const ORIGINS = [
  { client: '192.0.2.1:40000', server: '192.0.2.2:9091', serverPort: 9091 },
  { client: '192.0.2.2:9091', server: '192.0.2.1:40000', serverPort: 40000 },
] as const;

const word = fc.constantFrom('', 'a', 'b', '/a', 'é', 'x'.repeat(300));
const wordOrNull = fc.option(word, { nil: null });
const seconds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const nanoseconds = fc.integer({ min: 0, max: 999_999_999 });
const frames = fc.tuple(fc.integer({ min: 1, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 9 }));
const answer = fc.record({
  status: fc.constantFrom(0, 200, 403, 999),
  reason: word,
  bodyFailure: fc.constantFrom(null, 'body' as const, 'refusal' as const),
  frames,
  latencySeconds: fc.double({ noNaN: true, min: 0 }),
  aheadSeconds: fc.constant(0),
  seconds,
  nanoseconds,
});
const row = fc.constantFrom(
  ...[...dialects.values()].flatMap((dialect) =>
    [null, ...dialect.methods].map((method) => ({ dialect, method })),
  ),
);

/** A call as it may be read, with the direction of its request. */
const readCall = fc
  .record({
    kind: row,
    name: word,
    direction: fc.constantFrom(0 as const, 1 as const),
    stream: fc.integer({ min: 0, max: 2 ** 31 }),
    time: fc.tuple(seconds, nanoseconds),
    httpMethod: word,
    httpVersion: fc.constantFrom('1.1', '2'),
    streamEnd: fc.constantFrom(null, { by: 'response', error: 'CANCEL', isUnprocessed: false } as const),
    target: word,
    requestFrames: frames,
    answer: fc.option(answer, { nil: null }),
    answeredInWhole: fc.boolean(),
    texts: fc.tuple(wordOrNull, wordOrNull, wordOrNull, wordOrNull, wordOrNull),
    flags: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    fingerprint: seconds,
    counter: fc.option(fc.nat(0xffff_fffe), { nil: null }),
    numbers: fc.array(word, { maxLength: 2 }),
    people: fc.array(
      fc.record({
        role: fc.constantFrom(
          'login' as const,
          'caller' as const,
          'callee' as const,
          'name' as const,
          'other' as const,
        ),
        text: word,
      }),
      { maxLength: 3 },
    ),
    hasProblem: fc.boolean(),
  })
  .map((parts): { readonly call: HookCall; readonly direction: 0 | 1 } => {
    const { kind, direction, texts, answer } = parts;
    const [sessionId, appKey, nodeId, dialogId, status] = texts;
    const isWhole = answer !== null && parts.answeredInWhole;
    const dialog = kind.method?.dialog;
    return {
      direction,
      call: {
        id: -1,
        dialect: kind.dialect,
        methodSpec: kind.method,
        method: kind.method?.name ?? parts.name,
        hookType: kind.method === null ? null : HOOK_TYPES[kind.method.role],
        stream: parts.stream,
        seconds: parts.time[0],
        nanoseconds: parts.time[1],
        ...ORIGINS[direction],
        httpMethod: parts.httpMethod,
        httpVersion: parts.httpVersion,
        target: parts.target,
        requestFrames: parts.requestFrames,
        response: answer,
        end: isWhole ? 'answered' : 'reset',
        endFrame: isWhole ? -1 : 17,
        streamEnd: isWhole ? null : parts.streamEnd,
        endSeconds: isWhole ? answer.seconds + answer.nanoseconds / 1e9 : 12.5,
        sessionId,
        appKey,
        nodeId,
        dialog: dialog && dialogId !== null ? { kind: dialog.kind, id: dialogId } : null,
        status,
        numbers: parts.numbers,
        people: parts.people,
        cut: parts.flags[0],
        unkeyed: parts.flags[1],
        methodCut: parts.flags[2],
        clientConfig: null,
        counter: parts.counter,
        fingerprint: parts.fingerprint,
        problems: parts.hasProblem ? [{ kind: 'lost-bytes', side: 'response', offset: 3, excerpt: '' }] : [],
      },
    };
  });

describe('calls that are kept', () => {
  test('are what was read, however many there are, and are numbered in the order in which they came', () => {
    fc.assert(
      fc.property(
        fc.array(readCall, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (some, times) => {
          const store = new CallStore((_, direction) => ({ stream: 0, ...ORIGINS[direction] }));
          const read = Array.from({ length: times }, () => some).flat();
          const kept = read.map(({ call, direction }) => store.keep(call, direction));
          expect(kept.map((call) => plainCopy(call))).toEqual(read.map(({ call }, id) => ({ ...call, id })));
        },
      ),
      { numRuns: 60 },
    );
  });
});
