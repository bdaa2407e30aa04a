import type { ConnectionSummary } from '../../stream/index.ts';

/** A way in which a connection to the backend can fail. */
export interface ConnectionFailure {
  /** Id of the rule that tells it. */
  readonly rule: string;
  readonly holds: (connection: ConnectionSummary) => boolean;
  /** Number of the frame that shows it. */
  readonly frame: (connection: ConnectionSummary) => number;
  /** What happened to the connection: a verb in the past tense. */
  readonly words: string;
}

/** The connections that failed in one way, in order of time. */
export interface FailedConnections {
  readonly failure: ConnectionFailure;
  readonly connections: readonly ConnectionSummary[];
}

const FAILURES: readonly ConnectionFailure[] = [
  {
    rule: 'transport/refused',
    holds: (connection) => connection.handshake === 'refused',
    frame: (connection) => connection.resetFrame,
    words: 'was refused',
  },
  {
    rule: 'transport/unanswered',
    holds: (connection) => connection.handshake === 'unanswered',
    frame: (connection) => connection.firstFrame,
    words: 'got no answer',
  },
  {
    rule: 'transport/reset',
    holds: (connection) =>
      connection.handshake === 'complete' &&
      connection.resetFrame > 0 &&
      connection.resetBy !== connection.client,
    frame: (connection) => connection.resetFrame,
    words: 'was reset',
  },
];

/** The connections that failed, one list for each way in which a connection can fail. */
export function failedConnectionsOf(connections: readonly ConnectionSummary[]): readonly FailedConnections[] {
  return FAILURES.map((failure) => ({
    failure,
    connections: connections
      .filter(failure.holds)
      .sort((one, other) => beginningOf(one) - beginningOf(other)),
  }));
}

/** When a connection began: seconds since 1970. */
export function beginningOf(connection: ConnectionSummary): number {
  return connection.firstSeconds + connection.firstNanoseconds / 1e9;
}
