import type { ClockStep } from '../base/clock-steps.ts';
import type { CaptureDiagnostic, CaptureInfo, FrameOrigins, FramePlaces } from '../capture/index.ts';
import { type OtherExchange, type RuleDrafts, TriggerList } from '../checks/index.ts';
import type { HookCall, OtherRequests, ReadCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { NetworkEvidence } from '../network/index.ts';
import type { ConnectionSnapshot } from '../stream/index.ts';
import type { TlsHandshake } from '../tls/index.ts';
import type { EdgeFrame } from './edge-frame.ts';
import type { SystemSeen } from './systems.ts';

/**
 * What was collected from traffic, before anything is judged. It is a value: nothing that is read later changes it. Several
 * shards merge to one (`merge.ts`), and any of them can be judged (`judge.ts`).
 */
export interface Shard {
  /** Capture sets in order of time. */
  readonly readings: readonly CaptureReading[];
  readonly parts: readonly Part[];
}

/** A capture set that was read, in whole or a share of its connections. */
export interface CaptureReading {
  readonly captures: readonly CaptureInfo[];
  readonly diagnostics: readonly CaptureDiagnostic[];
  readonly frames: number;
  /** Places where its clock was set back, by the frames of the reading. */
  readonly clockSteps: readonly ClockStep[];
  /** Where frames stand in its file; null where they are of several files. */
  readonly places: FramePlaces | null;
  /** Which frame of which file each of its frames is. */
  readonly origins: FrameOrigins;
  /** Which shares of the connections were read; see {@link ConnectionShare}. */
  readonly shares: readonly ConnectionShare[];
  /**
   * Frames of connections that may go on in an earlier or later capture, in order; nothing of them is in the parts.
   * null where edges were not asked for: then a connection ends where its capture does.
   */
  readonly edges: readonly EdgeFrame[] | null;
}

/** One of `of` shares of all connections, by their end points; `index` counts from 0. */
export interface ConnectionShare {
  readonly index: number;
  readonly of: number;
}

/** Connections of one reading, and what was collected from them. Frames and connections have the numbers of the reading. */
export interface Part {
  /** Position of the capture set among the readings of the shard. */
  readonly reading: number;
  readonly connections: ConnectionSnapshot;
  /** What packets beside the connections tell. */
  readonly network: NetworkEvidence;
  readonly tls: TlsSeen;
  readonly collected: readonly Collected[];
}

/** The TLS connections of a reading. */
export interface TlsSeen {
  /** What they tell in clear, by the number of the connection. */
  readonly handshakes: ReadonlyMap<number, TlsHandshake>;
  /** Connections that were not kept, because MAX_TLS_CONNECTIONS was reached. */
  readonly left: number;
  /** All connections that were looked at for hooks, have data, and were not decrypted. */
  readonly unread: ReadonlySet<number>;
  /** How many secrets of TLS sessions were at hand. */
  readonly secrets: number;
}

/** What was collected from the exchanges of a reading. */
export interface Collected {
  /** In the order in which they were complete. */
  readonly calls: readonly HookCall[];
  readonly triggers: TriggerList;
  /** What the call rules said, by rule. */
  readonly drafts: readonly RuleDrafts[];
  /** Headers and bodies that were kept, by the id of the call. */
  readonly exchanges: ReadonlyMap<number, Exchange>;
  /** Requests that are no hook, by server port. */
  readonly otherHttp: ReadonlyMap<number, number>;
  /** Of these, those whose method is none of hooks, as far as they are listed: see `MAX_OTHER_EXCHANGES`. */
  readonly otherExchanges: readonly OtherExchange[];
  /** Exchanges left out because neither end is the host asked for. */
  readonly otherHosts: number;
  /** Calls that were forgotten. */
  readonly forgotten: number;
  /**
   * Requests that are no hook by what they have in common, and responses without requests. Counted until a hook was seen:
   * they explain why there is none.
   */
  readonly otherRequests: readonly OtherRequests[];
  /** Requests whose kind was not kept. */
  readonly otherRequestsLeft: number;
  readonly tlsConnections: readonly number[];
  readonly http2Connections: readonly number[];
  /** Which systems sent the calls, and by what they were recognised. */
  readonly systems: readonly SystemSeen[];
  /** Servers that took a hook, as `address:port`, and their ports; hosts that sent one. */
  readonly servers: ReadonlySet<string>;
  readonly ports: ReadonlySet<number>;
  readonly clients: ReadonlySet<string>;
  /** Requests that are hooks if their server turns out to be a backend; counted as other HTTP until then. */
  readonly unsettled: readonly ReadCall[];
  /** The same, already looked at as hooks, so that their payloads need not be kept: by server, in the order of the servers. */
  readonly possible: readonly PossibleCalls[];
}

/** Calls that are hooks if their server turns out to be a backend, and what follows from them then. */
export interface PossibleCalls {
  /** `address:port`. */
  readonly server: string;
  readonly port: number;
  readonly collected: Collected;
}

/** Where nothing was read. */
export const NOTHING_COLLECTED: Collected = {
  calls: [],
  triggers: new TriggerList([], []),
  drafts: [],
  exchanges: new Map(),
  otherHttp: new Map(),
  otherExchanges: [],
  otherHosts: 0,
  forgotten: 0,
  otherRequests: [],
  otherRequestsLeft: 0,
  tlsConnections: [],
  http2Connections: [],
  systems: [],
  servers: new Set(),
  ports: new Set(),
  clients: new Set(),
  unsettled: [],
  possible: [],
};
