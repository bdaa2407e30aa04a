import type { ExpectationResult, Finding } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { frameText } from '../frame-text.ts';
import { expectationText } from '../layout/expectation.ts';
import { findingText } from './finding-text.ts';
import type { TestCase, TestOutcome } from './model.ts';

/** What all cases of a report share. */
export interface CaseContext {
  readonly analysis: Analysis;
  /** True for a finding of the baseline. */
  readonly isKnown: (finding: Finding) => boolean;
}

const KNOWN: TestOutcome = { kind: 'skipped', reason: 'a known fault: the baseline has it' };

/** The case of a call. It fails where a finding of severity error points at it. */
export function callCase(call: HookCall, findings: readonly Finding[], context: CaseContext): TestCase {
  const status = call.status === null ? '' : ` ${call.status}`;
  return {
    name: `${call.method}${status}, ${frameText(call.requestFrames[0], context.analysis)}`,
    seconds: Math.max(0, call.response?.latencySeconds ?? call.endSeconds - timeOf(call)),
    ...judged(findings, context),
  };
}

/** The case of a call that should have followed another, or preceded it. */
export function expectationCase(
  expected: ExpectationResult,
  finding: Finding | null,
  context: CaseContext,
): TestCase {
  const { trigger, metBy, verdict, reason } = expected;
  return {
    name: expectationText(expected),
    outcome: outcomeOf(expected, finding, context),
    seconds: metBy === null ? 0 : Math.abs(timeOf(metBy) - timeOf(trigger)),
    // It came: what is wrong with its time is told of the call that came.
    output: verdict === 'late' ? `late: ${reason}` : '',
  };
}

/** The case of a rule whose findings are about no call. */
export function ruleCase(rule: string, findings: readonly Finding[], context: CaseContext): TestCase {
  return { name: rule, seconds: 0, ...judged(findings, context) };
}

function judged(findings: readonly Finding[], context: CaseContext): Pick<TestCase, 'outcome' | 'output'> {
  const errors = findings.filter((finding) => finding.severity === 'error');
  const fresh = errors.filter((finding) => !context.isKnown(finding));
  const others = findings.filter((finding) => !fresh.includes(finding));
  const excuse: TestOutcome = errors.length > 0 ? KNOWN : { kind: 'passed' };
  return {
    outcome: failure(fresh, context) ?? excuse,
    output: others.map((each) => findingText(each, context.analysis)).join('\n\n'),
  };
}

/** Servers show one failure for each case, so everything that is wrong with it is one failure. */
function failure(findings: readonly Finding[], { analysis }: CaseContext): TestOutcome | null {
  const [first, ...more] = findings;
  if (first === undefined) return null;
  return {
    kind: 'failed',
    type: [...new Set(findings.map((finding) => finding.rule))].join(', '),
    message: more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`,
    details: findings.map((each) => findingText(each, analysis)).join('\n\n'),
  };
}

function outcomeOf(expected: ExpectationResult, finding: Finding | null, context: CaseContext): TestOutcome {
  const { verdict, reason } = expected;
  if (verdict === 'met' || verdict === 'late') return { kind: 'passed' };
  if (verdict !== 'missing') return { kind: 'skipped', reason: `${verdict}: ${reason}` };
  // The configuration may have switched the rule off, or lowered it to a note.
  if (finding === null || finding.severity === 'note')
    return { kind: 'skipped', reason: `missing, which is set to be no fault: ${reason}` };
  if (context.isKnown(finding)) return KNOWN;
  return failure([finding], context) ?? { kind: 'passed' };
}
