import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { EVERYTHING, parseFilter, viewOf } from '../../src/filter/index.ts';
import { analysisOptions } from '../engine/options.ts';

const LOG = fileURLToPath(new URL('../../samples/log.pcap', import.meta.url));

async function filtered(text: string | null): Promise<Analysis> {
  const parsed = parseFilter(text ?? '');
  if (!parsed.ok) throw new Error(parsed.message);
  const options = analysisOptions();
  const result = await analyse([LOG], options);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const filter = text === null ? null : parsed.filter;
  return viewOf(result.analysis, { ...EVERYTHING, filter }, options.masker);
}

const rulesOf = ({ findings }: Analysis) => findings.map(({ rule }) => rule);
const verdictsOf = ({ expectations }: Analysis) => [...expectations].map(({ verdict }) => verdict);

describe('an analysis of what a filter matches', () => {
  it('keeps matching calls with what they let expect, and tells how many it leaves out', async () => {
    const whole = await filtered(null);
    const { calls, positions, summary, hiddenCalls, expectations } = await filtered('method:connect');
    const connects = whole.calls.filter(({ method }) => method === 'connect');
    expect(calls.map(({ requestFrames }) => requestFrames)).toEqual(
      connects.map(({ requestFrames }) => requestFrames),
    );
    expect(calls.map((call) => positions.of(call))).toEqual(connects.map((_, position) => position));
    expect(summary.calls).toBe(connects.length);
    expect(hiddenCalls).toBe(whole.calls.length - connects.length);
    expect(expectations.length).toBeGreaterThan(0);
    expect(
      [...expectations].every(({ trigger, verdict }) => trigger.method === 'connect' && verdict === 'met'),
    ).toBe(true);
  });

  it('takes an absent call for what it is about, not for its trigger', async () => {
    expect(rulesOf(await filtered('method:connect'))).not.toContain('flow/missing-call');
    const absent = await filtered('method:ConnectionStatusEvent');
    expect(rulesOf(absent)).toContain('flow/missing-call');
    expect(verdictsOf(absent)).toContain('missing');
  });

  it('keeps the trigger of an absent call, so that the report can point at it', async () => {
    const { calls, positions, expectations, findings } = await filtered('missing');
    expect(calls.map(({ method }) => method)).toEqual(['connect']);
    expect([...expectations].map(({ trigger, verdict }) => [positions.of(trigger), verdict])).toEqual([
      [0, 'missing'],
    ]);
    expect(findings.filter(({ call }) => call !== null).map(({ rule }) => rule)).toEqual([
      'flow/missing-call',
    ]);
  });

  it('drops the findings of calls that do not match, and keeps those about no call', async () => {
    const rules = rulesOf(await filtered('-has:finding'));
    expect(rules).toEqual(['transport/refused']);
  });

  it('is an error where nothing matches: a check of nothing must not pass', async () => {
    const { findings, calls } = await filtered('method:snapshot');
    expect(calls).toEqual([]);
    expect(findings[0]).toMatchObject({ rule: 'capture/no-rest-traffic', severity: 'error' });
  });

  it('is the whole where everything matches', async () => {
    const whole = await filtered(null);
    const all = await filtered('frame:>0');
    expect(rulesOf(all)).toEqual(rulesOf(whole));
    expect(verdictsOf(all)).toEqual(verdictsOf(whole));
    expect(all.summary).toEqual(whole.summary);
  });
});
