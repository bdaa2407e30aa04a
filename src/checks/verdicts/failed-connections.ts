import { type List, matching } from '../../base/list.ts';
import { listsBy } from '../../base/multimap.ts';
import type { ConnectionSummary } from '../../stream/index.ts';
import type { TlsGroup } from '../tls/groups.ts';
import { frameOf, outcomeOf } from '../tls/outcome.ts';

/** A way in which a connection to the backend can fail. */
export interface ConnectionFailure {
  /** Id of the rule that tells it. */
  readonly rule: string;
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

/** A way that the summary of a connection shows. */
interface ShownFailure extends ConnectionFailure {
  readonly holds: (connection: ConnectionSummary) => boolean;
}

const FAILURES: readonly ShownFailure[] = [
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

/**
 * The connections that failed, one list for each way in which a connection can fail. A reset that ended a TLS handshake is told as
 * that.
 */
export function failedConnectionsOf(
  connections: List<ConnectionSummary>,
  tlsGroups: readonly TlsGroup[],
): readonly FailedConnections[] {
  const tls = failedHandshakes(tlsGroups);
  const isTls = new Set(tls.flatMap((failed) => failed.connections.map(({ connection }) => connection)));
  const failed = matching(
    connections,
    (connection) => FAILURES.some(({ holds }) => holds(connection)) && !isTls.has(connection.connection),
  );
  const others = FAILURES.map((failure) => ({
    failure,
    connections: failed.filter(failure.holds).sort((one, other) => beginningOf(one) - beginningOf(other)),
  }));
  return [...tls, ...others];
}

/** TLS connections to backends whose handshake failed, one list for each rule that tells of them. */
function failedHandshakes(groups: readonly TlsGroup[]): readonly FailedConnections[] {
  const failed = groups.flatMap(({ isOfHooks, outcome, members }) => {
    return isOfHooks && outcome.kind === 'failed' ? [{ failure: outcome.failure, members }] : [];
  });
  const byRule = listsBy(failed, ({ failure }) =>
    failure.kind === 'clear-answer' ? 'tls/wrong-protocol' : 'tls/handshake-failed',
  );
  return [...byRule].map(([rule, own]) => {
    const members = own.flatMap((each) => each.members);
    const frames = new Map(
      members.map((member) => [member.connection.connection, frameOf(member, outcomeOf(member))] as const),
    );
    return {
      failure: {
        rule,
        frame: ({ connection, firstFrame }) => frames.get(connection) ?? firstFrame,
        words: 'failed in the TLS handshake',
      },
      connections: members
        .map(({ connection }) => connection)
        .sort((one, other) => beginningOf(one) - beginningOf(other)),
    };
  });
}

/** When a connection began: seconds since 1970. */
export function beginningOf(connection: ConnectionSummary): number {
  return connection.firstSeconds + connection.firstNanoseconds / 1e9;
}
