import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { parseFilter } from '../../src/filter/index.ts';
import { redact } from '../../src/filter/redact.ts';
import { select } from '../../src/filter/select.ts';
import { Masker } from '../../src/privacy/index.ts';
import { renderMarkdown } from '../../src/report/markdown/report.ts';
import { renderText } from '../../src/report/text/report.ts';
import { captureOf } from '../checks/rule-examples.ts';
import { analysisOptions } from '../engine/options.ts';
import { rendered } from './rendered.ts';

/** Lines that fit on the first screen of a terminal of 80 × 24. */
const FIRST_SCREEN = 24;

/** The analysis of calls that were made of lines as the pages of rules have them. */
async function played(lines: readonly string[]): Promise<Analysis> {
  const bytes = captureOf({ form: 'calls', text: lines.join('\n'), caption: '', dialect: null });
  if (bytes === null) throw new Error('nothing to play');
  const [dialect] = [...dialects.values()];
  const options = analysisOptions({ ports: [8080], dialects: dialect === undefined ? [] : [dialect] });
  const result = await analyse([{ kind: 'bytes', path: 'played.pcap', bytes }], options);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

function call(at: number, method: string, session: number, outcome: string, status?: string): string {
  const payload = {
    nodeId: 'n',
    appKey: 'app',
    sessionId: `/198.51.100.7:${session}/203.0.113.1:8443`,
    status,
  };
  return `${at.toFixed(1)} s  ${method}  ${JSON.stringify(payload)}  ${outcome}`;
}

function sessions(count: number, of: (index: number) => readonly string[]): readonly string[] {
  return Array.from({ length: count }, (_, index) => of(index)).flat();
}

describe('a flood of refusals', () => {
  const flood = played(
    sessions(120, (index) => [
      call(index * 2, 'connect', index, '502'),
      call(index * 2 + 0.2, 'ConnectionStatusEvent', index, '502', 'FAILED'),
      call(index * 2 + 0.4, 'ConnectionStatusEvent', index, '502', 'DISCONNECTED'),
    ]),
  );

  it('is a problem for each method, with all of its findings', async () => {
    const { problems, findings } = await flood;
    expect(findings).toHaveLength(360);
    expect(problems).toMatchObject([
      {
        method: 'connect',
        status: 502,
        server: '10.0.0.9:8080',
        count: 120,
        sessions: 120,
        severity: 'error',
      },
      { method: 'ConnectionStatusEvent', status: 502, count: 240, sessions: 120, severity: 'warning' },
    ]);
  });

  it('fits on a few screens, unless everything is asked for', async () => {
    const analysis = await flood;
    const text = rendered(renderText, analysis);
    expect(text.split('\n').length).toBeLessThan(60);
    expect(text.replace(/\s+/g, ' ')).toContain(
      '✗ connect was answered 502 OK, 120 times in 120 sessions, from 0.0 s to 238.0 s: ',
    );
    expect(text).toContain('Not shown call by call (--all): 120 faulty sessions.');
    const all = rendered(renderText, analysis, { everything: true });
    for (const number of [1, 60, 120, 360]) expect(all).toContain(`finding ${number})`);
    expect(all.match(/^[✗!] +\d+\.\d{3} +\d+ {2}/gm)).toHaveLength(360);
  });

  it('gives a remedy once', async () => {
    for (const render of [renderText, renderMarkdown]) {
      const text = rendered(render, await flood);
      expect(text.split('Start the application behind the proxy').length).toBe(2);
      expect(text.toLowerCase()).toContain('as above');
    }
  });

  it('is counted within what was selected, and tells of nobody when it is redacted', async () => {
    const analysis = await flood;
    const session = '/198.51.100.7:7/203.0.113.1:8443';
    const one = select(analysis, { session, from: null, to: null, filter: null });
    expect(one.problems).toMatchObject([
      { method: 'connect', count: 1, sessions: 1 },
      { method: 'ConnectionStatusEvent', count: 2, sessions: 1 },
    ]);
    for (const { findings } of one.problems)
      for (const index of findings) expect(one.findings[index]).toBeDefined();
    const filter = parseFilter('method:connect');
    if (!filter.ok) throw new Error('no filter');
    const some = select(analysis, { session: null, from: null, to: null, filter: filter.filter });
    expect(some.problems).toMatchObject([{ method: 'connect', count: 120 }]);
    const masker = new Masker({ showSecrets: false, redact: 'personal' });
    const hidden = redact(analysis, masker);
    expect(hidden.problems).toMatchObject([{ count: 120 }, { count: 240 }]);
    expect(JSON.stringify(hidden.problems)).not.toContain('10.0.0.9');
  });
});

describe('missing calls', () => {
  it('of 2,000 sessions are one problem on the first screen', async () => {
    const analysis = await played([
      ...sessions(2000, (index) => [call(index * 0.3, 'connect', index, '200')]),
      '700.0 s  the capture ends',
    ]);
    expect(analysis.summary.expectations.missing).toBe(2000);
    expect(analysis.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'flow/missing-call', method: 'ConnectionStatusEvent', count: 2000, sessions: 2000 },
    ]);
    const lines = rendered(renderText, analysis).split('\n');
    expect(lines.length).toBeLessThan(100);
    expect(lines.slice(0, FIRST_SCREEN).join(' ').replace(/\s+/g, ' ')).toContain(
      '✗ No ConnectionStatusEvent within 10 s of connect answered 200, 2,000 times in 2,000 sessions, from 10.0 s to 609.7 s.',
    );
  });

  it('come first, and what explains them stands under them', async () => {
    const analysis = await played([
      call(0, 'connect', 1, '200'),
      call(0.5, 'ConnectionStatusEvent', 1, 'connection refused', 'ESTABLISHED'),
      call(1, 'ConnectionStatusEvent', 1, 'connection refused', 'ESTABLISHED'),
      '60.0 s  the capture ends',
    ]);
    expect(analysis.problems).toMatchObject([
      { rule: 'transport/refused', cause: null, effects: [1], count: 2 },
      { rule: 'flow/missing-call', cause: 0, count: 1 },
    ]);
    const hidden = redact(analysis, new Masker({ showSecrets: false, redact: 'personal' }));
    expect(JSON.stringify(hidden.problems)).not.toContain('10.0.0.9');
    const text = rendered(renderText, analysis);
    const places = ['✗ No ConnectionStatusEvent', '  likely cause The connection to 10.0.0.9:8080 was'].map(
      (part) => text.indexOf(part),
    );
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(text.split('\n').slice(0, FIRST_SCREEN).join('\n')).toContain('✗ No ConnectionStatusEvent');
  });
});
