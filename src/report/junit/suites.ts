import { appendTo, listsBy } from '../../base/multimap.ts';
import { type Instant, isoTime } from '../../base/time.ts';
import { type Finding, INCONCLUSIVE_CALL, MISSING_CALL } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall, Session } from '../../hooks/index.ts';
import { lifeText } from '../layout/life.ts';
import { overviewOf } from '../overview/overview.ts';
import { type CaseContext, callCase, expectationCase, ruleCase } from './cases.ts';
import type { TestCase, TestSuite } from './model.ts';

/** Rules whose findings the cases of expectations report. */
const OF_EXPECTATIONS: ReadonlySet<string> = new Set([MISSING_CALL, INCONCLUSIVE_CALL]);

/** A suite for the capture as a whole, and one for each session. */
export function* suitesOf(analysis: Analysis, isKnown: CaseContext['isKnown']): Iterable<TestSuite> {
  const context: CaseContext = { analysis, isKnown };
  const sorted = sortFindings(analysis.findings);
  const { findingOf } = overviewOf(analysis);
  yield captureSuite(analysis, ruleCases(sorted.ofNone, context));
  const expectationsOf = listsBy(analysis.expectations, ({ trigger }) => trigger);
  for (const session of analysis.sessions) {
    const calls = session.calls.flatMap((index) => analysis.calls[index] ?? []);
    const cases = calls.flatMap((call): readonly TestCase[] => [
      callCase(call, sorted.ofCall.get(call) ?? [], context),
      ...(expectationsOf.get(call) ?? []).map((each) => expectationCase(each, findingOf(each), context)),
    ]);
    const others = session.id === null ? [] : ruleCases(sorted.ofSession.get(session.id) ?? [], context);
    yield sessionSuite(session, calls, [...cases, ...others]);
  }
}

interface SortedFindings {
  readonly ofCall: ReadonlyMap<HookCall, readonly Finding[]>;
  readonly ofSession: ReadonlyMap<string, readonly Finding[]>;
  readonly ofNone: readonly Finding[];
}

function sortFindings(findings: readonly Finding[]): SortedFindings {
  const ofCall = new Map<HookCall, Finding[]>();
  const ofSession = new Map<string, Finding[]>();
  const ofNone: Finding[] = [];
  for (const finding of findings) {
    if (finding.call !== null) {
      if (!OF_EXPECTATIONS.has(finding.rule)) appendTo(ofCall, finding.call, finding);
    } else if (finding.sessionId !== null) appendTo(ofSession, finding.sessionId, finding);
    else ofNone.push(finding);
  }
  return { ofCall, ofSession, ofNone };
}

function captureSuite(analysis: Analysis, others: readonly TestCase[]): TestSuite {
  const { captures, firstTime, dialect, ports } = analysis;
  const read = captures.map(
    ({ path, format, frames, bytes }): TestCase => ({
      name: `${path} is read`,
      outcome: { kind: 'passed' },
      seconds: 0,
      output: `${format}, ${frames} frames, ${bytes} bytes`,
    }),
  );
  return {
    name: 'capture and connections',
    className: 'capture',
    timestamp: firstTime === null ? null : timestampOf(firstTime),
    properties: [
      ['dialect', dialect.name],
      ['ports', ports.join(', ')],
    ],
    cases: [...read, ...others],
  };
}

function sessionSuite(session: Session, calls: readonly HookCall[], cases: readonly TestCase[]): TestSuite {
  const [first] = calls;
  const name =
    session.id === null ? 'calls that name no session' : `session ${session.id}${lifeText(session)}`;
  return {
    name,
    // Jenkins takes the text before a dot for a package.
    className: name.replaceAll('.', '_'),
    timestamp: first === undefined ? null : timestampOf(first),
    properties: session.appKey === null ? [] : [['appKey', session.appKey]],
    cases,
  };
}

function ruleCases(findings: readonly Finding[], context: CaseContext): readonly TestCase[] {
  return [...listsBy(findings, ({ rule }) => rule)].map(([rule, each]) => ruleCase(rule, each, context));
}

function timestampOf(time: Instant): string {
  return isoTime(time, 0).replace('Z', '');
}
