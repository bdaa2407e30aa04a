import { createHash } from 'node:crypto';
import type { ChecksumSignature } from '../../dialects/index.ts';
import { headerValue } from '../../http/index.ts';
import {
  NO_FAULTS,
  type SignatureFault,
  type SignedRequest,
  signedBody,
  uncheckedFault,
} from './signed-request.ts';

/** What is wrong with the checksum of URL, body and key in a query. Without the key nothing is told. */
export function checksumFaults(rule: ChecksumSignature, signed: SignedRequest): readonly SignatureFault[] {
  const { method, request, key } = signed;
  if (key === null) return NO_FAULTS;
  if (request.targetCut) return [uncheckedFault(signed)];
  const { found, rest } = takenOut(request.target, rule.parameter);
  if (found === null) return [{ message: `The query of ${method} has no ${rule.parameter}` }];
  const body = signedBody(request);
  const host = headerValue(request.headers, 'host');
  if (body === null || host === null) return [uncheckedFault(signed)];
  // The capture has not the URL that was signed: only a server in front of the backend knows whether it was encrypted.
  const fits = SCHEMES.some((scheme) => {
    const sum = createHash(rule.hash)
      .update(`${scheme}://${host}${rest}`)
      .update(body)
      .update(key)
      .digest('hex');
    return sum === found.toLowerCase();
  });
  if (fits) return NO_FAULTS;
  return [
    {
      severity: 'warning',
      message: `The ${rule.parameter} in the query of ${method} does not fit its URL, its body and the key`,
      consequence:
        'A backend that checks it turns the call away. A proxy that rewrites the URL makes it look the same.',
    },
  ];
}

const SCHEMES = ['http', 'https'] as const;

/** A member of a target's query, and the target without it. */
function takenOut(
  target: string,
  parameter: string,
): { readonly found: string | null; readonly rest: string } {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const members = query === '' ? [] : query.split('&');
  const own = members.find((member) => member.startsWith(`${parameter}=`));
  const others = members.filter((member) => member !== own);
  return {
    found: own?.slice(parameter.length + 1) ?? null,
    rest: others.length === 0 ? path : `${path}?${others.join('&')}`,
  };
}
