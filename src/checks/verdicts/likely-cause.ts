import { firstIndex } from '../../base/first-index.ts';
import { applicationText, findMethod, neverAddedText, ruleRemedies } from '../../dialects/index.ts';
import type { ConnectionSummary } from '../../stream/index.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { MISSING_CALL } from '../rule-ids.ts';
import { dueSpan, type ExpectationResult } from './expected.ts';
import { beginningOf } from './failed-connections.ts';

/** What the capture shows that may explain an absence. */
export interface LikelyCause {
  /** A clause, to follow "Likely cause: ". */
  readonly text: string;
  /** Frames that show it. */
  readonly frames: readonly number[];
  /** Id of the rule that tells it; null where none does. */
  readonly rule: string | null;
  /** Ids of remedies of the dialect that fit, the likeliest first; empty where the expectation's own are best. */
  readonly remedies: readonly string[];
  /** Ids of remedies that it rules out. */
  readonly rulesOut: readonly string[];
}

/** Frames of failed connections that one cause names. */
const MAX_NAMED_FRAMES = 8;

/**
 * Looks for causes of a missing call, the most telling first: a connection to the backend that failed while the call
 * should have come; else whether the method is seen for the application at all, and whether its configuration is known.
 */
export function likelyCauses(
  expected: ExpectationResult,
  statistics: CaptureStatistics,
): readonly LikelyCause[] {
  const failed = failedConnection(expected, statistics);
  if (failed !== null) return [failed];
  return [neverSeen(expected, statistics), unknownConfig(expected, statistics)].filter(
    (cause) => cause !== null,
  );
}

function failedConnection(expected: ExpectationResult, statistics: CaptureStatistics): LikelyCause | null {
  const { from, until } = dueSpan(expected);
  const failed = failedWithin(from, until, statistics);
  if (failed === null) return null;
  const { dialect } = expected.trigger;
  const remedies = ruleRemedies(dialect, MISSING_CALL, 'connection-failed');
  return { ...failed, remedies, rulesOut: switchingOn(expected) };
}

/** Connections to the backend that failed within a span (seconds since 1970), of one kind; null where none did. */
export function failedWithin(
  from: number,
  until: number,
  statistics: CaptureStatistics,
): Pick<LikelyCause, 'text' | 'frames' | 'rule'> | null {
  for (const { failure, connections } of statistics.failedConnections) {
    const begin = firstFrom(connections, from);
    const end = firstFrom(connections, until, 'after');
    const first = connections[begin];
    if (first === undefined || begin >= end) continue;
    const frames = connections.slice(begin, Math.min(end, begin + MAX_NAMED_FRAMES)).map(failure.frame);
    const server = first.endpoints[first.client === 1 ? 0 : 1];
    const more = end - begin > 1 ? `, and ${end - begin - 1} more` : '';
    const text = `a connection to ${server.address}:${server.port} ${failure.words} at frame ${frames[0]}${more}`;
    return { text, frames, rule: failure.rule };
  }
  return null;
}

/** Index of the first of connections (in order of time) that began at a moment or later; `after`: only later. */
function firstFrom(
  connections: readonly ConnectionSummary[],
  moment: number,
  or: 'at' | 'after' = 'at',
): number {
  return firstIndex(connections.length, (index) => {
    const began = beginningOf(connections[index]);
    return began > moment || (or === 'at' && began === moment);
  });
}

function neverSeen(expected: ExpectationResult, statistics: CaptureStatistics): LikelyCause {
  const { trigger, method } = expected;
  const app = applicationText(trigger.dialect, trigger.appKey);
  const known = findMethod(trigger.dialect, method);
  const seen = known === null ? 0 : statistics.countOf(trigger, known.name);
  if (seen === 0) {
    const added = neverAddedText(trigger.dialect);
    return {
      text: `${method} does not occur${app} anywhere in the capture${added === null ? '' : `, so ${added}`}`,
      frames: [],
      rule: null,
      remedies: [],
      rulesOut: [],
    };
  }
  const times = seen === 1 ? 'once' : `${seen} times`;
  const text = `${method} occurs ${times}${app} elsewhere in the capture, so it is switched on, and this one did not come`;
  return { text, frames: [], rule: null, remedies: [], rulesOut: switchingOn(expected) };
}

/** Remedies that switch a method on: of no use where the capture shows that it is on. */
function switchingOn({ trigger }: ExpectationResult): readonly string[] {
  return trigger.dialect.activation?.remedies ?? [];
}

function unknownConfig({ trigger }: ExpectationResult, statistics: CaptureStatistics): LikelyCause | null {
  const { clientConfig } = trigger.dialect;
  if (clientConfig === null || statistics.isConfigKnown(trigger)) return null;
  const text = `the answer to the session's ${clientConfig.method} is not in the capture: that it switches the method off cannot be ruled out`;
  return { text, frames: [], rule: null, remedies: [], rulesOut: [] };
}
