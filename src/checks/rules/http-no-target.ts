import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallRule } from '../rule.ts';

export const httpNoTarget: CallRule = {
  id: 'http/no-target',
  severity: 'note',
  title: 'Request line without a target',
  means:
    'The request line names no path: "POST HTTP/1.1". OpenVox prints its reports so; RFC 9112 §3 demands a target.',
  matters:
    'Strict web servers and proxies answer 400 Bad Request, and the report never reaches the application behind them.',
  fix: 'Nothing, where the backend answers 200. Where it answers 400: give the PBX a full address with a path, or receive the reports with a server that accepts such a line.',
  gathers: 'method-and-pointer',
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
