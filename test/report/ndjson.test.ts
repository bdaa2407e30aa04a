import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json/report.ts';
import { renderNdjson } from '../../src/report/ndjson/report.ts';
import { analysisOf, expectGolden, GOLDEN_SAMPLES, rendered } from './rendered.ts';
import { faultyAnalysis, sketchAnalysis } from './sample-analysis.ts';

function schema(name: string): object {
  const url = new URL(`../../docs/schema/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as object;
}

const validate = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true })
  .addSchema(schema('hookscope-1'))
  .addSchema(schema('hookscope-several-1'))
  .compile(schema('hookscope-lines-1'));

type Line = { readonly type: string } & Readonly<Record<string, unknown>>;

function linesOf(text: string): readonly Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('the NDJSON report', () => {
  it.each(GOLDEN_SAMPLES)('of %s is as it was, and as its schema says', async (sample) => {
    const text = rendered(renderNdjson, await analysisOf(sample));
    expectGolden(text, `ndjson/${sample}.ndjson`);
    for (const line of linesOf(text)) expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
  });

  it('has a line for each thing, told apart by type, and the summary at the end', () => {
    const lines = linesOf(rendered(renderNdjson, faultyAnalysis()));
    expect(lines.map((line) => line.type)).toEqual([
      ...['capture', 'call', 'call', 'call', 'call', 'call'],
      ...['expectation', 'expectation', 'expectation', 'expectation'],
      ...['finding', 'finding', 'finding', 'finding', 'finding', 'finding'],
      ...['problem', 'problem', 'problem', 'problem', 'problem', 'problem'],
      'summary',
    ]);
  });

  it('says what the JSON report says', () => {
    const whole = JSON.parse(rendered(renderJson, faultyAnalysis())) as Readonly<Record<string, unknown>>;
    const lines = linesOf(rendered(renderNdjson, faultyAnalysis()));
    const of = (type: string): unknown[] =>
      lines.filter((line) => line.type === type).map(({ type: _type, ...record }) => record);
    expect(of('finding')).toEqual(whole.findings);
    expect(of('problem')).toEqual(whole.problems);
    expect(of('expectation')).toEqual(whole.expectations);
    const calls = of('call').map((call) => {
      const { hookType, ...record } = call as Line;
      return { ...record, type: hookType };
    });
    expect(calls).toEqual(whole.calls);
  });

  it('is not empty where there is nothing', () => {
    expect(linesOf(rendered(renderNdjson, sketchAnalysis({ calls: [] }))).map((line) => line.type)).toEqual([
      'capture',
      'summary',
    ]);
  });
});
