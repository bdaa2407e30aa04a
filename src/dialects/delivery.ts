/** How a system delivers hooks over HTTP, and which responses it takes as consent. */
import type { JsonType } from './parameter.ts';
import type { SourceTag } from './sources.ts';

/** Statuses from the first to the last, both included; a single status is a range of one. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What the body of a response must be for the response to count as accepted. A body that the capture does not hold
 * completely, or that cannot be decoded, refuses nothing.
 */
export type BodyRule =
  /** It makes no difference. */
  | { readonly kind: 'any' }
  /** It is JSON, of any kind; `object`: a JSON object. */
  | { readonly kind: 'json'; readonly object: boolean }
  /** Its text, without white space around it, is one of these. */
  | { readonly kind: 'text'; readonly equals: readonly string[] }
  /** The JSON body has a member at `path` (member names from the root) with one of the values, of the very type. */
  | {
      readonly kind: 'member';
      readonly path: readonly string[];
      readonly equals: readonly (string | number | boolean)[];
      /**
       * Types of values by which the backend says no on purpose: `{"code": 1}` where 0 is accepted. A value of another type, or none,
       * is a fault of the response. Left out: every other value is a refusal on purpose.
       */
      readonly refusedBy?: readonly JsonType[];
    }
  /** Any of these holds. */
  | { readonly kind: 'either'; readonly rules: readonly BodyRule[] };

/** A redirect of the client, as against one of the hook call: the server does not send the call again. */
export interface ClientRedirects {
  readonly statuses: readonly StatusRange[];
  /** What the server makes of the Location: whole sentences. */
  readonly description: string;
}

/**
 * By what body the backend tells the client why it refuses: a JSON object with exactly these members. Any other body is passed over.
 */
export interface RefusalText {
  readonly statuses: readonly StatusRange[];
  readonly members: readonly string[];
  /** That of the members whose text reaches the client. */
  readonly text: string;
  /** What becomes of the text where the body has other members: whole sentences. */
  readonly consequence: string;
  readonly source: SourceTag;
}

/** Which responses count as accepted. Every other response, and no response, counts as refused. */
export interface Acceptance {
  readonly statuses: readonly StatusRange[];
  /** Those of the accepted statuses by which the backend sends the client elsewhere. Left out: none. */
  readonly redirects?: ClientRedirects;
  /**
   * Other statuses by which the backend says no on purpose, as a `refusal` and not a fault. Left out: none, because most servers take
   * every other status for an error.
   */
  readonly refusals?: readonly StatusRange[];
  readonly body: BodyRule;
}

/**
 * How a call failed. `no-response`: no connection, or no response in time. `status`: a status that does not count as accepted.
 * `body`: the status does, the body does not, by a fault of it. `refusal`: the body, or the status, refuses on purpose.
 */
export type FailureKind = 'no-response' | 'status' | 'body' | 'refusal';

/** How a call failed, with the status of its response; null: there is none. */
export interface CallFailure {
  readonly kind: FailureKind;
  readonly status: number | null;
}

/**
 * A failure after which the server sends a call again. `refused`: any response that does not count as accepted. `status`: a status
 * that does not. `body`: a fault of the body; a refusal on purpose is none.
 */
export type RetryCause = 'no-response' | 'refused' | 'status' | 'body';

/** How the server repeats a call that failed: the same method and the same call, from the same host. */
export interface RetryRule {
  readonly after: readonly RetryCause[];
  /** Of the failures by status, only these are repeated. Left out: all of them. */
  readonly statuses?: readonly StatusRange[];
  /** Seconds between the failure and the repetition, at most. */
  readonly withinSeconds: number;
  /** How often a call is repeated. null: without end, or not known. */
  readonly times: number | null;
  /**
   * What is equal in a call and its repetition. Left out: all bytes of the body. `members`: the values at these paths (an id of the
   * call), at the same place of the same backend. `without`: the body but for these members of it (a counter).
   */
  readonly identity?:
    | { readonly by: 'members'; readonly paths: readonly (readonly string[])[] }
    | { readonly by: 'without'; readonly members: readonly string[] };
}

/**
 * How a payload is written. `json`: a JSON object as the body. `form`: `application/x-www-form-urlencoded` as the body. `query`:
 * the query of the target, with the same rules, in a request without a body. Values of forms and queries are strings.
 */
export type BodyForm = 'json' | 'form' | 'query';

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
  /** The server may be given several URLs and calls all of them: calls of their own, which are equal but for the place. */
  readonly toSeveral?: true;
  /** Whether the backend is to give back what it received. */
  readonly mirrored: boolean;
  /** Name of the server's setting for the timeout. */
  readonly timeoutSetting: string | null;
  /** Where the server logs hooks. */
  readonly logFile: string | null;
  readonly source: SourceTag;
}

/** How the server signs its requests, so that the backend can tell them from others'. */
export type SignatureRule = HmacSignature | JwtSignature | ChecksumSignature;

interface SignatureFacts {
  /** Name of the server's setting for the key. */
  readonly keySetting: string;
  readonly source: SourceTag;
}

/** A header field `SCHEME MAC`, or `MAC` alone, with the HMAC (RFC 2104) of the body's bytes. */
export interface HmacSignature extends SignatureFacts {
  readonly kind: 'hmac';
  /** Name of the header field, in lower case. */
  readonly header: string;
  /** The word before the signature; compared without regard to case (RFC 9110 §11.1). null: none. */
  readonly scheme: string | null;
  /** Name of the hash function, as `node:crypto` has it. */
  readonly hash: SignatureHash;
  /** How the bytes of the MAC are written. `base64url` is RFC 4648 §5, with or without padding. */
  readonly encoding: 'hex' | 'base64' | 'base64url';
}

/** A header field with a JSON Web Token (RFC 7519), HS256, of which a claim holds the hash of the body. */
export interface JwtSignature extends SignatureFacts {
  readonly kind: 'jwt';
  readonly header: string;
  /** The word before the token, as `Bearer`; null: none. */
  readonly scheme: string | null;
  /** The claim with the hash of the body in base64: it can be compared without the key. */
  readonly bodyHashClaim: string;
  readonly hash: SignatureHash;
}

/** A member of the target's query with the hash, in hexadecimal digits, of URL, body and key one after the other. */
export interface ChecksumSignature extends SignatureFacts {
  readonly kind: 'checksum';
  readonly parameter: string;
  readonly hash: SignatureHash;
}

export type SignatureHash = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
