import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SARIF_RELATED_LOCATIONS, MAX_SARIF_RESULTS } from '../../src/base/limits.ts';
import { rules } from '../../src/checks/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { escapeSarif } from '../../src/report/escape/sarif.ts';
import { fingerprintOf } from '../../src/report/finding/index.ts';
import { uriOf } from '../../src/report/sarif/location.ts';
import { renderSarif } from '../../src/report/sarif/report.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { hostileText } from './hostile-text.ts';
import { analysisOf, expectGolden, GOLDEN_SAMPLES, rendered } from './rendered.ts';
import {
  faultyAnalysis,
  momentAt,
  sketchAnalysis,
  sketchCall,
  sketchFinding,
  soundAnalysis,
} from './sample-analysis.ts';
import { SARIF_SCHEMA } from './sarif-schema.ts';

const ajv = new Ajv2020({ allErrors: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(SARIF_SCHEMA);

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly { readonly toolExecutionNotifications?: readonly unknown[] }[];
  readonly results: readonly Result[];
}

/** The run of a report that is valid. */
function runOf(text: string): Run {
  const log = JSON.parse(text) as { readonly runs: readonly [Run] };
  expect(validate(log) ? [] : validate.errors).toEqual([]);
  return log.runs[0];
}

function fingerprints(analysis: Analysis): readonly (string | undefined)[] {
  return runOf(rendered(renderSarif, analysis)).results.map(
    (each) => each.partialFingerprints['hookscope/v1'],
  );
}

describe('the SARIF report', () => {
  it.each(GOLDEN_SAMPLES)('of %s is as it was, and valid', async (sample) => {
    const text = rendered(renderSarif, await analysisOf(sample));
    const run = runOf(text);
    for (const { ruleId, ruleIndex } of run.results) {
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
    // Rules and their words have tests of their own.
    expectGolden(text.replace(/^ {8}\{"id":.*\n/gm, ''), `sarif/${sample}.sarif`);
  });

  it('describes every rule', () => {
    const described = runOf(rendered(renderSarif, soundAnalysis())).tool.driver.rules.map(({ id }) => id);
    expect(described).toEqual(rules.map(({ id }) => id));
  });

  it('is valid whatever the capture holds', () => {
    expect(runOf(rendered(renderSarif, hostileAnalysis())).results).toHaveLength(6);
    expect(runOf(rendered(renderSarif, sketchAnalysis({ calls: [] }))).results).toEqual([]);
  });

  it('has the frames of a result in its properties', () => {
    expect(runOf(rendered(renderSarif, faultyAnalysis())).results[2]?.properties).toMatchObject({
      frames: [230, 234],
      stream: 3,
      displayFilter: 'frame.number in {230, 234}',
    });
  });

  it('is one for a problem, with its occurrences as related locations, as many as are looked at', () => {
    const calls = Array.from({ length: MAX_SARIF_RELATED_LOCATIONS + 20 }, (_, index) =>
      sketchCall({ method: 'connect', at: index, frame: index + 1, sessionId: `s${index}` }, index),
    );
    const findings = calls.map((call) => sketchFinding(call, { rule: 'answer/none', message: 'x' }));
    const { results } = runOf(rendered(renderSarif, sketchAnalysis({ calls, findings })));
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ occurrenceCount: calls.length });
    const related = (results[0] as { readonly relatedLocations?: readonly unknown[] }).relatedLocations;
    expect(related).toHaveLength(MAX_SARIF_RELATED_LOCATIONS);
    expect(JSON.stringify(related?.[1])).toContain('frame 2, 22:13:21 UTC (1.000 s), session s1');
  });

  it('says how many results do not fit', () => {
    const analysis = faultyAnalysis();
    const [problem] = analysis.problems;
    if (problem === undefined) throw new Error('no problem');
    const problems = Array.from({ length: MAX_SARIF_RESULTS + 3 }, () => problem);
    const run = runOf(rendered(renderSarif, { ...analysis, problems }));
    expect(run.results).toHaveLength(MAX_SARIF_RESULTS);
    expect(JSON.stringify(run.invocations[0]?.toolExecutionNotifications)).toContain('3 further problems');
  });
});

describe('fingerprints', () => {
  it('stay when the same fault is captured at another time, in another session', () => {
    const analysis = faultyAnalysis();
    const findings = analysis.findings.map((finding) => ({
      ...finding,
      message: finding.message.replace(/frame \d+/, 'frame 9'),
      sessionId: 'another',
      time: momentAt(99),
      frames: [9],
      stream: 99,
    }));
    expect(fingerprints({ ...analysis, findings })).toEqual(fingerprints(analysis));
  });

  it('tell different faults apart, and the same in one capture by its number', () => {
    const analysis = faultyAnalysis();
    expect(new Set(fingerprints(analysis)).size).toBe(analysis.problems.length);
    const [first] = analysis.problems;
    if (first === undefined) throw new Error('no problem');
    const [one, other] = fingerprints({ ...analysis, problems: [first, first] });
    expect(other).toBe(one?.replace(/:1$/, ':2'));
  });

  it('are those of a finding alone, whichever of its findings a problem has first', () => {
    const analysis = faultyAnalysis();
    const findings = analysis.findings.map(fingerprintOf);
    expect(
      fingerprints(analysis)
        .map((each) => each?.replace(/:1$/, ''))
        .sort(),
    ).toEqual(findings.sort());
  });
});

describe('the place of a capture', () => {
  it.each([
    ['samples/log.pcap', 'samples/log.pcap'],
    ['/var/tmp/log 1.pcap', 'log%201.pcap'],
    ['-', 'standard-input.pcap'],
    ['a:b.pcap', './a:b.pcap'],
    ['x/a%b#c?d.pcap', 'x/a%25b%23c%3Fd.pcap'],
  ])('%s is %s', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });

  it('is relative to the working directory, or the bare name', () => {
    expect(uriOf('/srv/captures/log.pcap', '/srv')).toBe('captures/log.pcap');
    expect(uriOf('/elsewhere/log.pcap', '/srv')).toBe('log.pcap');
  });

  it('is a URI whatever the name', () => {
    fc.assert(
      fc.property(hostileText, (path) => {
        expect(uriOf(path)).toMatch(/^[A-Za-z0-9._~:/@!$'()*+,;=%-]*$/);
        expect(() => new URL(uriOf(path), 'file:///base/')).not.toThrow();
      }),
    );
  });
});

describe('escapeSarif', () => {
  it('leaves no link and no placeholder', () => {
    expect(escapeSarif('[x](1) {0} {a} \\')).toBe('\\[x\\](1) {{0}} {a} \\\\');
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeSarif(text);
        expect(escaped.replace(/\\[\\[\]]/g, '')).not.toMatch(/[\\[\]]/);
        expect(escaped.replace(/\{\{\d+\}\}/g, '')).not.toMatch(/\{\d+\}/);
      }),
    );
  });
});

describe('a baseline', () => {
  it('tells known results from new ones', () => {
    const analysis = faultyAnalysis();
    const [first] = analysis.findings;
    if (first === undefined) throw new Error('no finding');
    const text = rendered(renderSarif, analysis, { known: new Set([fingerprintOf(first)]) });
    const states = (runOf(text).results as readonly { readonly baselineState?: string }[]).map(
      (each) => each.baselineState,
    );
    expect(states).toEqual(['unchanged', 'new', 'new', 'new', 'new', 'new']);
    expect(rendered(renderSarif, analysis)).not.toContain('baselineState');
  });
});
