import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_HTML_CALLS_OF_SESSION,
  MAX_HTML_FINDINGS,
  MAX_HTML_PAYLOADS,
  MAX_HTML_SOUND_SESSIONS,
} from '../../src/base/limits.ts';
import { escapeHtml } from '../../src/report/escape/html.ts';
import { html, Markup } from '../../src/report/html/markup.ts';
import { renderHtml } from '../../src/report/html/report.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { hostileText } from './hostile-text.ts';
import { analysisOf, expectGolden, GOLDEN_SAMPLES, rendered } from './rendered.ts';
import {
  type CallSketch,
  faultyAnalysis,
  sketchAnalysis,
  sketchCall,
  sketchFinding,
  soundAnalysis,
} from './sample-analysis.ts';

const VOID = new Set(['meta', 'link', 'input', 'path', 'rect', 'br']);

/** The page without its style sheet and script, which contain nothing of the capture. */
function content(text: string): string {
  return text
    .replace(/<style>[\s\S]*?<\/style>/, '<style></style>')
    .replace(/<script>[\s\S]*?<\/script>/, '<script></script>')
    .replace(/'sha256-[^']*'/g, "'sha256-'");
}

/** The names of the elements of a page. Fails where an element is not ended where it should be. */
function elementsOf(page: string): ReadonlySet<string> {
  const names = new Set<string>();
  const open: string[] = [];
  const rest = page.replace(
    /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:="[^"<>]*")?)*)\s*(\/?)>/g,
    (_tag, end: string, name: string, _attributes: string, empty: string) => {
      names.add(name);
      if (end === '/') expect(open.pop()).toBe(name);
      else if (empty !== '/' && !VOID.has(name)) open.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest.replace('<!doctype html>', '')).not.toMatch(/[<>]/);
  return names;
}

describe('the HTML report', () => {
  it.each(GOLDEN_SAMPLES)('of %s is as it was', async (sample) => {
    const page = content(rendered(renderHtml, await analysisOf(sample)));
    expectGolden(page, `html/${sample}.html`);
    elementsOf(page);
  });

  it('tells the missing calls first, and draws a gap where they should be', () => {
    const page = content(rendered(renderHtml, faultyAnalysis()));
    const places = ['id="missing"', 'id="findings"', 'id="notes"', 'id="sessions"'].map((part) =>
      page.indexOf(part),
    );
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    expect(page.match(/class="gap is-error"/g)).toHaveLength(1);
    expect(page.match(/class="gap is-note"/g)).toHaveLength(1);
  });

  it('leads from a finding to its call', () => {
    const page = content(rendered(renderHtml, faultyAnalysis()));
    for (const [, anchor = ''] of page.matchAll(/href="#(call-\d+)"/g))
      expect(page).toContain(`id="${anchor}"`);
    expect(page.match(/show the call/g)?.length).toBe(5);
  });

  it('shows payloads with what the tables say of each parameter, secrets masked', () => {
    const page = content(rendered(renderHtml, faultyAnalysis()));
    expect(page).toContain('<code>sipPassword</code>');
    expect(page).toContain('[secret 1]');
    expect(page).not.toContain('hunter2');
  });

  it('has no elements that the capture wrote', () => {
    const own = elementsOf(content(rendered(renderHtml, faultyAnalysis(), { payloads: true })));
    const hostile = elementsOf(content(rendered(renderHtml, hostileAnalysis(), { payloads: true })));
    for (const name of hostile) expect([...own, 'ul', 'li']).toContain(name);
  });

  it('names nothing outside of itself', () => {
    const page = rendered(renderHtml, faultyAnalysis());
    expect(page).not.toMatch(/(?:src|href|action)="(?!#|data:,")/);
    expect(page).not.toMatch(/\son\w+=|@import|url\(/);
  });

  it('has no section for what there is none of', () => {
    const page = rendered(renderHtml, soundAnalysis());
    for (const id of ['missing', 'findings', 'notes']) expect(page).not.toContain(`id="${id}"`);
    expect(rendered(renderHtml, sketchAnalysis({ calls: [] }))).not.toContain('id="sessions"');
  });
});

describe('a capture of thousands of calls', () => {
  const sketches = Array.from({ length: 6000 }, (_, index): CallSketch => {
    const sessionId = index < 2000 ? 'long' : `session ${Math.floor(index / 4)}`;
    return { method: 'connect', at: index / 100, frame: index + 1, sessionId, body: '{"a":1}' };
  });
  const calls = sketches.map(sketchCall);
  const findings = calls
    .slice(0, 2000)
    .filter((_, index) => index % 2 === 0)
    .map((call) => sketchFinding(call, { rule: 'answer/none', message: 'x' }));
  const analysis = sketchAnalysis({ calls, findings });
  const page = rendered(renderHtml, analysis);

  it('is shown in part, and the page says what it leaves out', () => {
    expect(page.length).toBeLessThan(3_000_000);
    expect(page.match(/<article/g)).toHaveLength(MAX_HTML_FINDINGS);
    expect(page).toContain(`… and ${1000 - MAX_HTML_FINDINGS} more findings`);
    expect(page.match(/<details class="session"/g)).toHaveLength(1 + MAX_HTML_SOUND_SESSIONS);
    expect(page).toContain(`Not shown: ${1000 - MAX_HTML_SOUND_SESSIONS} sound sessions with 3,800 calls`);
    expect(page.match(/<details class="payload"/g)?.length).toBeLessThanOrEqual(MAX_HTML_PAYLOADS);
    expect(page.match(/id="call-/g)).toHaveLength(MAX_HTML_CALLS_OF_SESSION + 4 * MAX_HTML_SOUND_SESSIONS);
    expect(page).toMatch(/… 1,8\d\d more calls, not shown …/);
  });

  it('is shown whole when everything is asked for', () => {
    const whole = rendered(renderHtml, analysis, { everything: true });
    expect(whole.match(/<article/g)).toHaveLength(1000);
    expect(whole.match(/id="call-/g)).toHaveLength(6000);
    expect(whole).not.toContain('Not shown');
  });
});

describe('templates', () => {
  it('escape whatever is filled in', () => {
    expect(html`<b title="${'"><i>'}">${['<', 1, null, new Markup('<u>')]}</b>`.text).toBe(
      '<b title="&quot;&gt;&lt;i&gt;">&lt;1<u></b>',
    );
  });

  it('leave nothing that is markup in text or in an attribute', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"'`\n\r\0]/);
        expect(escaped.replace(/&(?:amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
      }),
    );
  });
});
