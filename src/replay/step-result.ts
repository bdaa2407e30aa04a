import type { AnswerComparison, Received } from './answer.ts';
import type { StoppedBy } from './refusals.ts';
import type { Incomplete, RequestChanges } from './request.ts';

/** What became of a step. */
export type StepResult =
  | {
      readonly kind: 'sent';
      readonly received: Received;
      readonly comparison: AnswerComparison;
      readonly changes: RequestChanges;
      /** The refusal after which the call server would not have made it; null for most. */
      readonly inSpiteOf: StoppedBy | null;
    }
  | { readonly kind: 'incomplete'; readonly reason: Incomplete }
  /** The call server would not have made it. */
  | { readonly kind: 'not-made'; readonly by: StoppedBy };
