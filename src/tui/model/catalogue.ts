import { listsBy } from '../../base/multimap.ts';
import { type ExpectationResult, type Finding, INCONCLUSIVE_CALL, MISSING_CALL } from '../../checks/index.ts';
import { type Analysis, atOnce, type Steps } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { ConnectionSummary } from '../../stream/index.ts';
import { type FindingList, listFindings } from './finding-list.ts';
import { makeRows, mayCome } from './make-rows.ts';
import { type RowList, rowList } from './row-list.ts';
import { listSessions, type SessionEntry } from './session-list.ts';

/**
 * One snapshot of the analysis with everything that showing it needs. It is made once for each snapshot, so that a key
 * press costs no more on a large capture than on a small one.
 */
export interface Catalogue {
  readonly analysis: Analysis;
  /** True once everything was read. */
  readonly done: boolean;
  readonly all: RowList;
  /** Sessions, those with faults first. */
  readonly sessions: readonly SessionEntry[];
  readonly findings: FindingList;
  readonly findingsOf: ReadonlyMap<HookCall, readonly Finding[]>;
  /** Expectations by the call that opened them. */
  readonly opened: ReadonlyMap<HookCall, readonly ExpectationResult[]>;
  /** Connections to the backend by their number (tcp.stream). */
  readonly connections: ReadonlyMap<number, ConnectionSummary>;
  /** Calls by the number of their connection, in the order of requests. */
  readonly callsByConnection: ReadonlyMap<number, readonly HookCall[]>;
  readonly missing: MissingCalls;
}

/** The numbers of findings about missing calls. */
export interface MissingCalls {
  readonly errors: number;
  readonly warnings: number;
  /** The missing methods with their counts, the most frequent first. */
  readonly methods: readonly (readonly [string, number])[];
}

export function catalogueOf(analysis: Analysis, done: boolean): Catalogue {
  return atOnce(cataloguing(analysis, done));
}

/** The same in steps, between which other work can be done. */
export function* cataloguing(analysis: Analysis, done: boolean): Steps<Catalogue> {
  const findings = done ? analysis.findings : withoutPending(analysis);
  const findingsOf = listsBy(findings, (finding) => finding.call);
  yield;
  const rows = yield* makeRows(analysis, findingsOf, done);
  const all = rowList(rows);
  yield;
  const sessions = yield* listSessions(analysis, rows);
  const opened = listsBy(analysis.expectations, (expected) => expected.trigger);
  yield;
  const callsByConnection = listsBy(analysis.calls, (call) => call.stream);
  yield;
  return {
    analysis,
    done,
    all,
    sessions,
    findings: listFindings(findings),
    findingsOf,
    connections: new Map(analysis.connections.map((connection) => [connection.connection, connection])),
    callsByConnection,
    missing: countMissing(analysis.findings),
    opened,
  };
}

/**
 * The findings without those about calls that may still come: such a call is a row that says so, and that the capture
 * cannot show it is only true at the end.
 */
function withoutPending({ findings, expectations }: Analysis): readonly Finding[] {
  const pending = new Map<HookCall, Set<string>>();
  for (const { verdict, cause, trigger, method } of expectations) {
    if (!mayCome(verdict, cause)) continue;
    pending.set(trigger, (pending.get(trigger) ?? new Set()).add(method));
  }
  return findings.filter(
    ({ rule, call, method }) =>
      rule !== INCONCLUSIVE_CALL ||
      call === null ||
      method === null ||
      pending.get(call)?.has(method) !== true,
  );
}

function countMissing(findings: readonly Finding[]): MissingCalls {
  const methods = new Map<string, number>();
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { rule, severity, method } of findings) {
    if (rule !== MISSING_CALL) continue;
    counts[severity] += 1;
    if (severity !== 'note') methods.set(method ?? '?', (methods.get(method ?? '?') ?? 0) + 1);
  }
  return {
    errors: counts.error,
    warnings: counts.warning,
    methods: [...methods].sort((one, other) => other[1] - one[1]),
  };
}
