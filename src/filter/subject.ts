import type { ExpectationResult } from '../checks/index.ts';
import type { Severity } from '../dialects/index.ts';
import type { CallExchanges, HookCall } from '../hooks/index.ts';
import type { PayloadTerm } from './payload-terms.ts';

/** The parts of a finding that a filter asks for. */
export interface FilterFault {
  readonly rule: string;
  readonly severity: Severity;
}

/** What a filter tests: a call that was made, or an expectation that was not met. */
export type FilterSubject =
  | {
      readonly kind: 'call';
      readonly call: HookCall;
      /** The findings that point at the call. */
      readonly faults: readonly FilterFault[];
      /** It took more than one attempt. */
      readonly isRepeated: boolean;
    }
  | { readonly kind: 'expected'; readonly expected: ExpectationResult };

/** What is known of a term that asks for payloads; null: nothing, as the payload of the call was not searched or is not whole. */
export type PayloadAnswers = (call: HookCall, term: PayloadTerm) => boolean | null;

/** No payload was searched. */
export const NOTHING_SEARCHED: PayloadAnswers = () => null;

/** Whether a subject has what a term asks for; null where that is not known. */
export type Predicate = (subject: FilterSubject, answers: PayloadAnswers) => boolean | null;

/** A call as a filter is asked about it. `faults`: what points at it. */
export function callSubject(
  call: HookCall,
  faults: readonly FilterFault[],
  callExchanges: CallExchanges,
): FilterSubject {
  const isRepeated = callExchanges.firstAttempt(call) !== call;
  return { kind: 'call', call, faults, isRepeated };
}

/** The call that a subject is, or the call that opened the expectation. Its session and dialog are the subject's. */
export function callOfSubject(subject: FilterSubject): HookCall {
  return subject.kind === 'call' ? subject.call : subject.expected.trigger;
}

/** Names of the methods that a subject is about. */
export function methodsOf(subject: FilterSubject): readonly string[] {
  if (subject.kind === 'call') return [subject.call.method];
  return subject.expected.expectation.expect.map((expected) => expected.method);
}

/** The statuses of a call, or those that would have met an expectation. */
export function statusesOf(subject: FilterSubject): readonly string[] {
  if (subject.kind === 'call') return subject.call.status === null ? [] : [subject.call.status];
  return subject.expected.expectation.expect.flatMap((expected) =>
    expected.statuses === 'any' ? [] : expected.statuses,
  );
}
