import type { ExpectationResult, Finding } from '../../checks/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { expectationText } from '../layout/expectation.ts';
import { findingText } from './finding-text.ts';
import type { TestCase, TestOutcome } from './model.ts';

/** True for a finding of the baseline. */
export type IsKnown = (finding: Finding) => boolean;

const KNOWN: TestOutcome = { kind: 'skipped', reason: 'a known fault: the baseline has it' };

/** The case of a call. It fails where a finding of severity error points at it. */
export function callCase(call: HookCall, findings: readonly Finding[], isKnown: IsKnown): TestCase {
  const status = call.status === null ? '' : ` ${call.status}`;
  return {
    name: `${call.method}${status}, frame ${call.requestFrames[0]}`,
    seconds: Math.max(0, call.response?.latencySeconds ?? call.endSeconds - timeOf(call)),
    ...judged(findings, isKnown),
  };
}

/** The case of a call that should have followed another, or preceded it. */
export function expectationCase(
  expected: ExpectationResult,
  finding: Finding | null,
  isKnown: IsKnown,
): TestCase {
  const { trigger, metBy, verdict, reason } = expected;
  return {
    name: expectationText(expected),
    outcome: outcomeOf(expected, finding, isKnown),
    seconds: metBy === null ? 0 : Math.abs(timeOf(metBy) - timeOf(trigger)),
    // It came: what is wrong with its time is told of the call that came.
    output: verdict === 'late' ? `late: ${reason}` : '',
  };
}

/** The case of a rule whose findings are about no call. */
export function ruleCase(rule: string, findings: readonly Finding[], isKnown: IsKnown): TestCase {
  return { name: rule, seconds: 0, ...judged(findings, isKnown) };
}

function judged(findings: readonly Finding[], isKnown: IsKnown): Pick<TestCase, 'outcome' | 'output'> {
  const errors = findings.filter((finding) => finding.severity === 'error');
  const fresh = errors.filter((finding) => !isKnown(finding));
  const others = findings.filter((finding) => !fresh.includes(finding));
  const excuse: TestOutcome = errors.length > 0 ? KNOWN : { kind: 'passed' };
  return { outcome: failure(fresh) ?? excuse, output: others.map(findingText).join('\n\n') };
}

/** Servers show one failure for each case, so everything that is wrong with it is one failure. */
function failure(findings: readonly Finding[]): TestOutcome | null {
  const [first, ...more] = findings;
  if (first === undefined) return null;
  return {
    kind: 'failed',
    type: [...new Set(findings.map((finding) => finding.rule))].join(', '),
    message: more.length === 0 ? first.message : `${first.message} (and ${more.length} more)`,
    details: findings.map(findingText).join('\n\n'),
  };
}

function outcomeOf(expected: ExpectationResult, finding: Finding | null, isKnown: IsKnown): TestOutcome {
  const { verdict, reason } = expected;
  if (verdict === 'met' || verdict === 'late') return { kind: 'passed' };
  if (verdict !== 'missing') return { kind: 'skipped', reason: `${verdict}: ${reason}` };
  // The configuration may have switched the rule off, or lowered it to a note.
  if (finding === null || finding.severity === 'note')
    return { kind: 'skipped', reason: `missing, which is set to be no fault: ${reason}` };
  if (isKnown(finding)) return KNOWN;
  return failure([finding]) ?? { kind: 'passed' };
}
