import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml } from '../../src/report/escape/xml.ts';
import { fingerprintOf } from '../../src/report/finding/index.ts';
import { renderJunit } from '../../src/report/junit/report.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { hostileText } from './hostile-text.ts';
import { analysisOf, expectGolden, GOLDEN_SAMPLES, rendered } from './rendered.ts';
import { faultyAnalysis, sketchAnalysis } from './sample-analysis.ts';
import { type Element, readXml } from './xml-reader.ts';

function report(analysis: Parameters<typeof renderJunit>[0]): Element {
  return readXml(rendered(renderJunit, analysis));
}

function childrenOf(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name);
}

function casesOf(element: Element): readonly Element[] {
  return childrenOf(element, 'testsuite').flatMap((suite) => childrenOf(suite, 'testcase'));
}

function outcomes(element: Element): Readonly<Record<string, string>> {
  return Object.fromEntries(
    casesOf(element).map((each) => [
      each.attributes.name ?? '',
      each.children.find((child) => child.name !== 'system-out')?.name ?? 'passed',
    ]),
  );
}

/** That the counts of suites and of the whole are those of their cases. */
function expectSoundCounts(element: Element, cases: readonly Element[]): void {
  const having = (name: string): string =>
    String(cases.filter((each) => childrenOf(each, name).length > 0).length);
  expect(element.attributes).toMatchObject({
    tests: String(cases.length),
    failures: having('failure'),
    skipped: having('skipped'),
    errors: '0',
  });
}

describe('the JUnit report', () => {
  it.each(GOLDEN_SAMPLES)('of %s is as it was, and well-formed', async (sample) => {
    const text = rendered(renderJunit, await analysisOf(sample));
    expectGolden(text, `junit/${sample}.xml`);
    const root = readXml(text);
    expect(root.name).toBe('testsuites');
    expectSoundCounts(root, casesOf(root));
    for (const suite of root.children) expectSoundCounts(suite, childrenOf(suite, 'testcase'));
  });

  it('has a case for each call, each expectation, and each rule that is about neither', () => {
    expect(outcomes(report(faultyAnalysis()))).toEqual({
      'log.pcap is read': 'passed',
      'transport/refused': 'failure',
      'connect, frame 114': 'passed',
      'ConnectionStatusEvent within 10 s of connect, frame 114': 'failure',
      'RegistrationStatusEvent within 40 s of connect, frame 114': 'skipped',
      'call, frame 203': 'passed',
      'CallStatusEvent within 10 s of call, frame 203': 'passed',
      'CallStatusEvent TRYING, frame 230': 'failure',
      'connect, frame 301': 'passed',
      'ConnectionStatusEvent within 10 s of connect, frame 301': 'passed',
      'ConnectionStatusEvent ESTABLISHED, frame 311': 'passed',
    });
  });

  it('tells what is no failure in the output of its case', () => {
    const call = casesOf(report(faultyAnalysis())).find((each) => each.attributes.name === 'call, frame 203');
    expect(call?.children[0]?.text).toContain('answer/status');
  });

  it('does not fail for what the configuration switched off', () => {
    const analysis = faultyAnalysis();
    const findings = analysis.findings.filter((finding) => finding.rule !== 'flow/missing-call');
    expect(
      outcomes(report({ ...analysis, findings }))['ConnectionStatusEvent within 10 s of connect, frame 114'],
    ).toBe('skipped');
  });

  it('skips what the baseline knows', () => {
    const analysis = faultyAnalysis();
    const known = new Set(analysis.findings.map(fingerprintOf));
    const root = readXml(rendered(renderJunit, analysis, { known }));
    expect(root.attributes).toMatchObject({ failures: '0', skipped: '4' });
  });

  it('has a case even where there is no call: a file without any is taken for a mistake', () => {
    expect(casesOf(report(sketchAnalysis({ calls: [] })))).toHaveLength(1);
  });

  it('is well-formed whatever the capture holds, and nothing in it is markup', () => {
    const root = report(hostileAnalysis());
    const names = new Set<string>();
    const visit = (element: Element): void => {
      names.add(element.name);
      element.children.forEach(visit);
    };
    visit(root);
    expect([...names].sort()).toEqual(
      [
        'failure',
        'properties',
        'property',
        'skipped',
        'system-out',
        'testcase',
        'testsuite',
        'testsuites',
      ].sort(),
    );
  });
});

describe('escapeXml', () => {
  it('gives text that any XML parser takes, as content and in attributes', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeXml(text);
        const document = `<?xml version="1.0" encoding="UTF-8"?>\n<a b="${escaped}">${escaped}</a>`;
        const element = readXml(document);
        expect(element.children).toEqual([]);
        expect(element.text).toBe(element.attributes.b ?? '');
      }),
    );
  });

  it('leaves ordinary text as it is', () => {
    expect(escapeXml('Звонок 会话 a/b:c')).toBe('Звонок 会话 a/b:c');
    expect(escapeXml('<a & "b">')).toBe('&lt;a &amp; &quot;b&quot;&gt;');
  });
});
