import { createHmac } from 'node:crypto';
import type { ReadCall } from '../../hooks/index.ts';
import { headerValue } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { hasWholeHead } from '../message-facts.ts';
import type { CallRule } from '../rule.ts';
import { quoted } from '../wording.ts';

/** The signature of a request is absent or wrong; checked only where the key was given. */
export const payloadAuthHash: CallRule = {
  id: 'payload/auth-hash',
  severity: 'error',
  inspect,
};

/** The scheme of the vendor's page "Authorization on backend". */
const WCS_AUTHORIZATION = /^\s*WCS\s+([0-9a-f]+)\s*$/i;

function inspect({ exchange, call }: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { request } = exchange;
  // Call servers without a client configuration do not sign hooks.
  if (inspection.hookSecret === null || request === null || call.dialect.clientConfig === null)
    return NO_DRAFTS;
  const told = (message: string, more: Partial<Draft> = {}): readonly Draft[] => [
    { rule: payloadAuthHash.id, message, ...more },
  ];
  const unchecked = (): readonly Draft[] =>
    told(`The hash of ${call.method} cannot be checked: the capture lacks part of the request`, {
      severity: 'note',
    });
  const value = headerValue(request.headers, 'authorization');
  if (value === null) {
    if (!hasWholeHead(request)) return unchecked();
    return told(`${call.method} has no Authorization header field, "WCS <hash>" is expected`);
  }
  const found = WCS_AUTHORIZATION.exec(value)?.[1]?.toLowerCase();
  if (found === undefined) {
    const given = value.trim();
    // A field of a single word may be the credential itself: it is not shown.
    const end = inspection.masker.showSecrets ? given.length : given.search(/\s/);
    const shown = end < 0 ? 'another form' : `the form ${quoted(given.slice(0, end))}`;
    return told(`The Authorization header field of ${call.method} has ${shown}, "WCS <hash>" is expected`);
  }
  const { body } = request;
  if (!body.complete || !body.decoded || body.bytes.length !== body.length) return unchecked();
  const expected = createHmac('md5', inspection.hookSecret).update(body.bytes).digest('hex');
  if (found === expected) return NO_DRAFTS;
  return told(
    `The hash in the Authorization header field of ${call.method} does not fit its body and the key`,
    {
      consequence: 'A backend that checks it answers 403.',
      ...(inspection.masker.showSecrets ? { evidence: `found ${found}, expected ${expected}` } : {}),
    },
  );
}
