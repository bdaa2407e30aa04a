import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallRule } from '../rule.ts';

const CONTINUE = 100;

/** The client held the body back for `100 Continue`, which the backend did not send. */
export const httpExpectContinue: CallRule = {
  id: 'http/expect-continue',
  severity: 'warning',
  inspect,
};

function inspect({ call, exchange }: ReadCall): readonly Draft[] {
  if (exchange.problems.length === 0 || exchange.interim.includes(CONTINUE)) return NO_DRAFTS;
  const waited = exchange.problems.find(({ waitedSeconds }) => waitedSeconds !== undefined)?.waitedSeconds;
  if (waited === undefined) return NO_DRAFTS;
  return [
    {
      rule: httpExpectContinue.id,
      message: `${waited.toFixed(1)} s lost waiting for 100 Continue: the body of ${call.method} was held back so long, and the backend sent none`,
    },
  ];
}
