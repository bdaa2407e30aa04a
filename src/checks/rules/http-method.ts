import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallRule } from '../rule.ts';
import { listed, quoted } from '../wording.ts';

export const httpMethod: CallRule = {
  id: 'http/method',
  severity: 'warning',
  title: 'Hook that is not a POST',
  means:
    'A request to the address of a hook has another HTTP method than POST. Call servers send all hooks by POST.',
  matters:
    'It was sent by something else, such as a browser, a health check or a proxy that turned POST into GET while following a redirect; the body, and with it the payload, is lost on the way.',
  fix: "Find out who sent it (address and User-Agent). Where a redirect is behind it, set the final address in the call server:\n  update app -l <url> <name>\nTest the backend as the call server does:\n  curl -i -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method>",
  inspect,
};

function inspect(read: ReadCall): readonly Draft[] {
  const { httpMethod: sent, method } = read.call;
  const { httpMethods } = read.call.dialect.delivery;
  if (httpMethods.includes(sent)) return NO_DRAFTS;
  const message = httpMethods.includes(sent.toUpperCase())
    ? `${method} was sent with the HTTP method ${quoted(sent)}: methods are case-sensitive, and a backend may refuse it`
    : `${method} was sent with the HTTP method ${quoted(sent)}, hooks are sent by ${listed(httpMethods, 'or')}`;
  return [{ rule: httpMethod.id, message }];
}
