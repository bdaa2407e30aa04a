import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime, offsetOf } from '../../src/base/time.ts';
import type { ExpectationResult } from '../../src/checks/index.ts';
import { HOOK_TYPES } from '../../src/dialects/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { type HookCall, isAccepted, type Leg, type Session } from '../../src/hooks/index.ts';
import { Masker, viewPayload } from '../../src/privacy/index.ts';
import { stringifyJson } from '../../src/report/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { renderNdjson } from '../../src/report/ndjson/report.ts';
import { hostileText } from './hostile-text.ts';
import { type SketchedCall, sketchAnalysis, sketchCall, sketchExpected } from './sample-analysis.ts';
import { textOf } from './text-of.ts';

// Records are written as text. What they must equal is said here once more, as plain objects.

function positionIn({ calls }: Analysis, call: HookCall): number {
  return calls.indexOf(call);
}

function callRecord(call: HookCall, analysis: Analysis, masker: Masker): Record<string, unknown> {
  const { response, dialog } = call;
  const view = viewPayload(call, analysis.exchanges.get(call.id), 'request', masker);
  const attempts = analysis.callExchanges.attemptsOf(call);
  const legs = analysis.callExchanges.legsOf(call);
  return {
    index: positionIn(analysis, call),
    method: masker.text(call.method),
    type: call.hookType,
    stream: call.stream,
    offset: offsetOf(analysis.firstTime, call),
    time: isoTime(call, 6),
    client: call.client,
    server: call.server,
    target: masker.target(call.target),
    httpVersion: call.httpVersion,
    frames: { request: call.requestFrames, answer: response?.frames ?? null },
    sessionId: masker.id(call.sessionId),
    appKey: masker.id(call.appKey),
    nodeId: masker.id(call.nodeId),
    dialog: dialog === null ? null : { kind: dialog.kind, id: masker.text(dialog.id) },
    status: masker.id(call.status),
    answer:
      response === null
        ? null
        : { status: response.status, latencyMs: Math.round(response.latencySeconds * 1e6) / 1e3 },
    end: call.end,
    cut: call.cut,
    retryOf: null,
    ...(attempts.length > 1 && {
      attempts: attempts.map((attempt) => attemptRecord(attempt, analysis)),
      acceptedBy: acceptedAmong(attempts),
    }),
    ...(legs.length > 0 && { legs: legs.map(legRecord) }),
    payload: view.kind === 'json' ? view.value : null,
    ...(view.kind === 'text' ? { payloadText: view.text } : {}),
  };
}

function attemptRecord(attempt: HookCall, analysis: Analysis): object {
  return {
    stream: attempt.stream,
    frames: attempt.requestFrames,
    offset: offsetOf(analysis.firstTime, attempt),
    answer: statusOf(attempt),
    end: attempt.end,
  };
}

function acceptedAmong(attempts: readonly HookCall[]): number | null {
  const accepted = attempts.findIndex(isAccepted);
  return accepted < 0 ? null : accepted;
}

function legRecord({ exchange, kind }: Leg): object {
  const { stream, client, server } = exchange;
  return { stream, client, server, kind, answer: statusOf(exchange) };
}

function statusOf({ response }: HookCall): object | null {
  return response === null ? null : { status: response.status };
}

function expectationRecord(expected: ExpectationResult, analysis: Analysis, masker: Masker): object {
  const { metBy } = expected;
  return {
    trigger: positionIn(analysis, expected.trigger),
    method: expected.method,
    key: masker.text(expected.key),
    window: expected.windowSeconds,
    verdict: expected.verdict,
    metBy: metBy === null ? null : positionIn(analysis, metBy),
    reason: masker.id(expected.reason),
    cause: expected.cause,
    expectation: expected.expectation.id,
  };
}

function sessionRecord(session: Session, masker: Masker): object {
  return {
    id: masker.id(session.id),
    appKey: masker.id(session.appKey),
    calls: session.calls,
    dialogs: session.dialogs.map(({ kind, id, calls }) => ({ kind, id: masker.text(id), calls })),
  };
}

/** What may have met it, what it may have repeated, and what may have carried it on. */
const earlier = sketchCall({ method: 'connect', at: 0.5, frame: 1 }, 0);
const attempt = sketchCall({ method: 'connect', at: 0.75, frame: 1, answered: null, end: 'reset' }, 2);
const leg: Leg = {
  exchange: { ...sketchCall({ method: 'connect', at: 1, frame: 2 }, 3), server: '"\n:1' },
  kind: 'relayed',
};

/** Secrets in some forms among what is hostile. */
const text = fc.oneof(
  hostileText,
  fc
    .tuple(hostileText, fc.constantFrom('?password=', '/sip:a:', '"token":"'), hostileText)
    .map((parts) => parts.join('')),
);
const orNull = fc.option(text, { nil: null });
const frames = fc.tuple(fc.nat(), fc.nat());
const nanoseconds = fc.integer({ min: 0, max: 999_999_999 });

const call: fc.Arbitrary<SketchedCall> = fc
  .record({
    texts: fc.record({ method: text, client: text, server: text, target: text }),
    ids: fc.record({ sessionId: orNull, appKey: orNull, nodeId: orNull, status: orNull }),
    dialog: fc.option(fc.record({ kind: text, id: text }), { nil: null }),
    rest: fc.record({ nanoseconds, stream: fc.nat(), cut: fc.boolean(), requestFrames: frames }),
    answer: fc.option(
      fc.record({
        status: fc.nat(999),
        bodyFailure: fc.constant(null),
        frames,
        latencySeconds: fc.double({ min: 0, max: 1e6 }),
        aheadSeconds: fc.constant(0),
      }),
      { nil: null },
    ),
    hookType: fc.constantFrom(...new Set(Object.values(HOOK_TYPES)), null),
    body: fc.option(
      fc.oneof(
        text,
        fc.jsonValue().map((value) => JSON.stringify(value)),
      ),
      { nil: undefined },
    ),
  })
  .map(({ texts, ids, dialog, rest, answer, hookType, body }) => {
    const base = sketchCall(
      { method: 'connect', at: 1, frame: 1, ...(body === undefined ? {} : { body }) },
      1,
    );
    const answered = answer === null ? null : { reason: '', seconds: 0, nanoseconds: 0, ...answer };
    return {
      ...base,
      ...texts,
      ...ids,
      ...rest,
      dialog,
      hookType,
      response: answered,
    };
  });

function linesOf(render: typeof renderJson, analysis: Analysis, masker: Masker): readonly string[] {
  const options = {
    masker,
    version: '0',
    payloads: true,
    color: false,
    columns: 80,
    everything: false,
    verdictOnly: false,
  };
  return textOf(render(analysis, options)).split('\n');
}

describe('records that are written as text', () => {
  it('are those that JSON.stringify would write, whatever stands in them', () => {
    fc.assert(
      fc.property(
        call,
        text,
        orNull,
        fc.boolean(),
        fc.boolean(),
        (one, key, reason, isRepeat, showSecrets) => {
          const metBy = isRepeat ? earlier : null;
          const expected = sketchExpected('connect-status', one, { verdict: 'missing', key, reason, metBy });
          const analysis = sketchAnalysis({
            calls: [earlier, one],
            parts: isRepeat
              ? { attempts: new Map([[one, [attempt, one]]]), legs: new Map([[one, [leg]]]) }
              : {},
            expectations: [expected],
          });
          const session = [...analysis.sessions].find(({ calls }) => calls.includes(1));
          if (session === undefined) throw new Error('there is no session');

          const masker = new Masker({ showSecrets });
          const lines = linesOf(renderJson, analysis, masker);
          const { type, ...members } = callRecord(one, analysis, masker);
          const expectation = expectationRecord(expected, analysis, masker);
          expect(lines).toContain(`    ${stringifyJson(callRecord(one, analysis, masker))}`);
          expect(lines).toContain(`    ${stringifyJson(expectation)}`);
          expect(lines).toContain(`    ${stringifyJson(sessionRecord(session, masker))}`);

          const ndjson = linesOf(renderNdjson, analysis, masker);
          expect(ndjson).toContain(stringifyJson({ type: 'call', ...members, hookType: type }));
          expect(ndjson).toContain(stringifyJson({ type: 'expectation', ...expectation }));
        },
      ),
    );
  });

  it('have null for a number that is none', () => {
    const base = sketchCall({ method: 'connect', at: 1, frame: 1, latencyMs: Number.NaN }, 0);
    const lines = linesOf(renderJson, sketchAnalysis({ calls: [base] }), new Masker({ showSecrets: false }));
    expect(lines.find((line) => line.includes('"latencyMs"'))).toContain('"latencyMs":null}');
  });
});
