import type { OtherRequests } from '../hooks/index.ts';
import type { IcmpErrors, NameLookup } from '../network/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import type { TlsHandshake } from '../tls/index.ts';

/** What the capture tells of the network beside hook calls. */
export interface NetworkFacts {
  /** ICMP errors, each with the connection whose packets could not be delivered; in order of their first frames. */
  readonly icmpErrors: readonly IcmpSighting[];
  /** Look-ups of names in the DNS, in order of their first frames. */
  readonly lookups: readonly NameLookup[];
  /** Connections with TLS, in order of first frame. */
  readonly tls: readonly TlsSighting[];
  /** Secrets of TLS sessions that were given; 0: none, so that nobody expects anything to be decrypted. */
  readonly tlsSecrets: number;
  /** Connections with HTTP/2 in clear, in order of first frame. */
  readonly http2: readonly ConnectionSummary[];
  /** Requests that are no hooks. Complete only where the capture has no hook. */
  readonly otherRequests: readonly OtherRequests[];
  /** Requests of further kinds, which were only counted. */
  readonly otherRequestsLeft: number;
  /**
   * Connections of the whole capture, to whatever port, that were refused, not answered or reset, in order of first frame. Empty
   * where nothing asks for them: the capture has hooks, and no response says that a proxy could not reach its backend.
   */
  readonly failures: readonly ConnectionSummary[];
}

/** ICMP errors and the connection that they are about. */
export interface IcmpSighting {
  readonly errors: IcmpErrors;
  readonly connection: ConnectionSummary;
}

/** A TLS connection and what it tells. */
export interface TlsSighting {
  readonly connection: ConnectionSummary;
  readonly handshake: TlsHandshake;
  /** Hooks are expected there: see `tlsScopeOf`. What is wrong with other TLS is nothing to tell about hooks. */
  readonly isOfHooks: boolean;
}

/** Of a capture that tells nothing of the network. */
export const NO_NETWORK_FACTS: NetworkFacts = {
  icmpErrors: [],
  lookups: [],
  tls: [],
  tlsSecrets: 0,
  http2: [],
  otherRequests: [],
  otherRequestsLeft: 0,
  failures: [],
};
