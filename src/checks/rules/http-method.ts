import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallRule } from '../rule.ts';
import { listed, quoted } from '../wording.ts';

/** A hook was sent by another HTTP method than the call server uses. */
export const httpMethod: CallRule = {
  id: 'http/method',
  severity: 'warning',
  readsShapeOnly: true,
  inspect,
};

function inspect(read: ReadCall): readonly Draft[] {
  const { httpMethod: sent, method } = read.call;
  const { httpMethods } = read.call.dialect.delivery;
  // Of HTTP/2 the capture may not tell it.
  if (sent === '' || httpMethods.includes(sent)) return NO_DRAFTS;
  const message = httpMethods.includes(sent.toUpperCase())
    ? `${method} was sent with the HTTP method ${quoted(sent)}: methods are case-sensitive, and a backend may refuse it`
    : `${method} was sent with the HTTP method ${quoted(sent)}, hooks are sent by ${listed(httpMethods, 'or')}`;
  return [{ rule: httpMethod.id, message }];
}
