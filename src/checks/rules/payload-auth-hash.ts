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

/** A scheme, and the signature in hexadecimal digits (RFC 9110 §11.4). */
const CREDENTIALS = /^\s*(\S+)\s+([0-9a-f]+)\s*$/i;

function inspect({ exchange, call }: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { request } = exchange;
  const { signature } = call.dialect;
  if (inspection.hookSecret === null || request === null || signature === null) return NO_DRAFTS;
  if (signature.kind !== 'hmac') return NO_DRAFTS;
  const form = `"${signature.scheme} <hash>"`;
  const field = fieldName(signature.header);
  const told = (message: string, more: Partial<Draft> = {}): readonly Draft[] => [
    { rule: payloadAuthHash.id, message, ...more },
  ];
  const unchecked = (): readonly Draft[] =>
    told(`The hash of ${call.method} cannot be checked: the capture lacks part of the request`, {
      severity: 'note',
    });
  const value = headerValue(request.headers, signature.header);
  if (value === null) {
    if (!hasWholeHead(request)) return unchecked();
    return told(`${call.method} has no ${field} header field, ${form} is expected`);
  }
  const [, scheme, digits] = CREDENTIALS.exec(value) ?? [];
  const found = scheme?.toLowerCase() === signature.scheme?.toLowerCase() ? digits?.toLowerCase() : undefined;
  if (found === undefined) {
    const given = value.trim();
    // A field of a single word may be the credential itself: it is not shown.
    const end = inspection.masker.showSecrets ? given.length : given.search(/\s/);
    const shown = end < 0 ? 'another form' : `the form ${quoted(given.slice(0, end))}`;
    return told(`The ${field} header field of ${call.method} has ${shown}, ${form} is expected`);
  }
  const { body } = request;
  if (!body.complete || !body.decoded || body.bytes.length !== body.length) return unchecked();
  const expected = createHmac(signature.hash, inspection.hookSecret).update(body.bytes).digest('hex');
  if (found === expected) return NO_DRAFTS;
  return told(`The hash in the ${field} header field of ${call.method} does not fit its body and the key`, {
    consequence: 'A backend that checks it answers 403.',
    ...(inspection.masker.showSecrets ? { evidence: `found ${found}, expected ${expected}` } : {}),
  });
}

/** A field name as it is usually written: `x-signature` is `X-Signature`. */
function fieldName(lowerCase: string): string {
  return lowerCase.replace(/(?<![^-])[a-z]/g, (letter) => letter.toUpperCase());
}
