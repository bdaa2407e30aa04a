import { describe, expect, test } from 'vitest';
import { type Acceptance, acceptedBody, type Dialect } from '../../src/dialects/index.ts';
import { failureOf, type ReadCall } from '../../src/hooks/index.ts';
import { type AnswerParts, findingsOf, read, theOnly } from './exchange-builder.ts';
import {
  ALLOWED,
  ANY_JSON,
  ANY_SUCCESS,
  CODE_ZERO,
  FIRST_DIGIT,
  serverWith,
  ZERO_OR_CODE,
} from './refusing-dialects.ts';

const STRICT = serverWith({ server: 'SRS-like', acceptance: ZERO_OR_CODE });

function ask(dialect: Dialect, answer: AnswerParts | null, method = 'ask'): ReadCall {
  return read({ target: `/hooks/${method}`, payload: { visit: 'v' }, answer }, [dialect]);
}

/** What becomes of an answer: `accepted`, or the kind of failure with what is told of it. */
function told(acceptance: Acceptance, status: number, payload: unknown): string {
  const call = ask(serverWith({ server: 'SRS-like', acceptance }), { status, payload });
  const failure = failureOf(call.call);
  if (failure === null) return 'accepted';
  const finding = theOnly(failure.kind === 'body' || isInBody(call) ? 'answer/body' : 'answer/status', [
    call,
  ]);
  return `${failure.kind} ${finding.severity}: ${finding.message}`;
}

function isInBody({ call }: ReadCall): boolean {
  return call.response?.bodyFailure === 'refusal';
}

const FAULT = (status: number, clause: string): string =>
  `body error: ask was answered ${status} OK: ${clause}; SRS-like takes that for a refusal.`;

describe('answers, and what is made of them', () => {
  test.each<[number, unknown, string]>([
    [200, '0', 'accepted'],
    [201, ' 0\r\n', 'accepted'],
    [200, '{"code": 0}', 'accepted'],
    [200, '{"code":0,"data":{"urls":[]}}', 'accepted'],
    [200, '', FAULT(200, 'the body is empty, 0 or a JSON object with an integer 0 as code is expected')],
    [200, '{}', FAULT(200, 'there is no member code, an integer 0 is expected')],
    [
      200,
      '"ok"',
      FAULT(
        200,
        'the body is the JSON string "ok", 0 or a JSON object with an integer 0 as code is expected',
      ),
    ],
    [
      200,
      'ok',
      FAULT(
        200,
        'the body is the text "ok", which is no JSON, 0 or a JSON object with an integer 0 as code is expected',
      ),
    ],
    [200, '{"code":"0"}', FAULT(200, 'code is the string "0", an integer 0 is expected')],
    [200, '{"code":null}', FAULT(200, 'code is null, an integer 0 is expected')],
    [200, '{"code":false}', FAULT(200, 'code is false, an integer 0 is expected')],
    [200, '{"code":[0]}', FAULT(200, 'code is an array, an integer 0 is expected')],
    [
      200,
      '[0]',
      FAULT(200, 'the body is a JSON array, 0 or a JSON object with an integer 0 as code is expected'),
    ],
    [
      200,
      '1',
      FAULT(200, 'the body is the JSON number 1, 0 or a JSON object with an integer 0 as code is expected'),
    ],
    [200, 'null', FAULT(200, 'the body is null, 0 or a JSON object with an integer 0 as code is expected')],
    [
      200,
      '{"code":0',
      FAULT(
        200,
        'the body is not JSON (close brace expected at character 9), 0 or a JSON object with an integer 0 as code is expected',
      ),
    ],
    [200, '{"code":1}', 'refusal warning: ask was answered 200 OK, and the body refuses: code is 1.'],
    [
      204,
      '',
      'status error: ask was answered 204 OK: only 200 or 201 with the body 0 or code = 0 counts as accepted.',
    ],
    [500, '0', 'status error: ask was answered 500 OK: the backend failed at it.'],
  ])('0 or code 0: %s %j', (status, payload, expected) => {
    expect(told(ZERO_OR_CODE, status, payload)).toBe(expected);
  });

  test.each<[Acceptance, number, unknown, RegExp]>([
    [CODE_ZERO, 200, '{"code":0}', /^accepted$/],
    [
      CODE_ZERO,
      200,
      '0',
      /^body error: .*: the body is the JSON number 0, a JSON object with an integer 0 as code is expected/,
    ],
    [CODE_ZERO, 201, '{"code":0}', /^status error/],
    [ALLOWED, 200, '{"allowed":true,"lifetime":0}', /^accepted$/],
    [ALLOWED, 200, '{"allowed":false,"reason":"x"}', /^refusal warning: .*: allowed is false\.$/],
    [ALLOWED, 200, '{"allowed":"true"}', /^body error: .*allowed is the string "true", true is expected/],
    [ALLOWED, 200, '{"allow":true}', /^body error: .*there is no member allowed, true is expected/],
    [ANY_JSON, 200, '{}', /^accepted$/],
    [ANY_JSON, 200, 'true', /^accepted$/],
    [ANY_JSON, 200, '', /^body error: .*the body is empty, JSON is expected/],
    [
      ANY_JSON,
      200,
      '<html><body>x</body></html>',
      /^body error: .*the body is an HTML page, not JSON, JSON is expected/,
    ],
    [ANY_SUCCESS, 204, '', /^accepted$/],
    [ANY_SUCCESS, 404, '', /^status error/],
    [FIRST_DIGIT, 302, '', /^accepted$/],
    [FIRST_DIGIT, 403, '', /^refusal warning/],
    [FIRST_DIGIT, 500, '', /^status error/],
  ])('%j: %s %j', (acceptance, status, payload, expected) => {
    expect(told(acceptance, status, payload)).toMatch(expected);
  });

  test('the body of a backend that consents is accepted, whatever the rule', () => {
    for (const { statuses, body } of [ZERO_OR_CODE, CODE_ZERO, ALLOWED, ANY_JSON, ANY_SUCCESS]) {
      expect(told({ statuses, body }, 200, acceptedBody(body) ?? '')).toBe('accepted');
    }
  });

  test('nothing is made of a body that the capture has not whole, or that is in an unknown coding', () => {
    for (const body of [{ complete: false, cut: 3 }, { decoded: false }]) {
      expect(findingsOf([ask(STRICT, { payload: '{"code":1', body })]).map(({ rule }) => rule)).toEqual([]);
    }
  });
});

describe('a refusal on purpose', () => {
  const refusal = { payload: '{"code":1,"msg":"no such room","token":"0f3c9a7be2"}' };

  test('is told with the words of the answer', () => {
    const finding = theOnly('answer/body', [ask(STRICT, refusal)]);
    expect(finding.evidence).toContain('msg: "no such room"');
    expect(JSON.stringify(finding)).not.toContain('0f3c9a7be2');
  });
  test('of an event is a note where the server goes on', () => {
    const row = { role: 'event', policy: 'any', outcome: 'continues', source: 'CUSTOM' } as const;
    const dialect = serverWith({
      acceptance: ZERO_OR_CODE,
      errorMatrix: [{ ...row, description: 'The gate writes a warning.' }],
    });
    const finding = theOnly('answer/body', [ask(dialect, refusal, 'tell')]);
    expect([finding.severity, finding.consequence]).toEqual(['note', 'The gate writes a warning.']);
    const fault = theOnly('answer/body', [ask(dialect, { payload: '' }, 'tell')]);
    expect([fault.severity, fault.message]).toEqual([
      'warning',
      expect.stringContaining('; the gate takes that for a failure.'),
    ]);
  });
});

describe('what a method says of itself', () => {
  test('goes before what the dialect says', () => {
    const dialect = serverWith({ acceptance: ANY_SUCCESS, methods: { acceptance: ALLOWED } });
    expect(failureOf(ask(dialect, { payload: '{}' }).call)).toEqual({ kind: 'body', status: 200 });
    const usual = serverWith({ acceptance: ALLOWED, methods: { acceptance: ANY_SUCCESS } });
    expect(failureOf(ask(usual, { payload: '{}' }).call)).toBeNull();
  });
});

describe('what follows a failure', () => {
  const row = { role: 'event', policy: 'any', source: 'CUSTOM' } as const;
  const errorMatrix = [
    { ...row, outcome: 'repeats', description: 'It is sent again.' },
    {
      ...row,
      statuses: [
        { from: 300, to: 428 },
        { from: 430, to: 499 },
      ],
      outcome: 'loses',
      description: 'The event counts as delivered: it is lost, and nothing is sent again.',
    },
  ] as const;
  const dialect = serverWith({ acceptance: ANY_SUCCESS, errorMatrix });

  test.each([
    [404, 'The event counts as delivered: it is lost, and nothing is sent again.'],
    [429, 'It is sent again.'],
    [503, 'It is sent again.'],
  ])('is chosen by the status: %s', (status, consequence) => {
    const finding = theOnly('answer/status', [ask(dialect, { status, payload: '' }, 'tell')]);
    expect([finding.severity, finding.consequence]).toEqual(['error', consequence]);
  });
});
