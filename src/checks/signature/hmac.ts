import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import type { HmacSignature } from '../../dialects/index.ts';
import { headerValue } from '../../http/index.ts';
import { hasWholeHead } from '../message-facts.ts';
import { quoted } from '../wording.ts';
import {
  credentialsIn,
  fieldName,
  NO_FAULTS,
  type SignatureFault,
  type SignedRequest,
  signedBody,
  uncheckedFault,
} from './signed-request.ts';

/** How the bytes of a hash are written (RFC 4648 §4, §5, §8); padding may be left out of base64url. */
const WRITTEN: Readonly<Record<HmacSignature['encoding'], RegExp>> = {
  hex: /^[0-9a-f]+$/i,
  base64: /^[0-9a-z+/]+={0,2}$/i,
  base64url: /^[0-9a-z_-]+={0,2}$/i,
};

/** What is wrong with a header field that has the HMAC of the body. Without the key nothing is told. */
export function hmacFaults(rule: HmacSignature, signed: SignedRequest): readonly SignatureFault[] {
  const { method, request, key, showSecrets } = signed;
  if (key === null) return NO_FAULTS;
  const form = rule.scheme === null ? 'the hash alone' : `"${rule.scheme} <hash>"`;
  const field = fieldName(rule.header);
  const value = headerValue(request.headers, rule.header);
  if (value === null) {
    return hasWholeHead(request)
      ? [{ message: `${method} has no ${field} header field, ${form} is expected` }]
      : [uncheckedFault(signed)];
  }
  const found = credentialsIn(value, rule.scheme);
  if (found === null || !WRITTEN[rule.encoding].test(found)) {
    const given = value.trim();
    // A field of a single word may be the credential itself: it is not shown.
    const end = showSecrets ? given.length : given.search(/\s/);
    const shown = end < 0 ? 'another form' : `the form ${quoted(given.slice(0, end))}`;
    return [{ message: `The ${field} header field of ${method} has ${shown}, ${form} is expected` }];
  }
  const body = signedBody(request);
  if (body === null) return [uncheckedFault(signed)];
  const expected = createHmac(rule.hash, key).update(body).digest();
  if (Buffer.from(found, rule.encoding).equals(expected)) return NO_FAULTS;
  return [
    {
      message: `The hash in the ${field} header field of ${method} does not fit its body and the key`,
      consequence: 'A backend that checks it answers 403.',
      ...(showSecrets && {
        evidence: `found ${rule.encoding === 'hex' ? found.toLowerCase() : found}, expected ${expected.toString(rule.encoding)}`,
      }),
    },
  ];
}
