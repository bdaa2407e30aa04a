import { anyServer } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import { headerValue } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { hasWholeHead, isDamaged } from '../message-facts.ts';
import type { CallRule } from '../rule.ts';
import { quoted } from '../wording.ts';

/** The answer has a content coding, and the request did not say that the call server can undo any. */
export const httpUnaskedCoding: CallRule = {
  id: 'http/unasked-coding',
  // Legal, but many a simple client cannot read it (RFC 9110 §12.5.3).
  severity: 'note',
  gathers: 'method-and-pointer',
  inspect,
};

function inspect({ call, exchange }: ReadCall): readonly Draft[] {
  const { request, response } = exchange;
  if (request === null || response === null || response.body.length === 0) return NO_DRAFTS;
  const coding = headerValue(response.headers, 'content-encoding');
  if (coding === null || coding.trim().toLowerCase() === 'identity') return NO_DRAFTS;
  if (headerValue(request.headers, 'accept-encoding') !== null) return NO_DRAFTS;
  const mayLackFields = isDamaged(exchange, 'request') || (request.unknownFields ?? 0) > 0;
  if (mayLackFields && !hasWholeHead(request)) return NO_DRAFTS;
  return [
    {
      rule: httpUnaskedCoding.id,
      message: `The answer to ${call.method} has Content-Encoding ${quoted(coding)}, and the request has no Accept-Encoding`,
      consequence: consequenceFor(call.dialect.server),
      side: 'response',
    },
  ];
}

function consequenceFor(server: string): string {
  return server.startsWith('the ')
    ? `${anyServer(server).replace(/^a /, 'A ')} that undoes no codings cannot read the answer.`
    : `If ${server} undoes no codings, it cannot read the answer.`;
}
