import { isAccepted, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import type { CallRule } from '../rule.ts';

/** A header of the PROXY protocol stands before the first request of a connection. */
export const httpProxyHeader: CallRule = {
  id: 'http/proxy-header',
  severity: 'note',
  gathers: 'method-and-pointer',
  inspect,
};

function inspect({ call, exchange }: ReadCall, { masker }: CallInspection): readonly Draft[] {
  const header = exchange.problems.find(({ kind }) => kind === 'proxy-header');
  if (header === undefined) return NO_DRAFTS;
  const { response, dialect, method } = call;
  const message = `A PROXY protocol header stands before the request of ${method}`;
  const evidence = masker.captured(header.excerpt, dialect);
  if (isAccepted(call)) return [{ rule: httpProxyHeader.id, message, evidence }];
  // answer/status names the header where the backend refused the request.
  if (response !== null) return NO_DRAFTS;
  return [
    {
      rule: httpProxyHeader.id,
      severity: 'warning',
      message: `${message}, and the backend gave no answer: it seems not to expect the PROXY protocol`,
      evidence,
      consequence: 'A server that does not expect the header takes it for a broken request line.',
      remedy:
        'Switch the PROXY protocol off in the proxy before the backend (HAProxy: send-proxy, nginx: proxy_protocol), or on in the backend (nginx: listen ... proxy_protocol).',
    },
  ];
}
