import { createHmac } from 'node:crypto';
import type { ReadCall } from '../../hooks/index.ts';
import { headerValue } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { hasWholeHead } from '../message-facts.ts';
import type { CallRule, InspectionOptions } from '../rule.ts';
import { quoted } from '../wording.ts';

export const payloadAuthHash: CallRule = {
  id: 'payload/auth-hash',
  severity: 'error',
  title: 'Authorization hash absent or wrong',
  means:
    'With rest_hook_send_hash=true the call server adds "Authorization: WCS <hex>" to every hook, where <hex> is the HMAC-MD5 of the body with rest_hook_secret_key. The field is absent, or does not fit the body and the key given by --hook-secret-file. As a note: it cannot be checked, because the capture lacks part of the body.',
  matters:
    'A backend that checks the hash must answer 403, and the call is refused. A wrong hash also means that the key is another than thought, or that the body was changed on its way.',
  fix: 'On the call server, in flashphoner.properties:\n  rest_hook_send_hash=true\n  rest_hook_secret_key=<key>\nthen restart it. Compare the key with the file given here (a line break at its end does not count). Compute the hash of a body:\n  openssl dgst -md5 -hmac "$KEY" body.json\nIf only some hooks fail, look for a proxy that rewrites bodies.',
  inspect,
};

/** A scheme, and the signature in hexadecimal digits (RFC 9110 §11.4). */
const CREDENTIALS = /^\s*(\S+)\s+([0-9a-f]+)\s*$/i;

function inspect({ exchange, call }: ReadCall, options: InspectionOptions): readonly Draft[] {
  const { request } = exchange;
  const { signature } = call.dialect;
  if (options.hookSecret === null || request === null || signature === null) return NO_DRAFTS;
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
  const found = scheme?.toLowerCase() === signature.scheme.toLowerCase() ? digits?.toLowerCase() : undefined;
  if (found === undefined) {
    const given = value.trim();
    // A single word may be the credential itself.
    const end = options.masker.showSecrets ? given.length : given.search(/\s/);
    const shown = end < 0 ? 'another form' : `the form ${quoted(given.slice(0, end))}`;
    return told(`The ${field} header field of ${call.method} has ${shown}, ${form} is expected`);
  }
  const { body } = request;
  if (!body.complete || !body.decoded || body.bytes.length !== body.length) return unchecked();
  const expected = createHmac(signature.hash, options.hookSecret).update(body.bytes).digest('hex');
  if (found === expected) return NO_DRAFTS;
  return told(`The hash in the ${field} header field of ${call.method} does not fit its body and the key`, {
    consequence: 'A backend that checks it answers 403.',
    ...(options.masker.showSecrets ? { evidence: `found ${found}, expected ${expected}` } : {}),
  });
}

/** A field name as it is usually written: `x-signature` is `X-Signature`. */
function fieldName(lowerCase: string): string {
  return lowerCase.replace(/(?<![^-])[a-z]/g, (letter) => letter.toUpperCase());
}
