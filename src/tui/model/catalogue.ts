import { firstIndex } from '../../base/first-index.ts';
import { Groups, NO_GROUP } from '../../base/groups.ts';
import type { List } from '../../base/list.ts';
import { listsBy } from '../../base/multimap.ts';
import { atOnce, ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { type ExpectationResult, type Finding, INCONCLUSIVE_CALL, MISSING_CALL } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import { grouped } from '../../report/layout/index.ts';
import { type BaselineView, baselineView, faultSum, faultsByBaseline } from '../../report/overview/index.ts';
import type { ConnectionSummary } from '../../stream/index.ts';
import type { TlsHandshake } from '../../tls/index.ts';
import { type FindingList, listFindings } from './finding-list.ts';
import { mayCome, otherRows, severitiesOf } from './other-rows.ts';
import { listProblems, type ProblemList } from './problem-list.ts';
import { RowList } from './row-list.ts';
import { listSessions, type SessionList } from './session-list.ts';

/**
 * One snapshot of the analysis with everything that showing it needs. It is made once for each snapshot, so that a key
 * press costs no more on a large capture than on a small one. What is needed of a row, a session or a connection is made when it is
 * shown.
 */
export interface Catalogue {
  readonly analysis: Analysis;
  /** True once everything was read. */
  readonly done: boolean;
  readonly all: RowList;
  readonly sessions: SessionList;
  /** Fingerprints of the baseline; undefined where none was given. */
  readonly known: ReadonlySet<string> | undefined;
  readonly baseline: BaselineView;
  /** How many faults are new to the baseline, and how many it has; null where none was given. */
  readonly news: { readonly fresh: number; readonly known: number } | null;
  readonly problems: ProblemList;
  readonly findings: FindingList;
  readonly findingsOf: ReadonlyMap<HookCall, readonly Finding[]>;
  /** The expectations that a call opened. */
  readonly openedBy: (call: HookCall) => readonly ExpectationResult[];
  /** A connection to the backend by its number (tcp.stream). */
  readonly connection: (number: number) => ConnectionSummary | null;
  /** What its TLS tells; null where it has none. */
  readonly tls: (number: number) => TlsHandshake | null;
  /** The headers and bodies of a call that are at hand; null where they were not kept. */
  readonly exchangeOf: (call: HookCall) => Exchange | null;
  /** The calls on the connection of a call, in the order of requests. */
  readonly callsBeside: (call: HookCall) => readonly HookCall[];
  readonly missing: MissingCalls;
  /** How many calls there are, and how many of them came since the analysis was made, so that nothing is known of them. */
  readonly calls: number;
  readonly unjudged: number;
  /** In which the last call begins. */
  readonly lastFrame: number;
}

/** The numbers of findings about missing calls. */
export interface MissingCalls {
  readonly errors: number;
  readonly warnings: number;
  /** The missing methods with their counts, the most frequent first. */
  readonly methods: readonly (readonly [string, number])[];
}

export function catalogueOf(analysis: Analysis, done: boolean, known?: ReadonlySet<string>): Catalogue {
  return atOnce(cataloguing(analysis, done, known));
}

/** The same in steps, between which other work can be done. */
export function* cataloguing(
  analysis: Analysis,
  done: boolean,
  known?: ReadonlySet<string>,
): Steps<Catalogue> {
  const { calls, positions, expectations, connections, tls } = analysis;
  const findings = done ? analysis.findings : yield* withoutPending(analysis);
  yield;
  const findingsOf = listsBy(findings, (finding) => finding.call);
  const severities = severitiesOf(findingsOf);
  yield;
  const others = yield* otherRows(analysis, findingsOf, done);
  yield;
  const context = { firstTime: analysis.firstTime, severities, positions };
  const all = yield* RowList.making(calls, others, context);
  yield;
  const sessions = yield* listSessions(analysis, all, severities, context);
  yield;
  const baseline = baselineView(analysis, known);
  yield;
  const opened = yield* grouping(expectations, calls.length, ({ trigger }) => positions.of(trigger));
  const highest = connections.at(-1)?.connection ?? NO_GROUP;
  const beside = yield* grouping(calls, highest + 1, ({ stream }) => (stream > highest ? NO_GROUP : stream));
  return {
    analysis,
    done,
    all,
    sessions,
    known,
    baseline,
    news: newsOf(analysis, baseline),
    problems: listProblems(analysis, findings, baseline),
    findings: listFindings(findings),
    findingsOf,
    openedBy: (call) => groupOf(opened, positions.of(call), expectations),
    connection: (number) => {
      const numberAt = (index: number): number =>
        connections.at(index)?.connection ?? Number.POSITIVE_INFINITY;
      const found = connections.at(firstIndex(connections.length, (index) => numberAt(index) >= number));
      return found?.connection === number ? found : null;
    },
    tls: (number) => {
      const at = firstIndex(tls.connections.length, (index) => {
        return tls.connections[index].connection.connection >= number;
      });
      const found = tls.connections[at];
      return found?.connection.connection === number ? found.handshake : null;
    },
    callsBeside: (call) => groupOf(beside, call.stream, calls),
    missing: countMissing(analysis.findings),
    exchangeOf: ({ id }) => analysis.exchanges.get(id) ?? null,
    calls: calls.length,
    unjudged: 0,
    lastFrame: calls.at(-1)?.requestFrames[0] ?? 0,
  };
}

function newsOf(analysis: Analysis, baseline: BaselineView): Catalogue['news'] {
  if (!baseline.isGiven) return null;
  const { fresh, known } = faultsByBaseline(analysis, baseline);
  return { fresh: faultSum(fresh), known: faultSum(known) };
}

/** `1 new, 5 known`. */
export function newsText({ fresh, known }: NonNullable<Catalogue['news']>): string {
  return `${grouped(fresh)} new, ${grouped(known)} known`;
}

function* grouping<Item>(
  items: List<Item>,
  groups: number,
  groupOfItem: (item: Item) => number,
): Steps<Groups> {
  const groupOf = new Int32Array(items.length);
  let at = 0;
  for (const item of items) {
    groupOf[at] = groupOfItem(item);
    at += 1;
    if (at % ITEMS_A_STEP === 0) yield;
  }
  yield;
  return yield* Groups.making(groupOf, groups);
}

function groupOf<Item>(groups: Groups, group: number, items: List<Item>): readonly Item[] {
  if (group < 0 || group >= groups.count) return [];
  return [...groups.positions(group)].flatMap((at) => items.at(at) ?? []);
}

/**
 * The findings without those about calls that may still come: such a call is a row that says so, and that the capture
 * cannot show it is only true at the end.
 */
function* withoutPending({ findings, expectations }: Analysis): Steps<readonly Finding[]> {
  const pending = new Map<HookCall, Set<string>>();
  let looked = 0;
  for (const expected of expectations) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    // One member after the other: each is looked up when it is asked for, and most expectations were met.
    if (!mayCome(expected.verdict, expected.cause)) continue;
    const { trigger, method } = expected;
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
