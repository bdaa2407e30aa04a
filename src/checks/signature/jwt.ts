import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { MAX_HEADER_BYTES } from '../../base/limits.ts';
import type { JwtSignature } from '../../dialects/index.ts';
import { headerValue } from '../../http/index.ts';
import { hasWholeHead } from '../message-facts.ts';
import { elapsedText, quoted } from '../wording.ts';
import {
  credentialsIn,
  fieldName,
  NO_FAULTS,
  type SignatureFault,
  type SignedRequest,
  signedBody,
  uncheckedFault,
} from './signed-request.ts';

/** The algorithm of the signature: HMAC with SHA-256 (RFC 7518 §3.2). */
const ALGORITHM = 'HS256';
/** Seconds by which a token must be out of date for that to be told: clocks differ, and what comes late was sent before. */
const EXPIRY_TOLERANCE = 60;

/** A token in its parts (RFC 7515 §7.1). */
interface Token {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What is signed: the first two parts as they were sent. */
  readonly signedText: string;
  readonly signature: Buffer;
}

/**
 * What is wrong with a header field that has a token: the hash of the body in it, the signature, and the time. Without the key only what
 * the token itself says is compared. Who issued it nobody can tell from a capture.
 */
export function jwtFaults(rule: JwtSignature, signed: SignedRequest): readonly SignatureFault[] {
  const { method, request, key } = signed;
  const field = fieldName(rule.header);
  const form = `${rule.scheme === null ? '' : `${rule.scheme} and `}a JSON Web Token`;
  const value = headerValue(request.headers, rule.header);
  if (value === null) {
    if (key === null) return NO_FAULTS;
    return hasWholeHead(request)
      ? [{ message: `${method} has no ${field} header field, ${form} is expected` }]
      : [uncheckedFault(signed)];
  }
  const token = tokenIn(credentialsIn(value, rule.scheme));
  if (token === null) {
    if (key === null) return NO_FAULTS;
    return [{ message: `The ${field} header field of ${method} has another form, ${form} is expected` }];
  }
  const place = `the token in the ${field} header field of ${method}`;
  return [
    ...(key === null ? NO_FAULTS : signatureFaults(token, key, place)),
    ...bodyFaults(rule, token, signed, place),
    ...expiryFaults(token, signed, place),
  ];
}

/** Characters of a token that are looked at: it stands in a head. */
const MOST_CHARACTERS = MAX_HEADER_BYTES;

function tokenIn(credentials: string | null): Token | null {
  if (credentials === null || credentials.length > MOST_CHARACTERS) return null;
  const [, header = '', claims = '', signature = ''] =
    /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(credentials) ?? [];
  const parsedHeader = objectIn(header);
  const parsedClaims = objectIn(claims);
  if (parsedHeader === null || parsedClaims === null) return null;
  return {
    header: parsedHeader,
    claims: parsedClaims,
    signedText: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

function objectIn(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

function signatureFaults(
  { header, signedText, signature }: Token,
  key: Buffer,
  place: string,
): readonly SignatureFault[] {
  if (header.alg !== ALGORITHM) {
    const found = typeof header.alg === 'string' ? quoted(header.alg) : 'no algorithm';
    return [{ message: `${upperFirst(place)} names ${found}, "${ALGORITHM}" is expected` }];
  }
  const expected = createHmac('sha256', key).update(signedText).digest();
  if (signature.equals(expected)) return NO_FAULTS;
  return [
    {
      message: `${upperFirst(place)} is not signed with the key`,
      consequence: 'A backend that checks it turns the call away, mostly with 401.',
    },
  ];
}

function bodyFaults(
  { bodyHashClaim, hash }: JwtSignature,
  { claims }: Token,
  signed: SignedRequest,
  place: string,
): readonly SignatureFault[] {
  const claimed = claims[bodyHashClaim];
  if (typeof claimed !== 'string') {
    return [{ message: `${upperFirst(place)} has no claim ${bodyHashClaim} with the hash of the body` }];
  }
  const body = signedBody(signed.request);
  if (body === null) return [uncheckedFault(signed)];
  // Padded or not, in either alphabet of base64 (RFC 4648 §4, §5): the same bytes.
  const isSame = Buffer.from(claimed, 'base64').equals(createHash(hash).update(body).digest());
  if (isSame) return NO_FAULTS;
  return [
    {
      message: `The claim ${bodyHashClaim} of ${place} is not the hash of its body: the body is not the one that was signed`,
      consequence:
        'A backend that checks it turns the call away, mostly with 401. Something on the way may have rewritten the body.',
    },
  ];
}

/** Only what is plainly out of date: the clock of the capture is not the one that the backend asks. */
function expiryFaults(
  { claims }: Token,
  { seconds }: SignedRequest,
  place: string,
): readonly SignatureFault[] {
  const { exp } = claims;
  const late = typeof exp === 'number' ? seconds - exp : 0;
  if (late <= EXPIRY_TOLERANCE) return NO_FAULTS;
  return [
    {
      severity: 'warning',
      message: `${upperFirst(place)} had expired ${elapsedText(late)} before the capture has the request`,
      consequence: 'A backend that checks it turns the call away. Clocks that differ look the same.',
    },
  ];
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
