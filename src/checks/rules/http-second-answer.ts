import type { HookCall } from '../../hooks/index.ts';
import type { Problem } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { InspectionOptions } from '../inspection.ts';
import type { CallRule } from '../rule.ts';

/** The backend answered one request twice. */
export const httpSecondAnswer: CallRule = {
  id: 'http/second-answer',
  severity: 'warning',
  // A second answer comes when the call has been given out with the first one.
  inspect: () => NO_DRAFTS,
  inspectLate,
};

function inspectLate(
  { method, dialect }: HookCall,
  { kind, excerpt }: Problem,
  { masker }: InspectionOptions,
): readonly Draft[] {
  if (kind !== 'second-response') return NO_DRAFTS;
  return [
    {
      rule: httpSecondAnswer.id,
      message: `A second answer to ${method} came behind the first one: ${masker.captured(excerpt, dialect)}`,
      consequence:
        'A receiver takes it for the answer to the next call on this connection, or gives the connection up.',
      side: 'response',
    },
  ];
}
