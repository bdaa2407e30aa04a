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

/** A call that failed, its repetition, and a status that met what the repetition let expect; ids are not positions. */
const failed = sketchCall({ method: 'call', at: 1, frame: 10, sessionId: ONE, dialog, answered: null }, 500);
const again = sketchCall({ method: 'call', at: 2, frame: 20, sessionId: OTHER, dialog, body }, 7);
const status = sketchCall(
  { method: 'CallStatusEvent', at: 3, frame: 30, sessionId: OTHER, dialog, status: 'TRYING', body },
  81_000,
);
const whole = sketchAnalysis({
  calls: [failed, again, status],
  repeats: [[failed, again]],
  expectations: [sketchExpected('call-status', again, { verdict: 'met', metBy: status, key: dialog.id })],
  findings: [sketchFinding(failed, { rule: 'answer/none', message: `nobody answered ${ONE}` })],
});
const masker = () => new Masker({ showSecrets: false, redact: 'personal' });

/** What an analysis tells of persons. */
function textsOf({ calls, sessions, expectations, findings }: Analysis): string {
  return JSON.stringify([
    calls.map(({ client, server, target, sessionId, dialog }) => [client, server, target, sessionId, dialog]),
    sessions,
    expectations.map(({ key, trigger }) => [key, trigger.sessionId]),
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
    expect(sessions.map((session) => session.calls)).toEqual([[0], [1, 2]]);
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

  it('has links, triggers, and calls of findings that are its own calls', () => {
    const { calls, retries, expectations, findings } = redact(whole, masker());
    expect(retries.retryOf(calls[1])).toBe(calls[0]);
    expect(retries.retriedBy(calls[0])).toBe(calls[1]);
    expect(retries.firstAttempt(calls[1])).toBe(calls[0]);
    expect(retries.retryOf(calls[2])).toBeNull();
    expect(expectations[0].trigger).toBe(calls[1]);
    expect(expectations[0].metBy).toBe(calls[2]);
    expect(findings[0].call).toBe(calls[0]);
    expect(whole.retries.retryOf(whole.calls[1])).toBe(whole.calls[0]);
  });

  it('has links to redacted calls also where the selection left the call out', () => {
    const part = select(whole, { ...EVERYTHING, session: OTHER });
    const { calls, positions, retries } = redact(part, masker());
    const earlier = retries.retryOf(calls[0]);
    expect(earlier).toMatchObject({ id: 500, method: 'call', requestFrames: [10, 10] });
    expect(earlier?.sessionId).not.toBe(ONE);
    expect(earlier && positions.of(earlier)).toBe(-1);
    expect(calls.map((call) => positions.of(call))).toEqual([0, 1]);
  });

  it('has the numbers of its findings', () => {
    const { findings, findingNumbers } = redact(whole, masker());
    expect(findings.map((finding) => findingNumbers.get(finding))).toEqual([1]);
  });
});
