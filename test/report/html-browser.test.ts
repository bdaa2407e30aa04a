import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { renderHtml } from '../../src/report/html/report.ts';
import { Browser, CHROMIUM } from './browser.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { rendered } from './rendered.ts';
import { faultyAnalysis } from './sample-analysis.ts';

describe.skipIf(CHROMIUM === null)('the HTML report in a browser', () => {
  let browser: Browser;
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
    browser = await Browser.start(CHROMIUM ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(analysis: Analysis, scheme: 'light' | 'dark' = 'light'): Promise<void> {
    const path = join(folder, 'report.html');
    writeFileSync(path, rendered(renderHtml, analysis, { payloads: true }));
    await browser.open(pathToFileURL(path).href, scheme);
  }

  const visible = (selector: string): Promise<unknown> =>
    browser.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((each) => each.checkVisibility()).length`,
    );

  /** Types into the filter as a person does. */
  const filter = (text: string): Promise<unknown> =>
    browser.evaluate(
      `filter.value = ${JSON.stringify(text)}; filter.dispatchEvent(new Event('input')); shown.value`,
    );

  it.each(['light', 'dark'] as const)('renders without a complaint or a request (%s)', async (scheme) => {
    await open(faultyAnalysis(), scheme);
    expect(await visible('h1')).toBe(1);
    expect(await visible('.drawing > summary')).toBe(1);
    expect(await visible('button.copy')).toBeGreaterThan(0);
    expect(await visible('#toolbar')).toBe(1);
    expect(browser.events).toEqual({ requests: [], complaints: [] });
  });

  it('filters findings and sessions, and says how many are left', async () => {
    await open(faultyAnalysis());
    expect(await visible('.finding')).toBe(4);
    expect(await filter('reset')).toBe('1 of 6 problems, 1 of 2 sessions');
    expect(await visible('.finding')).toBe(1);
    expect(await visible('details.session')).toBe(1);
    expect(await filter('session other')).toBe('0 of 6 problems, 1 of 2 sessions');
    expect(await filter('no such thing')).toBe('0 of 6 problems, 0 of 2 sessions');
    expect(await filter('')).toBe('6 of 6 problems, 2 of 2 sessions');
    await browser.evaluate(`document.querySelector('input[value=error]').click()`);
    expect(await visible('.finding.is-error')).toBe(0);
    expect(await visible('.finding.is-warning')).toBe(1);
  });

  it('folds and unfolds, and opens what a link leads to', async () => {
    await open(faultyAnalysis());
    await browser.evaluate(`document.getElementById('close').click()`);
    expect(await visible('table.calls')).toBe(0);
    await browser.evaluate(
      `document.querySelector('.finding a').click(); new Promise((settle) => setTimeout(settle, 100))`,
    );
    expect(await visible('table.calls')).toBe(1);
    await browser.evaluate(`document.getElementById('open').click()`);
    expect(await visible('svg.ladder')).toBe(2);
    expect(await visible('.payload table')).toBeGreaterThan(0);
  });

  it('unfolds for paper the tables, but no payload and no drawing, and folds again', async () => {
    await open(faultyAnalysis());
    await browser.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await visible('table.calls')).toBe(2);
    expect(await visible('.payload table, svg.ladder')).toBe(0);
    await browser.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await visible('table.calls')).toBe(1);
  });

  it('copies a display filter and a command as they are shown', async () => {
    await open(faultyAnalysis());
    const copied = await browser.evaluate(`(async () => {
      const texts = [];
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => texts.push(text) } });
      for (const element of document.querySelectorAll('.finding.is-error .copied'))
        element.parentElement.querySelector('button.copy').click();
      await new Promise((settle) => setTimeout(settle, 10));
      return texts;
    })()`);
    expect(copied).toContain('frame.number == 114');
    expect(copied).toContain(
      'ssh -p 2001 admin@localhost\nadd app-rest-method defaultApp ConnectionStatusEvent',
    );
  });

  it('can be used by keys and by a screen reader', async () => {
    await open(faultyAnalysis());
    const problems = await browser.evaluate(`(() => {
      const problems = [];
      for (const input of document.querySelectorAll('input'))
        if (input.labels.length === 0) problems.push('no label: ' + input.outerHTML);
      let last = 0;
      for (const heading of document.querySelectorAll('h1, h2, h3')) {
        const level = Number(heading.tagName[1]);
        if (level > last + 1) problems.push('a level is left out before ' + heading.textContent);
        last = level;
      }
      const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
      if (new Set(ids).size !== ids.length) problems.push('an id twice');
      for (const table of document.querySelectorAll('table'))
        if (table.querySelector('th[scope]') === null) problems.push('a table without headers');
      return problems;
    })()`);
    expect(problems).toEqual([]);
    await browser.evaluate(`dispatchEvent(new KeyboardEvent('keydown', { key: '/' }))`);
    expect(await browser.evaluate('document.activeElement.id')).toBe('filter');
  });

  it.each(['light', 'dark'] as const)('has enough contrast (%s)', async (scheme) => {
    await open(faultyAnalysis(), scheme);
    const worst = await browser.evaluate(`(() => {
      const channels = (color) => color.match(/[\\d.]+/g).slice(0, 3).map(Number);
      const light = (color) => {
        const [r, g, b] = channels(color).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = (element) => {
        for (let at = element; at !== null; at = at.parentElement) {
          const color = getComputedStyle(at).backgroundColor;
          if (color !== 'rgba(0, 0, 0, 0)') return color;
        }
        return 'rgb(255, 255, 255)';
      };
      let worst = 99;
      for (const element of document.querySelectorAll('h1, h2, h3, p, dt, dd, td, th, a, code, summary, label, output, li, .error, .warning')) {
        if (!element.checkVisibility() || element.closest('svg') !== null) continue;
        const pair = [light(getComputedStyle(element).color), light(ground(element))];
        worst = Math.min(worst, (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05));
      }
      return worst;
    })()`);
    expect(worst).toBeGreaterThan(4.5);
  });

  it('does nothing that the capture says', async () => {
    await open(hostileAnalysis());
    await browser.evaluate(`document.getElementById('open').click()`);
    expect(await visible('main')).toBe(1);
    expect(await browser.evaluate(`document.querySelectorAll('script, img, iframe').length`)).toBe(1);
    expect(browser.events).toEqual({ requests: [], complaints: [] });
  });

  it('could not ask for anything if it wanted to', async () => {
    await open(faultyAnalysis());
    const tried = await browser.evaluate(
      `fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => String(error))`,
    );
    expect(tried).not.toBe('sent');
    expect(browser.events.complaints.join()).toContain('Content Security Policy');
  });

  it('gives a picture that is not empty', async () => {
    await open(faultyAnalysis());
    expect((await browser.screenshot(1280, 2000)).length).toBeGreaterThan(50_000);
  });
});
