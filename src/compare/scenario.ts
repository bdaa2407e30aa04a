import { listsBy } from '../base/multimap.ts';
import type { Dialect } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import { type HookCall, roleOf, type Session } from '../hooks/index.ts';

/** What a client did from its first hook call to its last: a connection, a call, a stream, a message … */
export interface Scenario {
  readonly dialect: Dialect;
  /** `connection` for the calls of the session itself; otherwise the kind of the dialog. */
  readonly kind: string;
  readonly sessionId: string | null;
  readonly dialogId: string | null;
  /** In order of request; at least one. */
  readonly calls: readonly HookCall[];
}

export interface Scenarios {
  readonly scenarios: readonly Scenario[];
  /** Number of calls that belong to no scenario: they name no session or dialog, or the capture does not show it. */
  readonly unsorted: number;
}

export const CONNECTION = 'connection';
/** The kind of calls for which the dialect has no dialog. */
const REPORT = 'report';

/** Sorts the calls of an analysis into scenarios, in order of their first call. */
export function scenariosOf(analysis: Analysis): Scenarios {
  const scenarios: Scenario[] = [];
  let unsorted = 0;
  for (const session of analysis.sessions) {
    const inDialogs = new Set<number>();
    for (const { kind, id, calls } of session.dialogs) {
      for (const index of calls) inDialogs.add(index);
      addScenario(scenarios, kind, session.id, id, callsAt(analysis, calls));
    }
    const { own, lost } = outsideDialogs(analysis, session, inDialogs);
    unsorted += lost;
    if (session.id === null)
      for (const group of linked(analysis, own)) addScenario(scenarios, kindOf(group), null, null, group);
    else for (const calls of connections(own)) addScenario(scenarios, CONNECTION, session.id, null, calls);
  }
  const { positions } = analysis;
  scenarios.sort((one, other) => positions.of(one.calls[0]) - positions.of(other.calls[0]));
  return { scenarios, unsorted };
}

function outsideDialogs(
  analysis: Analysis,
  session: Session,
  inDialogs: ReadonlySet<number>,
): { readonly own: readonly HookCall[]; readonly lost: number } {
  const outside = callsAt(
    analysis,
    session.calls.filter((index) => !inDialogs.has(index)),
  );
  // A call that by its dialect has neither session nor dialog is identified by nothing else.
  const own = outside.filter((call) => !call.unkeyed);
  return { own, lost: outside.length - own.length };
}

/** Splits the calls of a session into connections: an opener begins a new one. */
function connections(calls: readonly HookCall[]): readonly (readonly HookCall[])[] {
  const parts: HookCall[][] = [];
  for (const call of calls) {
    const last = parts.at(-1);
    if (last === undefined || roleOf(call) === 'opener') parts.push([call]);
    else last.push(call);
  }
  return parts;
}

/**
 * Groups calls without session and dialog: those that expectations connect belong together, such as ALERT and RING of
 * one telephone call.
 */
function linked(analysis: Analysis, calls: readonly HookCall[]): readonly (readonly HookCall[])[] {
  const own = new Set(calls);
  const leaders = new Map<HookCall, HookCall>();
  const leaderOf = (call: HookCall): HookCall => {
    let leader = call;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
    if (leader !== call) leaders.set(call, leader);
    return leader;
  };
  for (const { trigger, metBy } of analysis.expectations) {
    if (metBy === null || !own.has(trigger) || !own.has(metBy)) continue;
    const one = leaderOf(trigger);
    const other = leaderOf(metBy);
    if (one !== other) leaders.set(one, other);
  }
  return [...listsBy(calls, leaderOf).values()];
}

function kindOf(calls: readonly HookCall[]): string {
  return calls[0]?.methodSpec?.dialog?.kind ?? REPORT;
}

function addScenario(
  scenarios: Scenario[],
  kind: string,
  sessionId: string | null,
  dialogId: string | null,
  calls: readonly HookCall[],
): void {
  const [first] = calls;
  if (first !== undefined) scenarios.push({ dialect: first.dialect, kind, sessionId, dialogId, calls });
}

function callsAt({ calls }: Analysis, indexes: readonly number[]): readonly HookCall[] {
  return indexes.flatMap((index) => calls[index] ?? []);
}
