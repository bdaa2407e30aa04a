import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import type { ReportOptions } from '../../src/report/index.ts';
import { displayWidth } from '../../src/report/layout/width.ts';
import { renderText } from '../../src/report/text/report.ts';
import {
  faultyAnalysis,
  sketchAnalysis,
  sketchCall,
  sketchExpected,
  sketchFinding,
  soundAnalysis,
} from './sample-analysis.ts';

function render(analysis: Analysis, options: Partial<ReportOptions> = {}): string {
  const all = {
    masker: new Masker({ showSecrets: false }),
    version: '0.0.0',
    payloads: false,
    color: false,
    columns: 80,
    everything: false,
    verdictOnly: false,
    ...options,
  };
  return [...renderText(analysis, all)].join('');
}

/** Sessions of two calls each; every tenth lacks its status event. */
function largeAnalysis(sessionCount: number): Analysis {
  const calls = Array.from({ length: sessionCount * 2 }, (_, index) =>
    sketchCall(
      {
        method: index % 2 === 0 ? 'connect' : 'ConnectionStatusEvent',
        at: index,
        frame: index + 1,
        sessionId: `session-${index >> 1}`,
      },
      index,
    ),
  );
  const faulty = calls.filter((_, position) => position % 20 === 0);
  return sketchAnalysis({
    calls,
    lasts: sessionCount * 2,
    expectations: faulty.map((call) => sketchExpected('connect-status', call, { verdict: 'missing' })),
    findings: faulty.map((call) =>
      sketchFinding(call, {
        rule: 'flow/missing-call',
        message: `No ConnectionStatusEvent (frame ${call.requestFrames[0]}).`,
        method: 'ConnectionStatusEvent',
        consequence: 'The backend never learns it.',
        remedy: 'Add it.',
      }),
    ),
  });
}

describe('the text report', () => {
  it('of a faulty capture reads as it should', async () => {
    await expect(render(faultyAnalysis())).toMatchFileSnapshot('../golden/report-faulty.txt');
  });

  it('of a sound capture reads as it should', async () => {
    await expect(render(soundAnalysis())).toMatchFileSnapshot('../golden/report-sound.txt');
  });

  it('of a large capture sums up what is sound', async () => {
    const text = render(largeAnalysis(150));
    await expect(text).toMatchFileSnapshot('../golden/report-large.txt');
    expect(text.replace(/\s+/g, ' ')).toContain('135 sound sessions with 270 calls.');
    expect(text.split('\n').length).toBeLessThanOrEqual(24 + 1);
  });

  it('shows every call when asked to', () => {
    const text = render(largeAnalysis(150), { everything: true });
    expect(text.match(/^.. *\d+\.\d{3} +\d+ {2}connect/gm)).toHaveLength(150);
    expect(text).not.toContain('Not shown');
  });

  it.each([50, 60, 80, 120])('keeps to %i columns, but for commands and filters', (columns) => {
    for (const analysis of [faultyAnalysis(), soundAnalysis(), largeAnalysis(150)]) {
      const [verdict, ...lines] = render(analysis, { columns }).split('\n');
      const long = lines.filter(
        (line) =>
          displayWidth(line) > columns &&
          line !== verdict &&
          !/^ {17}\w| {2}(?:Wireshark|the window)|^next /.test(line),
      );
      expect(long).toEqual([]);
    }
  });

  it('never lets the capture speak to the terminal, and shows no secret', () => {
    const text = render(faultyAnalysis(), { everything: true });
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain('\\u{1b}]0;owned\\u{7}');
    expect(text).not.toContain('hunter2');
  });

  it('of more than a screen ends with the verdict, and with what to type next', () => {
    const text = render(faultyAnalysis());
    const [verdict = ''] = text.split('\n');
    expect(text.trimEnd().split('\n').slice(-3)).toEqual([
      verdict,
      'next         hookscope log.pcap --session abc',
      '             shows the session of the first problem, call by call',
    ]);
    expect(render(soundAnalysis()).match(/no fault found/g)).toHaveLength(1);
  });

  it('has colours only when asked to, and says the same with them', () => {
    const plain = render(faultyAnalysis());
    const colored = render(faultyAnalysis(), { color: true });
    expect(plain).not.toContain('\u001b');
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
    expect(colored).not.toBe(plain);
  });

  it('is only its first line when that is asked for', () => {
    expect(render(faultyAnalysis(), { verdictOnly: true })).toBe(
      `${render(faultyAnalysis()).split('\n')[0]}\n`,
    );
  });

  it('puts a missing call where it should have come, and a predecessor before what needs it', () => {
    const event = sketchCall(
      { method: 'ConnectionStatusEvent', at: 30, frame: 9, status: 'ESTABLISHED', sessionId: 'p' },
      0,
    );
    const later = sketchCall({ method: 'call', at: 35, frame: 12, sessionId: 'p' }, 1);
    const last = sketchCall({ method: 'hangup', at: 50, frame: 20, sessionId: 'p' }, 2);
    const text = render(
      sketchAnalysis({
        calls: [event, later, last],
        expectations: [
          sketchExpected('connect-before-established', event, { verdict: 'missing' }),
          sketchExpected('call-status', later, { verdict: 'missing' }),
        ],
      }),
    );
    const order = [
      'connect  missing',
      ' 9  ConnectionStatusEvent',
      '12  call',
      'CallStatusEvent  missing',
      '20  hangup',
    ];
    const places = order.map((word) => text.indexOf(word, text.indexOf('Calls')));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });
});

describe('the verdict line', () => {
  const connect = sketchCall({ method: 'connect', at: 1, frame: 1 }, 0);
  const finding = (rule: string, severity: 'error' | 'warning' | 'note') =>
    sketchFinding(connect, { rule, severity, message: 'x' });
  const verdict = (sketch: Parameters<typeof sketchAnalysis>[0]): string =>
    render(sketchAnalysis(sketch), { verdictOnly: true }).trimEnd();

  it('counts missing calls apart from other errors', () => {
    const findings = [
      finding('flow/missing-call', 'error'),
      finding('answer/none', 'error'),
      finding('answer/slow', 'warning'),
    ];
    expect(verdict({ calls: [connect], findings })).toBe(
      '✗ 1 call missing, 1 other error, 1 warning in 1 hook call',
    );
  });

  it('does not call a warning a fault of the first order', () => {
    expect(verdict({ calls: [connect], findings: [finding('answer/slow', 'warning')] })).toMatch(
      /^! 1 warning/,
    );
    expect(verdict({ calls: [connect], findings: [finding('flow/missing-call', 'warning')] })).toMatch(
      /^! 1 call missing/,
    );
  });

  it('is good where there are only notes, and tells what the capture cannot', () => {
    const expectations = [
      sketchExpected('connect-status', connect, { verdict: 'inconclusive', reason: 'x' }),
    ];
    expect(
      verdict({ calls: [connect], findings: [finding('http/no-target', 'note')], expectations }),
    ).toMatch(/^✓ .*1 cannot be told/);
  });

  it('says where there is no hook call at all', () => {
    expect(verdict({ calls: [], findings: [finding('capture/no-rest-traffic', 'error')] })).toBe(
      '✗ no hook call in the capture: 1 error',
    );
  });
});
