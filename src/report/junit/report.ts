import type { Finding } from '../../checks/index.ts';
import { fingerprintOf } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { escapeXml } from '../escape/xml.ts';
import type { ReportOptions } from '../format.ts';
import type { TestCase, TestSuite } from './model.ts';
import { suitesOf } from './suites.ts';

type Attributes = readonly (readonly [name: string, value: string | number | null])[];
type Safe = (text: string) => string;

/**
 * Writes the analysis as a JUnit file, in the form that Ant's JUnit task writes and that Jenkins, GitLab and others
 * read: a suite for the capture and one for each session, a case for each call and each expectation.
 */
export function* renderJunit(analysis: Analysis, { masker, known }: ReportOptions): Iterable<string> {
  const safe = safeOf(masker);
  const suites = [...suitesOf(analysis, isKnownBy(known))];
  const all = suites.flatMap((suite) => suite.cases);
  yield XML_DECLARATION;
  yield `<testsuites${attributes([['name', 'hookscope'], ...countsOf(all)], safe)}>\n`;
  for (const suite of suites) yield* suiteLines(suite, safe);
  yield '</testsuites>\n';
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The suites of one of several captures, under the name of the capture: servers put suites and classes of one name together. */
export function* junitSuites(
  analysis: Analysis,
  { masker, known }: ReportOptions,
  name: string,
): Iterable<string> {
  for (const suite of suitesOf(analysis, isKnownBy(known))) {
    // Jenkins takes the text before a dot for a package.
    const className = `${name.replaceAll('.', '_')}.${suite.className}`;
    yield* suiteLines({ ...suite, name: `${name}: ${suite.name}`, className }, safeOf(masker));
  }
}

/** A suite with one case that failed: a capture that cannot be read. */
export function* unreadSuite(name: string, message: string, { masker }: ReportOptions): Iterable<string> {
  const outcome = { kind: 'failed', type: 'unreadable', message, details: message } as const;
  const cases = [{ name: 'the capture is read', outcome, seconds: 0, output: '' }];
  const suite = { name, className: name.replaceAll('.', '_'), timestamp: null, properties: [], cases };
  yield* suiteLines(suite, safeOf(masker));
}

function safeOf(masker: ReportOptions['masker']): Safe {
  return (text) => escapeXml(masker.text(text));
}

function isKnownBy(known: ReportOptions['known']): (finding: Finding) => boolean {
  return (finding) => known?.has(fingerprintOf(finding)) === true;
}

function* suiteLines(suite: TestSuite, safe: Safe): Iterable<string> {
  const head: Attributes = [['name', suite.name], ...countsOf(suite.cases), ['timestamp', suite.timestamp]];
  yield `  <testsuite${attributes(head, safe)}>\n`;
  if (suite.properties.length > 0) {
    yield '    <properties>\n';
    for (const [name, value] of suite.properties)
      yield `      <property${attributes([...Object.entries({ name, value })], safe)}/>\n`;
    yield '    </properties>\n';
  }
  for (const testCase of suite.cases) yield* caseLines(testCase, suite.className, safe);
  yield '  </testsuite>\n';
}

function* caseLines(
  { name, outcome, seconds, output }: TestCase,
  className: string,
  safe: Safe,
): Iterable<string> {
  const head = attributes(
    [
      ['classname', className],
      ['name', name],
      ['time', timeText(seconds)],
    ],
    safe,
  );
  if (outcome.kind === 'passed' && output === '') {
    yield `    <testcase${head}/>\n`;
    return;
  }
  yield `    <testcase${head}>\n`;
  if (outcome.kind === 'skipped')
    yield `      <skipped${attributes([['message', outcome.reason]], safe)}/>\n`;
  if (outcome.kind === 'failed') {
    const { type, message, details } = outcome;
    const told = attributes([...Object.entries({ message, type })], safe);
    yield `      <failure${told}>${content(details, safe)}</failure>\n`;
  }
  if (output !== '') yield `      <system-out>${content(output, safe)}</system-out>\n`;
  yield '    </testcase>\n';
}

function countsOf(cases: readonly TestCase[]): Attributes {
  const of = (kind: TestCase['outcome']['kind']): number =>
    cases.filter(({ outcome }) => outcome.kind === kind).length;
  return [
    ['tests', cases.length],
    ['failures', of('failed')],
    ['errors', 0],
    ['skipped', of('skipped')],
    ['time', timeText(cases.reduce((sum, { seconds }) => sum + seconds, 0))],
  ];
}

/** A text of several lines between tags. */
function content(text: string, safe: Safe): string {
  return text.split('\n').map(safe).join('\n');
}

function timeText(seconds: number): string {
  return seconds.toFixed(6);
}

function attributes(pairs: Attributes, safe: Safe): string {
  return pairs
    .flatMap(([name, value]) => (value === null ? [] : [` ${name}="${safe(String(value))}"`]))
    .join('');
}
