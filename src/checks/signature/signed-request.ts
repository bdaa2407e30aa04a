/** What all kinds of signatures need of a request, and what is told of one. */
import type { Buffer } from 'node:buffer';
import type { Severity } from '../../dialects/index.ts';
import { headerValue, type RequestMessage } from '../../http/index.ts';

/** A request whose signature is looked at. */
export interface SignedRequest {
  readonly method: string;
  readonly request: RequestMessage;
  /** The key that server and backend share; null: it was not given. */
  readonly key: Buffer | null;
  /** Seconds since 1970 at which the capture has the request. */
  readonly seconds: number;
  readonly showSecrets: boolean;
}

/** What is wrong with a signature: a sentence without its full stop. */
export interface SignatureFault {
  readonly message: string;
  readonly severity?: Severity;
  readonly consequence?: string;
  readonly evidence?: string;
}

export const NO_FAULTS: readonly SignatureFault[] = [];

/** The bytes of the body as they were sent; null where the capture has not all of them. */
export function signedBody({ body, headers }: RequestMessage): Buffer | null {
  if (!body.complete || !body.decoded || body.bytes.length !== body.length) return null;
  // What was signed may be the coded bytes or those within, of which only the latter are kept.
  return headerValue(headers, 'content-encoding') === null ? body.bytes : null;
}

export function uncheckedFault({ method, request }: SignedRequest): SignatureFault {
  const coding = headerValue(request.headers, 'content-encoding');
  const isThere = request.body.complete && !request.targetCut;
  const reason =
    coding !== null && isThere
      ? 'its body is in a content coding, and what of it was signed is not known'
      : 'the capture lacks part of the request';
  return { severity: 'note', message: `The hash of ${method} cannot be checked: ${reason}` };
}

/** A field name as it is usually written: `x-signature` is `X-Signature`. */
export function fieldName(lowerCase: string): string {
  return lowerCase.replace(/(?<![^-])[a-z]/g, (letter) => letter.toUpperCase());
}

/** A scheme and what follows it (RFC 9110 §11.4), or the credentials alone where there is no scheme. */
export function credentialsIn(value: string, scheme: string | null): string | null {
  const given = value.trim();
  if (scheme === null) return /^\S+$/.test(given) ? given : null;
  const [, word, credentials] = /^(\S+)\s+(\S+)$/.exec(given) ?? [];
  return word?.toLowerCase() === scheme.toLowerCase() ? (credentials ?? null) : null;
}
