import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callSubject, type FilterSubject, parseFilter } from '../../src/filter/index.ts';
import { CallExchanges, PLAIN_CALLS } from '../../src/hooks/call-exchanges.ts';
import { sketchCall, sketchExpected } from '../report/sample-analysis.ts';

const call = sketchCall(
  {
    method: 'CallStatusEvent',
    at: 8.5,
    frame: 114,
    sessionId: '/192.0.2.7:52801/203.0.113.10:8443',
    dialog: { kind: 'call', id: 'call-17' },
    status: 'FINISH',
    answered: 503,
    latencyMs: 1200,
    people: [
      { role: 'caller', text: '1001' },
      { role: 'callee', text: 'sip:2001@pbx.example.org' },
    ],
  },
  0,
);
const unanswered = sketchCall({ method: 'connect', at: 1, frame: 10, answered: null }, 1);

const made = callSubject(call, [{ rule: 'answer/status', severity: 'warning' }], PLAIN_CALLS);
const silent = callSubject(unanswered, [], PLAIN_CALLS);
const missing: FilterSubject = {
  kind: 'expected',
  expected: sketchExpected('connect-status', unanswered, { verdict: 'missing' }),
};
const excused: FilterSubject = {
  kind: 'expected',
  expected: sketchExpected('connect-status', unanswered, { verdict: 'excused' }),
};

function matches(text: string, subject: FilterSubject): boolean {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.filter.matches(subject);
}

describe('filter', () => {
  it.each([
    ['method:callstatusevent', true],
    ['method:Call', false],
    ['method:Call*', true],
    ['method:*Status*', true],
    ['method:*Event*Event', false],
    ['status:FINISH', true],
    ['status:TRYING', false],
    ['session:192.0.2.7', true],
    ['call:17', true],
    ['call:18', false],
    ['http:503', true],
    ['http:>=400', true],
    ['http:<500', false],
    ['http:5xx', true],
    ['http:4xx', false],
    ['http:none', false],
    ['latency:>1', true],
    ['latency:>1.5', false],
    ['frame:114', true],
    ['frame:!=114', false],
    ['rule:answer/*', true],
    ['rule:payload/*', false],
    ['has:warning', true],
    ['has:error', false],
    ['has:answer', true],
    ['has:finding', true],
    ['missing', false],
    ['finish', true],
    ['503', true],
    ['9091', true],
    ['"203.0.113.10:8443"', true],
    ['2001', true],
    ['caller:1001', true],
    ['caller:2001', false],
    ['callee:2001', true],
    ['callee:pbx.example.org', true],
    ['login:1001', false],
    ['"sip:2001@pbx.example.org"', true],
    ['sip:2001@pbx.example.org', true],
    ['nothing', false],
    ['-nothing', true],
    ['-status:FINISH', false],
    ['method:Call* http:>=500 -has:error', true],
    ['method:Call* http:200', false],
    ['', true],
    ['   ', true],
  ])('%s on a call: %s', (text, expected) => {
    expect(matches(text, made)).toBe(expected);
  });

  it('finds calls that got no answer', () => {
    expect(matches('http:none', silent)).toBe(true);
    expect(matches('http:>=0', silent)).toBe(false);
    expect(matches('-http:200', silent)).toBe(true);
  });

  it('finds calls that took several attempts', () => {
    const again = sketchCall({ method: 'connect', at: 2, frame: 20 }, 2);
    const attempts = new Map([[again, [unanswered, again]]]);
    const callExchanges = new CallExchanges({ attempts, legs: new Map() });
    const found = [again, call].map((each) => matches('has:retry', callSubject(each, [], callExchanges)));
    expect(found).toEqual([true, false]);
    expect(matches('has:retry', silent)).toBe(false);
    expect(matches('has:retry', missing)).toBe(false);
  });

  it('finds calls that should have come, by what they would have been', () => {
    expect(matches('missing', missing)).toBe(true);
    expect(matches('"missing"', missing)).toBe(false);
    expect(matches('missing', excused)).toBe(false);
    expect(matches('excused', excused)).toBe(true);
    expect(matches('method:ConnectionStatusEvent missing', missing)).toBe(true);
    expect(matches('has:error', missing)).toBe(true);
    expect(matches('has:error', excused)).toBe(false);
    expect(matches('session:abc', missing)).toBe(true);
    expect(matches('http:none', missing)).toBe(false);
    expect(matches('rule:flow/missing-call', missing)).toBe(true);
  });

  it.each([
    ['http:abc', 0],
    ['a http:', 2],
    ['connect has:legs', 8],
    ['methd:1', 0],
    ['nonsense:', 0],
    ['a "b', 2],
    ['a -', 2],
    ['""', 0],
  ])('tells where %s cannot be understood', (text, column) => {
    const parsed = parseFilter(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.column).toBe(column);
  });

  it('names of objects are nothing but words', () => {
    expect(matches('constructor:x', missing)).toBe(false);
    expect(matches('constructor', made)).toBe(false);
    expect(parseFilter('has:__proto__').ok).toBe(false);
  });

  it('never throws, and a negated term is the opposite', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const parsed = parseFilter(text);
        if (!parsed.ok) {
          expect(parsed.column).toBeLessThanOrEqual(text.length);
          return;
        }
        for (const subject of [made, silent, missing, excused]) parsed.filter.matches(subject);
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('finish', 'status:FINISH', 'http:>=400', 'missing', 'has:error'),
        (term) => {
          for (const subject of [made, silent, missing, excused]) {
            expect(matches(`-${term}`, subject)).toBe(!matches(term, subject));
          }
        },
      ),
    );
  });
});
