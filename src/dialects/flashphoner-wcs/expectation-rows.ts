/** How the rows of the expectation table are written. */
import type { Excuse, Expectation, ExpectedCall, TriggerRule } from '../expectation.ts';

export const ANY_TRIGGER = {
  answer: 'any',
  statuses: 'any',
  parameters: [],
  firstOfKey: false,
  earlier: [],
} as const satisfies Omit<TriggerRule, 'methods'>;

/** What a direct invocation leads to is not to be expected once the backend refused it for good. */
const DIRECT_EXCUSES = [
  'policy-disabled',
  'refused-under-fail',
  'session-ended',
] as const satisfies readonly Excuse[];

/** That the trigger arrived proves the backend's address right, so it is not among them. */
export const EVENT_REMEDIES = ['add-method', 'show-methods', 'check-log'] as const;

export const any = (method: string): ExpectedCall => ({ method, statuses: 'any' });
export const one = (method: string, ...statuses: readonly string[]): ExpectedCall => ({ method, statuses });

/** Rows that have the ordinary form: a direct invocation, then an event of the same dialog. */
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
