import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { faultyAnalysis, sketchAnalysis, sketchCall, soundAnalysis } from './sample-analysis.ts';
import { textOf } from './text-of.ts';

function render(analysis: Analysis, payloads = false, showSecrets = false): string {
  const pieces = renderJson(analysis, {
    masker: new Masker({ showSecrets }),
    version: '0.0.0',
    payloads,
    color: false,
    columns: 80,
    everything: false,
    verdictOnly: false,
  });
  return textOf(pieces);
}

function read(
  text: string,
): { readonly calls: readonly Record<string, unknown>[] } & Record<string, unknown> {
  return JSON.parse(text) as { readonly calls: readonly Record<string, unknown>[] };
}

describe('the JSON report', () => {
  it('is as the contract says', async () => {
    await expect(render(faultyAnalysis())).toMatchFileSnapshot('../golden/report-faulty.json');
  });

  it('is one JSON object whose records stand on lines of their own', () => {
    const text = render(faultyAnalysis());
    expect(read(text).schema).toBe('hookscope/1');
    const lines = text.split('\n').filter((line) => line.startsWith('    {'));
    for (const line of lines) expect(() => JSON.parse(line.replace(/,$/, ''))).not.toThrow();
    expect(lines).toHaveLength(1 + 2 + 5 + 4 + 6 + 6);
  });

  it('has the payload of calls that findings point at, and of all when asked to', () => {
    const withPayload = (text: string): unknown[] =>
      read(text).calls.flatMap((call) => ('payload' in call ? [call.index] : []));
    expect(withPayload(render(faultyAnalysis()))).toEqual([0, 1, 2]);
    expect(withPayload(render(faultyAnalysis(), true))).toEqual([0, 1, 2, 3, 4]);
    expect(withPayload(render(soundAnalysis()))).toEqual([]);
  });

  it('masks secrets unless told otherwise', () => {
    expect(render(faultyAnalysis(), true)).not.toContain('hunter2');
    expect(render(faultyAnalysis(), true, true)).toContain('hunter2');
  });

  it('gives what is no JSON as text', () => {
    expect(read(render(faultyAnalysis())).calls[1]).toMatchObject({
      payload: null,
      payloadText: '{"callId":"call-1",',
    });
  });

  it('tells latency in milliseconds and offsets in seconds, without noise', () => {
    expect(read(render(faultyAnalysis())).calls[0]).toMatchObject({
      offset: 8.571338,
      time: '2023-11-14T22:13:28.571338Z',
      answer: { status: 200, latencyMs: 5.9 },
    });
  });

  it('keeps hostile names as what they are', () => {
    const call = sketchCall({ method: '__proto__', at: 1, frame: 1, target: '/\u001b[2J/__proto__' }, 0);
    const report = read(render(sketchAnalysis({ calls: [call] })));
    expect(Object.keys((report.summary as { methods: object }).methods)).toEqual(['__proto__']);
    expect(render(sketchAnalysis({ calls: [call] }))).not.toContain('\u001b');
  });
});
