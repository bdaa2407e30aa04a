import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../../src/report/json/report.ts';
import { renderNdjson } from '../../../src/report/ndjson/report.ts';
import { textOf } from '../../report/text-of.ts';
import { analysisOf, reportOptions } from './reading.ts';

function schema(name: string): object {
  const url = new URL(`../../../docs/schema/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as object;
}

const ajv = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true });
const isReport = ajv
  .addSchema(schema('hookscope-1'))
  .addSchema(schema('hookscope-several-1'))
  .getSchema('https://hookscope.invalid/schema/hookscope-1.schema.json');
const isLine = ajv.compile(schema('hookscope-lines-1'));
const OPTIONS = reportOptions({ showSecrets: false, payloads: true });

/** What reports tell of TLS connections is in none of the samples. */
describe('reports of hooks over TLS are as their schemas say', () => {
  it.each(['faults-tls13', 'faults-http2', 'keys-absent', 'keys-wrong-for-one'])('%s', async (name) => {
    const analysis = await analysisOf(name);
    const report: unknown = JSON.parse(textOf(renderJson(analysis, OPTIONS)));
    expect(isReport?.(report) === true ? [] : isReport?.errors).toEqual([]);
    expect(report).toMatchObject({ summary: { tls: { connections: analysis.tls.connections.length } } });
    const lines = textOf(renderNdjson(analysis, OPTIONS)).trimEnd().split('\n');
    const wrong = lines.filter((line) => !isLine(JSON.parse(line)));
    expect(wrong).toEqual([]);
    expect(lines.filter((line) => line.startsWith('{"type":"tls-connection"'))).toHaveLength(
      analysis.tls.connections.length,
    );
  });
});
