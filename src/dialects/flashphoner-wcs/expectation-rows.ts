/** Builders for the rows of the expectation table. */
import { ANY_TRIGGER } from '../any-trigger.ts';
import type { Excuse, Expectation, ExpectedCall } from '../expectation.ts';

/** A direct invocation that the backend refused under FAIL has no event after it. */
const DIRECT_EXCUSES = [
  'policy-disabled',
  'refused-under-fail',
  'session-ended',
] as const satisfies readonly Excuse[];

/** Not `check-url`: the trigger arrived, so the backend's address is right. */
export const EVENT_REMEDIES = ['add-method', 'show-methods', 'check-log'] as const;

export const any = (method: string): ExpectedCall => ({ method, statuses: 'any' });
export const one = (method: string, ...statuses: readonly string[]): ExpectedCall => ({ method, statuses });

/** A row of the ordinary form: a direct invocation, then an event of the same dialog. */
export function follows(
  id: string,
  methods: readonly string[],
  expect: ExpectedCall,
  windowSeconds: number,
  consequence: string,
  further: Partial<Expectation> = {},
): Expectation {
  return {
    id,
    direction: 'forward',
    after: { ...ANY_TRIGGER, methods },
    expect: [expect],
    key: 'dialog',
    windowSeconds,
    metBefore: 'tolerance',
    severity: 'error',
    excusedBy: DIRECT_EXCUSES,
    consequence,
    remedies: EVENT_REMEDIES,
    source: 'MATCH',
    ...further,
  };
}
