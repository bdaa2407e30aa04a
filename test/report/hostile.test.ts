import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../src/report/index.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { analysisOf, rendered } from './rendered.ts';
import { faultyAnalysis } from './sample-analysis.ts';

/** Control and format characters and lone surrogates, with what stands before them; but for line breaks. */
const DANGEROUS = /.{0,40}(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe.each(REPORT_FORMATS.map((format) => [format.name, format] as const))('%s', (_name, format) => {
  it('lets nothing through that a viewer acts upon, in any field', async () => {
    const text = rendered(await format.load(), hostileAnalysis(), { payloads: true });
    expect(DANGEROUS.exec(text)).toBeNull();
  });

  it('masks secrets', async () => {
    for (const analysis of [hostileAnalysis(), faultyAnalysis()]) {
      expect(rendered(await format.load(), analysis, { payloads: true })).not.toContain('hunter2');
    }
  });

  it('is the same byte for byte from run to run', async () => {
    const render = await format.load();
    const texts = [];
    for (let run = 0; run < 2; run++)
      texts.push(rendered(render, await analysisOf('missing-connection-status.pcap')));
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe('');
  });

  it('ends with a line break', async () => {
    expect(rendered(await format.load(), faultyAnalysis())).toMatch(/[^\n]\n$/);
  });
});
