import type { TriggerRule } from './expectation.ts';

/** What opens an expectation where nothing but the method is asked for. */
export const ANY_TRIGGER = {
  answer: 'any',
  statuses: 'any',
  parameters: [],
  firstOfKey: false,
  earlier: [],
} as const satisfies Omit<TriggerRule, 'methods'>;
