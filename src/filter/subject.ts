import type { ExpectationResult } from '../checks/index.ts';
import type { Severity } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';

/** As much of a finding as a filter asks for. */
export interface FilterFault {
  readonly rule: string;
  readonly severity: Severity;
}

/** What a filter is asked about: a call that was made, or an expectation that was not met. */
export type FilterSubject =
  | {
      readonly kind: 'call';
      readonly call: HookCall;
      /** What points at the call. */
      readonly faults: readonly FilterFault[];
    }
  | { readonly kind: 'expected'; readonly expected: ExpectationResult };

export type Predicate = (subject: FilterSubject) => boolean;

/** The call that a subject is, or that opened it: its session and dialog are the subject's. */
export function callOfSubject(subject: FilterSubject): HookCall {
  return subject.kind === 'call' ? subject.call : subject.expected.trigger;
}

/** Names of the methods that a subject is about. */
export function methodsOf(subject: FilterSubject): readonly string[] {
  if (subject.kind === 'call') return [subject.call.method];
  return subject.expected.expectation.expect.map((expected) => expected.method);
}

/** Statuses that a subject has, or that would have met it. */
export function statusesOf(subject: FilterSubject): readonly string[] {
  if (subject.kind === 'call') return subject.call.status === null ? [] : [subject.call.status];
  return subject.expected.expectation.expect.flatMap((expected) =>
    expected.statuses === 'any' ? [] : expected.statuses,
  );
}
