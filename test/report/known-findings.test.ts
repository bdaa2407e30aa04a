import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/checks/index.ts';
import { renderHtml } from '../../src/report/html/report.ts';
import { renderJson } from '../../src/report/json/report.ts';
import { renderMarkdown } from '../../src/report/markdown/report.ts';
import { renderNdjson } from '../../src/report/ndjson/report.ts';
import { renderText } from '../../src/report/text/report.ts';
import { rendered } from './rendered.ts';
import { faultyAnalysis } from './sample-analysis.ts';

const analysis = faultyAnalysis();
/** All are known but the missing call. */
const known = new Set(analysis.findings.slice(1).map(fingerprintOf));
const all = new Set(analysis.findings.map(fingerprintOf));
const HEADLINE = '1 new (1 call missing), 3 known (2 errors, 1 warning) in 5 hook calls';

describe('a report with a baseline', () => {
  it('tells in text what is new first, and what is known in a line each', () => {
    const text = rendered(renderText, analysis, { known });
    expect(text).toMatch(/^✗ /);
    expect(text).toContain(HEADLINE);
    const places = ['No ConnectionStatusEvent', '  consequence', 'Known: 3 findings', 'reset the connection'];
    const found = places.map((each) => text.indexOf(each));
    expect(found).toEqual([...found].sort((one, other) => one - other));
    expect(text).not.toContain('The server logs it and goes on.');
    const everything = rendered(renderText, analysis, { known, everything: true });
    expect(everything).toContain('The server logs it and goes on.');
  });

  it('folds in Markdown and HTML what is known', () => {
    const [head = '', ...folds] = rendered(renderMarkdown, analysis, { known }).split('<details>');
    expect(head).toContain('1 new');
    expect(head).not.toContain('reset the connection');
    expect(folds.find((fold) => fold.includes('Known to the baseline'))).toContain('reset the connection');
    const page = rendered(renderHtml, analysis, { known });
    expect(page.match(/<article/g)).toHaveLength(1);
    expect(page).toContain('New problems');
    expect(page).toMatch(/<li><b class="error">1<\/b>new<\/li>\s*<li><b class="">3<\/b>known<\/li>/);
  });

  it('has members about it in JSON and NDJSON', () => {
    interface Report {
      readonly findings: readonly { readonly known?: boolean }[];
      readonly problems: readonly { readonly knownFindings?: number; readonly findings: readonly number[] }[];
      readonly summary: { readonly knownFindings?: unknown };
    }
    const report = JSON.parse(rendered(renderJson, analysis, { known })) as Report;
    expect(report.findings.map((each) => each.known)).toEqual([false, true, true, true, true, true]);
    expect(report.summary.knownFindings).toEqual({ error: 2, warning: 1, note: 2 });
    for (const { knownFindings, findings } of report.problems)
      expect(knownFindings).toBe(findings.filter((index) => index > 0).length);
    expect(rendered(renderNdjson, analysis, { known }).match(/"known":true/g)).toHaveLength(5);
    expect(rendered(renderJson, analysis)).not.toContain('nown');
  });

  it('is no bad news where everything is known', () => {
    const text = rendered(renderText, analysis, { known: all, verdictOnly: true });
    expect(text).toMatch(/^✓ 0 new, 4 known \(1 call missing, 2 other errors, 1 warning\)/);
  });

  it('tells a problem as new that is known in part', () => {
    const [first, ...others] = analysis.problems;
    if (first === undefined) throw new Error('no problem');
    const merged = { ...analysis, problems: [{ ...first, findings: [0, 1] }, ...others] };
    const text = rendered(renderText, merged, { known });
    expect(text.replace(/\s+/g, ' ')).toContain('1 of 2 known');
  });
});
