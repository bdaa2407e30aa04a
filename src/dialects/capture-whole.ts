import type { RuleNote } from './rule-notes.ts';

/** The note of a rule for which nothing helps but another capture. */
export const CAPTURE_WHOLE = { remedies: { usual: ['capture-whole'] } } as const satisfies RuleNote;
