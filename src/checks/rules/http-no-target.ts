import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallRule } from '../rule.ts';

/** The request line has no target (RFC 9112 §3 demands one). */
export const httpNoTarget: CallRule = {
  id: 'http/no-target',
  severity: 'note',
  gathers: 'method-and-pointer',
  readsShapeOnly: true,
  inspect,
};

function inspect(read: ReadCall): readonly Draft[] {
  const { request } = read.exchange;
  if (request === null || request.target !== '' || request.targetCut) return NO_DRAFTS;
  return [
    {
      rule: httpNoTarget.id,
      message: `The request line of ${read.call.method} has no target: "${request.method} HTTP/${request.version}"`,
    },
  ];
}
