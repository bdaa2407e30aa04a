import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_HTML_CALLS_OF_SESSION,
  MAX_HTML_OCCURRENCES,
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
    const places = ['id="problems"', 'No ConnectionStatusEvent', 'id="notes"', 'id="sessions"'].map((part) =>
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
    for (const id of ['problems', 'known', 'notes']) expect(page).not.toContain(`id="${id}"`);
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

  it('is shown in part, and the page says what it leaves out, with the command that shows it', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    expect(page.match(/<article/g)).toHaveLength(1);
    expect(page).toContain(`the first ${MAX_HTML_OCCURRENCES} of 1,000`);
    expect(page.match(/<details class="session"/g)).toHaveLength(1 + MAX_HTML_SOUND_SESSIONS);
    expect(page).toContain(`Not shown: ${1000 - MAX_HTML_SOUND_SESSIONS} sound sessions with 3,800 calls`);
    expect(page).toContain('hookscope report log.pcap --all -o all.html');
    expect(page.match(/id="call-/g)).toHaveLength(MAX_HTML_CALLS_OF_SESSION + 4 * MAX_HTML_SOUND_SESSIONS);
    expect(page).toMatch(/… 1,8\d\d more calls, not shown …/);
  });

  it('is shown whole when everything is asked for', () => {
    const whole = rendered(renderHtml, analysis, { everything: true });
    expect(whole.match(/<li>frame /g)).toHaveLength(1000);
    expect(whole.match(/id="call-/g)).toHaveLength(6000);
    expect(whole).not.toContain('Not shown');
  });
});

describe('a capture that has much of everything', () => {
  it('gives a page below 2 MB, with links that lead somewhere', () => {
    const long = 'é'.repeat(3000);
    const calls = Array.from({ length: 3000 }, (_, index) =>
      sketchCall(
        {
          method: `Odd${index}Event`,
          at: index,
          frame: index + 1,
          sessionId: `${index}${long}`,
          status: long,
          body: JSON.stringify({ [long]: [long, long] }),
        },
        index,
      ),
    );
    const findings = calls.map((call, index) =>
      sketchFinding(call, {
        rule: index % 3 === 0 ? 'hooks/unknown-method' : 'answer/none',
        severity: index % 3 === 0 ? 'note' : 'error',
        message: `${long} ${call.method}`,
        evidence: long,
        remedy: `${long}${index}\n  ${long}`,
      }),
    );
    const page = rendered(renderHtml, sketchAnalysis({ calls, findings, path: long }));
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    expect(page).toMatch(/… and [\d,]+ more problems/);
    expect(page).toMatch(/Not shown: [\d,]+ faulty sessions/);
    for (const [, anchor = ''] of page.matchAll(/href="#(call-\d+)"/g))
      expect(page).toContain(`id="${anchor}"`);
  });
});

describe('sessions', () => {
  const [connect, call, other] = [
    sketchCall({ method: 'connect', at: 1, frame: 1, sessionId: 'with a warning' }, 0),
    sketchCall({ method: 'connect', at: 2, frame: 2, sessionId: 'with an error' }, 1),
    sketchCall({ method: 'connect', at: 3, frame: 3, sessionId: 'sound' }, 2),
  ];
  const analysis = sketchAnalysis({
    calls: [connect, call, other],
    findings: [
      sketchFinding(call, { rule: 'answer/none', message: 'x' }),
      sketchFinding(connect, { rule: 'answer/slow', severity: 'warning', message: 'x' }),
    ],
  });

  it('with an error come before those with a warning, and each has the mark of its worst', () => {
    const page = content(rendered(renderHtml, analysis));
    const heads = [...page.matchAll(/<summary><span class="(\w+)"[^>]*>.<\/span> <h3>([^<]*)/g)];
    expect(heads.map(([, look, title]) => [look, title])).toEqual([
      ['error', 'with an error'],
      ['warning', 'with a warning'],
      ['sound', 'sound'],
    ]);
  });

  it('are counted by the tiles as the headline counts', () => {
    const page = content(rendered(renderHtml, faultyAnalysis()));
    expect(page).toContain('1 call missing, 2 other errors, 1 warning in 5 hook calls');
    const tiles = [...page.matchAll(/<li><b class="[\w ]*">(\d+)<\/b>([^<]*)/g)];
    expect(tiles.slice(0, 3).map(([, number, label]) => `${number} ${label}`)).toEqual([
      '1 missing',
      '2 other errors',
      '1 warning',
    ]);
  });
});

describe('the drawing', () => {
  it('begins each arrow at its own call server, and ends it at its own backend', () => {
    const calls = [
      { client: '10.0.0.1:1', server: '10.0.1.1:80' },
      { client: '10.0.0.2:1', server: '10.0.1.1:80' },
      { client: '10.0.0.1:2', server: '10.0.1.2:80' },
    ].map((ends, index) => ({
      ...sketchCall({ method: 'connect', at: index, frame: index + 1 }, index),
      ...ends,
    }));
    const page = content(rendered(renderHtml, sketchAnalysis({ calls })));
    const arrows = [...page.matchAll(/class="request" d="M(\d+) \d+ H(\d+)"/g)].map(([, from, to]) => [
      Number(from),
      Number(to),
    ]);
    expect(arrows).toHaveLength(3);
    const [first, second, third] = arrows;
    expect(first?.[0]).toBe(third?.[0]);
    expect(second?.[0]).not.toBe(first?.[0]);
    expect(first?.[1]).toBe(second?.[1]);
    expect(third?.[1]).not.toBe(first?.[1]);
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
