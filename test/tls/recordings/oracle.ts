/** What tshark says of a recording, as the files beside the captures keep it. */

/** A message as tshark shows it. A message without a body has length 0. */
export interface OracleMessage {
  /** The frame that completes it; null where the backend's word stands in place of tshark's. */
  readonly frame: number | null;
  readonly length: number;
  /** Hexadecimal, of the body without chunks and content coding. */
  readonly sha256: string;
}

export interface OracleExchange {
  /** Number of the TCP connection, as `tcp.stream`. */
  readonly stream: number;
  readonly request: (OracleMessage & { readonly method: string; readonly uri: string }) | null;
  readonly response: (OracleMessage & { readonly status: number }) | null;
}

/** A connection whose ServerHello is in clear: what was chosen. */
export interface OracleConnection {
  readonly stream: number;
  /** `0x0304`. */
  readonly version: string;
  /** `0x1301`. */
  readonly suite: string;
}

/** One reading: a capture with a key log, and what it must give. */
export interface Oracle {
  /** What was recorded, and what is special in it. */
  readonly about: string;
  /** Name of the capture in the same folder. */
  readonly capture: string;
  /** Name of the key log in the same folder; null where the capture has the secrets, or there is none. */
  readonly keys: string | null;
  /** Why the exchanges are those that the backend itself noted, in place of tshark's. Absent: they are tshark's, and the same. */
  readonly correction?: string;
  readonly connections: readonly OracleConnection[];
  /** In order of stream and of requests. */
  readonly exchanges: readonly OracleExchange[];
}
