import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Masker } from '../../src/privacy/index.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { faultyAnalysis, sketchAnalysis, sketchCall, soundAnalysis } from './sample-analysis.ts';
import { textOf } from './text-of.ts';

const schemaText = readFileSync(
  new URL('../../docs/schema/hookscope-1.schema.json', import.meta.url),
  'utf8',
);
const ajv = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(schemaText) as object);

function report(analysis: Parameters<typeof renderJson>[0]): Record<string, unknown> {
  const pieces = renderJson(analysis, {
    masker: new Masker({ showSecrets: false }),
    version: '0.0.0',
    payloads: true,
    color: false,
    columns: 80,
    everything: false,
    verdictOnly: false,
  });
  return JSON.parse(textOf(pieces)) as Record<string, unknown>;
}

function problemsOf(value: unknown): unknown {
  return validate(value) ? [] : validate.errors;
}

describe('the published schema', () => {
  it.each([
    ['a faulty capture', faultyAnalysis()],
    ['a sound one', soundAnalysis()],
    ['one without hooks', sketchAnalysis({ calls: [] })],
    [
      'an unknown method without a session',
      sketchAnalysis({ calls: [sketchCall({ method: 'x', at: 0, frame: 1, sessionId: null }, 0)] }),
    ],
  ])('holds for %s', (_name, analysis) => {
    expect(problemsOf(report(analysis))).toEqual([]);
  });

  it.each(['schema', 'tool', 'captures', 'rest', 'sessions', 'calls', 'expectations', 'findings', 'summary'])(
    'demands %s',
    (name) => {
      const { [name]: _gone, ...rest } = report(faultyAnalysis());
      expect(problemsOf(rest)).not.toEqual([]);
    },
  );

  it('knows no member that it does not describe', () => {
    const closed = schemaText.replaceAll(
      '"type": "object",',
      '"type": "object", "additionalProperties": false,',
    );
    const open = /"description": "Calls by method.",\s*"type": "object", "additionalProperties": false,/;
    const strict = new Ajv2020({ strictRequired: false, allowUnionTypes: true });
    const check = strict.compile(
      JSON.parse(
        closed.replace(open, '"type": "object",').replace('hookscope-1.schema', 'strict.schema'),
      ) as object,
    );
    expect(check(report(faultyAnalysis())), JSON.stringify(check.errors)).toBe(true);
  });
});
