import { describe, expect, test } from 'vitest';
import { flowLateCall } from '../../src/checks/rules/flow-late-call.ts';
import type { EvidenceInput } from '../../src/checks/verdicts/evidence.ts';
import { CallExchanges } from '../../src/hooks/call-exchanges.ts';
import type { ReadCall } from '../../src/hooks/index.ts';
import { gap, START, story, theFinding, troubleOf, verdictsOn } from './call-builder.ts';
import { CONTEXT, hook } from './exchange-builder.ts';

const at = (seconds: number, method: string, payload: object = {}): ReadCall =>
  hook(method, payload, { at: START + seconds });
const status = (seconds: number, word: string): ReadCall =>
  at(seconds, 'ConnectionStatusEvent', { status: word });
/** The answer says that nothing is configured, so that all defaults hold. */
const connect = (seconds: number): ReadCall => at(seconds, 'connect');

/** What became of the status that each `connect` lets expect, within 10 s. */
function verdicts(reads: readonly ReadCall[], changes: Partial<EvidenceInput> = {}): readonly string[] {
  return verdictsOn(reads, changes)
    .filter(({ expectation }) => expectation.id === 'connect-status')
    .map(({ verdict, cause }) => (cause === null ? verdict : `${verdict}: ${cause}`));
}

describe('a call that comes after its window', () => {
  test('is late', () => {
    const reads = [connect(0), status(14, 'ESTABLISHED')];
    expect(verdicts(reads)).toEqual(['late: came-late']);
    const expectations = verdictsOn(reads);
    const finding = theFinding(flowLateCall, { calls: reads.map(({ call }) => call), expectations });
    expect(finding).toMatchObject({ severity: 'warning', method: 'ConnectionStatusEvent', frames: [10, 10] });
    expect(finding.message).toBe(
      'ConnectionStatusEvent ESTABLISHED (frame 10) came 14 s after connect (frame 10). It was due within 10 s: it is 4 s late.',
    );
  });
  test('is not it where another call of the same kind came before it', () => {
    expect(verdicts([connect(0), connect(13), status(14, 'ESTABLISHED')])[0]).toBe('missing: none-came');
  });
  test('is not asked for where the session ended meanwhile, or bytes were lost', () => {
    const over = [
      connect(0),
      status(14, 'ESTABLISHED'),
      at(5, 'ConnectionStatusEvent', { status: 'DISCONNECTED' }),
    ];
    expect(verdicts(over)).not.toContain('late: came-late');
    const lost = gap({ sinceSeconds: START + 3, seconds: START + 4 });
    const connections = [story({ anomalies: troubleOf(lost) })];
    expect(verdicts([connect(0), status(14, 'ESTABLISHED')], { connections })).toEqual([
      'inconclusive: lost-packets',
    ]);
  });
  test('is in time where its first attempt was', () => {
    const [first, last] = [status(9, 'ESTABLISHED'), status(12, 'ESTABLISHED')];
    const attempts = new Map([[last.call, [first.call, last.call]]]);
    const callExchanges = new CallExchanges({ attempts, legs: new Map() });
    const reads = [connect(0), last];
    expect(verdicts(reads)).toEqual(['late: came-late']);
    expect(verdicts(reads, { callExchanges })).toEqual(['met']);
  });
});

describe('a call that opens nothing', () => {
  test('is an attempt or a leg: what follows, follows the call', () => {
    const [first, last] = [connect(0), connect(1)];
    const attempts = new Map([[last.call, [first.call, last.call]]]);
    const callExchanges = new CallExchanges({ attempts, legs: new Map() });
    const all = verdictsOn([first, last, status(2, 'ESTABLISHED')], { callExchanges });
    expect(
      all.filter(({ expectation }) => expectation.id === 'connect-status').map(({ trigger }) => trigger),
    ).toEqual([last.call]);
  });
});

describe('the clock', () => {
  const step = (before: number, after: number) => ({
    frame: 50,
    before: START + before,
    after: START + after,
    counted: after < before ? null : 0,
  });
  test('set back within the window: the capture cannot tell', () => {
    expect(verdicts([connect(0)], { clockSteps: [step(5, -55)] })).toEqual(['inconclusive: clock-stepped']);
  });
  test('leapt within the window: the capture cannot tell', () => {
    expect(verdicts([connect(0)], { clockSteps: [step(5, 3605)] })).toEqual(['inconclusive: clock-stepped']);
    expect(verdicts([connect(0)], { clockSteps: [step(500, 600)] })).toEqual(['missing: none-came']);
  });
  test('set back elsewhere changes nothing', () => {
    expect(verdicts([connect(0)], { clockSteps: [step(-500, -600)] })).toEqual(['missing: none-came']);
    expect(verdicts([connect(0)], { clockSteps: [step(500, 400)] })).toEqual(['missing: none-came']);
  });
});

describe('a refused call', () => {
  const refused = (answer: { readonly status: number } | null) =>
    hook(
      'publishStream',
      { mediaSessionId: 'm', name: 's' },
      { at: START, answer: answer && { ...answer, payload: CONTEXT } },
    );
  const told = (reads: readonly ReadCall[]): readonly (string | null)[] =>
    verdictsOn(reads)
      .filter(({ trigger }) => trigger.method === 'publishStream')
      .map(({ cause }) => cause);
  test('leads to what was configured, where the answer to connect is in the capture', () => {
    expect(told([connect(-5), refused({ status: 403 })])).toEqual(['none-came']);
  });
  test('leads to nobody knows what where it is not', () => {
    expect(told([refused({ status: 403 })])).toEqual(['unknown-policy']);
  });
});
