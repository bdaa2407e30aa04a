import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/checks/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { breakdownsOf } from '../../src/report/breakdown/index.ts';
import { BREAKDOWN_NAMES } from '../../src/report/breakdown/name.ts';
import { renderHtml } from '../../src/report/html/report.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { renderMarkdown } from '../../src/report/markdown/report.ts';
import { renderNdjson } from '../../src/report/ndjson/report.ts';
import { renderText } from '../../src/report/text/report.ts';
import { rendered } from './rendered.ts';
import { momentAt, sketchAnalysis, sketchCall, sketchFinding } from './sample-analysis.ts';

const DAY = 86_400;
const by = { by: BREAKDOWN_NAMES };

interface Row {
  readonly by: string;
  readonly value: string | null;
  readonly others?: number;
  readonly problems: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<string, number>>;
  readonly sessions: number;
}

interface Report {
  readonly breakdown: readonly Row[];
  readonly problems: readonly {
    readonly count: number;
    readonly by: Readonly<
      Record<string, readonly { readonly value: string | null; readonly count: number }[]>
    >;
  }[];
  readonly summary: { readonly findings: Readonly<Record<string, number>> };
}

/** Two applications, two nodes and two days, and a refused connection, which no call tells of. */
function severalServers(): Analysis {
  const first = sketchCall({ method: 'connect', at: 1, frame: 1, sessionId: 'a' }, 0);
  const again = sketchCall({ method: 'call', at: 2, frame: 2, sessionId: 'a' }, 1);
  const later = {
    ...sketchCall({ method: 'connect', at: DAY + 1, frame: 3, sessionId: 'b' }, 2),
    appKey: 'shop|`<b>',
    nodeId: null,
    client: '192.0.2.7:40000',
  };
  const calls = [first, again, later];
  const slow = (call: (typeof calls)[number], told: Partial<Finding> = {}): Finding =>
    sketchFinding(call, { rule: 'answer/slow', message: 'It was answered late.', method: null, ...told });
  return sketchAnalysis({
    calls,
    lasts: DAY + 2,
    findings: [
      slow(first, { count: 3 }),
      slow(again),
      slow(later),
      sketchFinding(first, { rule: 'http/method', severity: 'note', message: 'A note.' }),
      sketchFinding(null, {
        rule: 'transport/refused',
        severity: 'warning',
        message: 'It was refused.',
        server: '192.0.2.80:9091',
        time: momentAt(DAY + 1.5),
        count: 7,
      }),
    ],
  });
}

const reported = (analysis: Analysis): Report => JSON.parse(rendered(renderJson, analysis, by)) as Report;

describe('problems by call server, backend, application and day', () => {
  it('have each finding in one row of each', () => {
    const { breakdown, summary, problems } = reported(severalServers());
    for (const name of BREAKDOWN_NAMES) {
      const rows = breakdown.filter((row) => row.by === name);
      for (const severity of ['error', 'warning', 'note']) {
        const sum = rows.reduce((all, { findings }) => all + (findings[severity] ?? 0), 0);
        expect(sum).toBe(summary.findings[severity]);
      }
      for (const problem of problems) {
        expect(problem.by[name]?.reduce((all, { count }) => all + count, 0)).toBe(problem.count);
      }
    }
  });

  it('tell days in UTC, what names nothing, and sessions', () => {
    const rows = (name: string): readonly (readonly [string | null, number])[] =>
      reported(severalServers())
        .breakdown.filter((row) => row.by === name)
        .map(({ value, sessions }) => [value, sessions]);
    expect(rows('day')).toEqual([
      ['2023-11-14', 1],
      ['2023-11-15', 1],
    ]);
    expect(rows('call-server')).toEqual([
      ['node', 1],
      ['192.0.2.7', 1],
      [null, 0],
    ]);
    expect(rows('app')).toEqual([
      ['defaultApp', 1],
      ['shop|`<b>', 1],
      [null, 0],
    ]);
    expect(rows('backend')).toEqual([
      ['127.0.0.1:9091', 2],
      ['192.0.2.80:9091', 0],
    ]);
  });

  it('are told in the forms for people, whatever a name holds', () => {
    const analysis = severalServers();
    const text = rendered(renderText, analysis, by);
    expect(text).toMatch(/2023-11-14 +2 +2 +0 +1 +1$/m);
    expect(text).toMatch(/2023-11-14: 3 in 1\s+session; 2023-11-15: 1 in 1 session/);
    const markdown = rendered(renderMarkdown, analysis, by);
    const row = markdown.split('\n').find((line) => line.startsWith('| shop'));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(7);
    const html = rendered(renderHtml, analysis, by);
    expect(html).toMatch(/<td>shop\|\S+&lt;b&gt;<\/td>/);
  });

  it('are absent where nobody asked', () => {
    const analysis = severalServers();
    for (const render of [renderText, renderMarkdown, renderHtml, renderJson, renderNdjson]) {
      expect(rendered(render, analysis)).not.toMatch(/"by"|id="breakdown"|By day|\| by day/i);
    }
  });

  it('hold what their schemas say, and are bounded', () => {
    const calls = Array.from({ length: 1005 }, (_, id) => ({
      ...sketchCall({ method: 'connect', at: id, frame: id + 1, sessionId: `${id}` }, id),
      appKey: `app ${id}`,
    }));
    const many = sketchAnalysis({
      calls,
      findings: calls.map((call) => sketchFinding(call, { rule: 'answer/slow', message: 'Late.' })),
    });
    const schema = (name: string): object =>
      JSON.parse(
        readFileSync(new URL(`../../docs/schema/${name}.schema.json`, import.meta.url), 'utf8'),
      ) as object;
    const ajv = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true })
      .addSchema(schema('hookscope-1'), 'json')
      .addSchema(schema('hookscope-several-1'))
      .addSchema(schema('hookscope-lines-1'), 'lines');
    for (const analysis of [severalServers(), many]) {
      expect(ajv.validate('json', reported(analysis)) ? [] : ajv.errors).toEqual([]);
      const lines = rendered(renderNdjson, analysis, by).trimEnd().split('\n');
      expect(lines.some((line) => line.startsWith('{"type":"breakdown","by":"app"'))).toBe(true);
      for (const line of lines) {
        expect(ajv.validate('lines', JSON.parse(line)) ? [] : ajv.errors, line).toEqual([]);
      }
    }
    const [apps] = breakdownsOf(many, ['app']);
    expect(apps?.rows).toHaveLength(1001);
    expect(apps?.rows.at(-1)).toMatchObject({ value: null, others: 5, sessions: 5 });
    const [problem] = many.problems;
    const shares = problem === undefined ? [] : (apps?.sharesOf(problem) ?? []);
    expect(shares).toHaveLength(101);
    expect(shares.at(-1)).toMatchObject({ others: 905, count: 905, sessions: 905 });
  });
});
