import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { redact } from '../../src/filter/redact.ts';
import { EVERYTHING, select } from '../../src/filter/select.ts';
import { Masker } from '../../src/privacy/index.ts';
import { told } from '../engine/told.ts';
import { sketchAnalysis, sketchCall, sketchExpected, sketchFinding } from '../report/sample-analysis.ts';

const ONE = '/192.0.2.77:5000/203.0.113.10:8443';
const OTHER = '/192.0.2.78:5000/203.0.113.10:8443';
const dialog = { kind: 'call', id: 'sip:alice@192.0.2.77' };
const body = '{"callId":"1"}';
/** What nobody is to be known by. */
const ADDRESS = /192\.0\.2\.|203\.0\.113\.|127\.0\.0\.1/;

/** A call of another session, one that took two attempts, and a status that met what it let expect; ids are not positions. */
const other = sketchCall({ method: 'call', at: 1, frame: 10, sessionId: ONE, dialog, answered: null }, 500);
const failed = sketchCall(
  { method: 'call', at: 1.5, frame: 15, sessionId: OTHER, dialog, answered: null },
  6,
);
const leg = {
  ...sketchCall({ method: 'call', at: 2, frame: 21, sessionId: OTHER, dialog }, 8),
  server: '192.0.2.9:80',
};
const again = sketchCall({ method: 'call', at: 2, frame: 20, sessionId: OTHER, dialog, body }, 7);
const status = sketchCall(
  { method: 'CallStatusEvent', at: 3, frame: 30, sessionId: OTHER, dialog, status: 'TRYING', body },
  81_000,
);
const whole = sketchAnalysis({
  calls: [other, again, status],
  parts: {
    attempts: new Map([[again, [failed, again]]]),
    legs: new Map([[again, [{ exchange: leg, kind: 'relayed' }]]]),
  },
  expectations: [sketchExpected('call-status', again, { verdict: 'met', metBy: status, key: dialog.id })],
  findings: [sketchFinding(other, { rule: 'answer/none', message: `nobody answered ${ONE}` })],
});
const masker = () => new Masker({ showSecrets: false, redact: 'personal' });

/** What an analysis tells of persons. */
function textsOf({ calls, callExchanges, sessions, expectations, findings }: Analysis): string {
  const exchanges = calls.flatMap((call) => [
    ...callExchanges.attemptsOf(call),
    ...callExchanges.legsOf(call).map(({ exchange }) => exchange),
  ]);
  return JSON.stringify([
    exchanges.map(({ client, server, target, sessionId, dialog }) => [
      client,
      server,
      target,
      sessionId,
      dialog,
    ]),
    sessions,
    [...expectations].map(({ key, trigger }) => [key, trigger.sessionId]),
    findings.map(({ message, sessionId, dialog, call }) => [message, sessionId, dialog, call?.client]),
  ]);
}

describe('a redacted analysis', () => {
  it('is the analysis itself where nothing is to be redacted', () => {
    expect(redact(whole, new Masker({ showSecrets: false }))).toBe(whole);
  });

  it('names nobody in its calls, and leaves the analysis as it was', () => {
    const before = told(whole);
    expect(textsOf(whole)).toMatch(ADDRESS);
    expect(textsOf(redact(whole, masker()))).not.toMatch(ADDRESS);
    expect(told(whole)).toBe(before);
  });

  it('has its calls under the same ids and at the same positions', () => {
    const { calls, positions, sessions } = redact(whole, masker());
    expect(calls.map(({ id }) => id)).toEqual([500, 7, 81_000]);
    expect(calls.map((call) => positions.of(call))).toEqual([0, 1, 2]);
    expect(whole.calls.map((call) => positions.of(call))).toEqual([0, 1, 2]);
    expect([...sessions].map((session) => session.calls)).toEqual([[0], [1, 2]]);
  });

  it('has the exchanges of its calls', () => {
    const { calls, exchanges } = redact(whole, masker());
    expect(exchanges.get(calls[0].id)).toBeUndefined();
    for (const position of [1, 2]) {
      const exchange = exchanges.get(calls[position].id);
      expect(exchange).toBe(whole.exchanges.get(whole.calls[position].id));
      expect(exchange?.request?.firstFrame).toBe(calls[position].requestFrames[0]);
    }
  });

  it('has attempts, legs, triggers, and calls of findings that are its own calls', () => {
    const { calls, callExchanges, expectations, findings } = redact(whole, masker());
    expect(callExchanges.attemptsOf(calls[1]).map(({ id }) => id)).toEqual([6, 7]);
    expect(callExchanges.attemptsOf(calls[1])[1]).toBe(calls[1]);
    expect(callExchanges.legsOf(calls[1]).map(({ exchange, kind }) => [exchange.id, kind])).toEqual([
      [8, 'relayed'],
    ]);
    expect(callExchanges.attemptsOf(calls[2])).toEqual([calls[2]]);
    expect([6, 7, 8].map((id) => callExchanges.isFolded(id))).toEqual([true, false, true]);
    expect(expectations.at(0)?.trigger).toBe(calls[1]);
    expect(expectations.at(0)?.metBy).toBe(calls[2]);
    expect(findings[0].call).toBe(calls[0]);
    expect(whole.callExchanges.attemptsOf(again)[0]).toBe(failed);
    expect(whole.callExchanges.legsOf(again)[0]?.exchange).toBe(leg);
  });

  it('has the redacted attempts also of a part that was selected before', () => {
    const part = select(whole, { ...EVERYTHING, session: OTHER });
    const { calls, positions, callExchanges } = redact(part, masker());
    const earlier = callExchanges.firstAttempt(calls[0]);
    expect(earlier).toMatchObject({ id: 6, method: 'call', requestFrames: [15, 15] });
    expect(earlier.sessionId).not.toBe(OTHER);
    expect(positions.of(earlier)).toBe(-1);
    expect(calls.map((call) => positions.of(call))).toEqual([0, 1]);
  });

  it('has the numbers of its findings', () => {
    const { findings, findingNumbers } = redact(whole, masker());
    expect(findings.map((finding) => findingNumbers.get(finding))).toEqual([1]);
  });
});
