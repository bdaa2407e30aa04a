/** How a system delivers hooks over HTTP, and which responses it takes as consent. */
import type { SourceTag } from './sources.ts';

/** Statuses from the first to the last, both included; a single status is a range of one. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What the body of a response must be for the response to count as accepted. `any`: the body makes no difference.
 * `member`: the JSON body has a member at `path` (member names from the root) with one of the values. A body that the
 * capture does not hold completely, or that cannot be decoded, refuses nothing.
 */
export type BodyRule =
  | { readonly kind: 'any' }
  | {
      readonly kind: 'member';
      readonly path: readonly string[];
      readonly equals: readonly (string | number | boolean)[];
    };

/** Which responses count as accepted. Every other response, and no response, counts as refused. */
export interface Acceptance {
  readonly statuses: readonly StatusRange[];
  readonly body: BodyRule;
}

/** A failure after which the server sends a call again. `refused`: a response that does not count as accepted. */
export type RetryCause = 'no-response' | 'refused';

/** How the server repeats a call that failed: the same method, target and body from the same host. */
export interface RetryRule {
  readonly after: readonly RetryCause[];
  /** Seconds between the failure and the repetition, at most. */
  readonly withinSeconds: number;
  /** How often a call is repeated. null: without end, or not known. */
  readonly times: number | null;
}

/** How a payload is written in the body of a request. Only JSON is read today. */
export type BodyForm = 'json' | 'form';

/** How the server delivers hooks. null: not known. */
export interface HookDelivery {
  /** HTTP methods that hooks are sent with; compared exactly, because methods are case-sensitive (RFC 9110 §9.1). */
  readonly httpMethods: readonly string[];
  readonly bodyForms: readonly BodyForm[];
  /** Seconds after which the server gives up waiting for a response, by default. */
  readonly timeoutSeconds: number | null;
  /** Seconds; the longest timeout that the vendor recommends. A response that takes longer is slow. */
  readonly slowSeconds: number | null;
  /** Seconds that a response may take at most where the capture does not show how long it took. */
  readonly longestResponseSeconds: number;
  /** null: the server repeats nothing. */
  readonly retry: RetryRule | null;
  /** Whether the backend is to give back what it received. */
  readonly mirrored: boolean;
  /** Name of the server's setting for the timeout. */
  readonly timeoutSetting: string | null;
  /** Where the server logs hooks. */
  readonly logFile: string | null;
  readonly source: SourceTag;
}

/**
 * How the server signs its requests: a header field `SCHEME HEX`, in which HEX is the HMAC of the body in lower-case or
 * upper-case hexadecimal digits.
 */
export interface SignatureRule {
  /** Name of the header field, in lower case. */
  readonly header: string;
  /** The word before the signature; compared without regard to case (RFC 9110 §11.1). */
  readonly scheme: string;
  /** Name of the hash function, as `node:crypto` has it. */
  readonly hash: 'md5' | 'sha1' | 'sha256' | 'sha512';
  /** Name of the server's setting for the key. */
  readonly keySetting: string;
  readonly source: SourceTag;
}
