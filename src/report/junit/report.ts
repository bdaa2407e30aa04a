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
  const safe: Safe = (text) => escapeXml(masker.text(text));
  const isKnown = (finding: Finding): boolean => known?.has(fingerprintOf(finding)) === true;
  const suites = [...suitesOf(analysis, isKnown)];
  const all = suites.flatMap((suite) => suite.cases);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes([['name', 'hookscope'], ...countsOf(all)], safe)}>\n`;
  for (const suite of suites) yield* suiteLines(suite, safe);
  yield '</testsuites>\n';
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
