import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, analyse, type Moment } from '../../src/engine/index.ts';
import { EVERYTHING, parseFilter } from '../../src/filter/index.ts';
import { type Selection, select } from '../../src/filter/select.ts';
import { analysisOptions } from '../engine/options.ts';
import {
  BEGINS,
  sketchAnalysis,
  sketchCall,
  sketchExpected,
  sketchFinding,
} from '../report/sample-analysis.ts';

/** Ids are not positions: most calls of the reading were forgotten, and the answer to the last one is waited for. */
const connect = sketchCall({ method: 'connect', at: 1, frame: 10, sessionId: 'one' }, 4100);
const again = sketchCall({ method: 'connect', at: 2, frame: 20, sessionId: 'other' }, 70);
const status = sketchCall(
  { method: 'ConnectionStatusEvent', at: 3, frame: 30, sessionId: 'one', status: 'ESTABLISHED' },
  9_000_000,
);
const waiting = sketchCall({ method: 'call', at: 4, frame: 40, sessionId: 'other', answered: null }, -1);
/** An attempt that failed before `again`. */
const earlier = sketchCall({ method: 'connect', at: 1.5, frame: 15, sessionId: 'other', answered: null }, 69);
const calls = [connect, again, status, waiting];
const whole: Analysis = {
  ...sketchAnalysis({
    calls,
    parts: { attempts: new Map([[again, [earlier, again]]]) },
    expectations: [
      sketchExpected('connect-status', connect, { verdict: 'met', metBy: status }),
      sketchExpected('connect-status', again, { verdict: 'missing' }),
    ],
    findings: [
      sketchFinding(again, {
        rule: 'flow/missing-call',
        message: 'missing',
        method: 'ConnectionStatusEvent',
      }),
      sketchFinding(status, { rule: 'answer/status', message: 'odd', severity: 'warning' }),
      sketchFinding(null, { rule: 'transport/refused', message: 'refused' }),
    ],
  }),
  hiddenCalls: 3,
};

function filtered(text: string): Selection {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return { ...EVERYTHING, filter: parsed.filter };
}
const since = (seconds: number): Moment => ({ since: 'first-frame', seconds });

describe('a part of an analysis', () => {
  it('is the analysis itself where everything is asked for', () => {
    expect(select(whole, EVERYTHING)).toBe(whole);
  });

  it('has positions of its own: of its calls from 0, of the others none', () => {
    const part = select(whole, { ...EVERYTHING, session: 'other' });
    expect(part.calls).toEqual([again, waiting]);
    expect(calls.map((call) => part.positions.of(call))).toEqual([-1, 0, -1, 1]);
    expect([...part.sessions].map((session) => [session.id, session.calls])).toEqual([['other', [0, 1]]]);
    expect(calls.map((call) => whole.positions.of(call))).toEqual([0, 1, 2, 3]);
  });

  it('adds the calls that it leaves out to those that were left out before', () => {
    const part = select(whole, { ...EVERYTHING, session: 'other' });
    expect(part.hiddenCalls).toBe(3 + 2);
    const less = select(part, filtered('method:connect'));
    expect(less.calls).toEqual([again]);
    expect(less.hiddenCalls).toBe(3 + 2 + 1);
    expect(less.positions.of(again)).toBe(0);
    expect(select(less, filtered('frame:>0')).hiddenCalls).toBe(3 + 2 + 1);
  });

  it('has an expectation that was met by a call it leaves out, and does not point at that call', () => {
    const part = select(whole, filtered('method:connect'));
    expect(part.calls).toEqual([connect, again]);
    expect([...part.expectations].map(({ verdict, metBy }) => [verdict, metBy])).toEqual([['met', null]]);
    expect(part.summary.expectations).toMatchObject({ met: 1, missing: 0 });
    expect(whole.expectations.at(0)?.metBy).toBe(status);
    const both = select(whole, { ...EVERYTHING, session: 'one' });
    expect([...both.expectations].map(({ metBy }) => metBy)).toEqual([status]);
  });

  it('keeps the attempts of its calls, which are none of its calls', () => {
    const part = select(whole, { ...EVERYTHING, session: 'other' });
    expect(part.callExchanges.attemptsOf(again)).toEqual([earlier, again]);
    expect(part.positions.of(earlier)).toBe(-1);
    expect(select(whole, filtered('has:retry')).calls).toEqual([again]);
  });

  it('keeps the findings about its calls, and those about none, under their numbers', () => {
    const part = select(whole, { ...EVERYTHING, session: 'one' });
    expect(part.findings.map(({ rule }) => rule)).toEqual(['answer/status', 'transport/refused']);
    expect(part.findings.map((finding) => part.findingNumbers.get(finding))).toEqual([2, 3]);
    expect(part.summary.findings).toEqual({ error: 1, warning: 1, note: 0 });
    expect(part.summary.calls).toBe(2);
  });

  it.each<[string, Partial<Selection>, readonly number[]]>([
    ['from a moment after the first frame, that moment included', { from: since(2) }, [20, 30, 40]],
    ['up to one, that moment included', { to: since(2) }, [10, 20]],
    [
      'from and up to moments since 1970',
      { from: { since: '1970', seconds: BEGINS + 1.5 }, to: since(3) },
      [20, 30],
    ],
    ['in a span and a session', { from: since(2), session: 'one' }, [30]],
  ])('has the calls %s', (_, selection, frames) => {
    const part = select(whole, { ...EVERYTHING, ...selection });
    expect(part.calls.map(({ requestFrames }) => requestFrames[0])).toEqual(frames);
    expect(part.calls.map((call) => part.positions.of(call))).toEqual(frames.map((_frame, index) => index));
  });

  it('is an error where it has no calls, which tells how many there are', () => {
    const part = select(whole, { ...EVERYTHING, session: 'nobody' });
    expect(part.calls).toEqual([]);
    expect(part.sessions.length).toBe(0);
    expect(part.findings[0]).toMatchObject({ rule: 'capture/no-rest-traffic', severity: 'error' });
    expect(part.findings[0].message).toContain('4');
    expect(part.hiddenCalls).toBe(3 + 4);
  });
});

describe('a part of a capture that was read', () => {
  let log: Analysis;
  beforeAll(async () => {
    const path = fileURLToPath(new URL('../../samples/log.pcap', import.meta.url));
    const result = await analyse([path], analysisOptions());
    if (!result.ok) throw new Error(result.errors[0]?.message);
    log = result.analysis;
  });

  it('keeps all else of an expectation whose call it leaves out', () => {
    const part = select(log, filtered('method:connect'));
    expect(part.expectations.length).toBeGreaterThan(0);
    for (const expected of part.expectations) {
      const original = [...log.expectations].find(
        ({ trigger, expectation }) => trigger === expected.trigger && expectation === expected.expectation,
      );
      expect(expected.metBy).toBeNull();
      expect(original?.metBy).not.toBeNull();
      const { method, key, windowSeconds, deadline, verdict, cause, reason } = expected;
      expect(original).toMatchObject({ method, key, windowSeconds, deadline, verdict, cause, reason });
    }
  });

  it('has exchanges of its calls under their ids', () => {
    const part = select(log, filtered('method:connect'));
    for (const call of part.calls) {
      const { request } = part.exchanges.get(call.id) ?? { request: null };
      expect([request?.firstFrame, request?.lastFrame]).toEqual(call.requestFrames);
    }
  });
});
