import type { Dialect } from '../dialects/index.ts';
import { byRequest, type HookCall, NO_KEY, roleOf } from '../hooks/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import type { RuleDrafts } from './rule-drafts.ts';
import { REFUSED_CALL } from './rule-ids.ts';
import { CallEnds } from './unanswered-calls.ts';
import { isConfigKnown, sessionNumberOf } from './verdicts/evidence.ts';
import { type FailedConnections, failedConnectionsOf } from './verdicts/failed-connections.ts';
import { hadNoAnswer } from './verdicts/sight.ts';

/**
 * What several findings of one capture need and what takes a walk over all its calls or connections. The judge makes
 * one for the facts that it judges and passes it to the rules; each part is computed when it is first asked for.
 */
export class CaptureStatistics {
  readonly #facts: CaptureFacts;
  #failedConnections: readonly FailedConnections[] | null = null;
  #callEnds: CallEnds | null = null;
  #callCounts: ReadonlyMap<string, number> | null = null;
  #beginnings: ReadonlyMap<number, readonly HookCall[]> | null = null;
  #places: ReadonlySet<string> | null = null;
  #refusals: ReadonlyMap<number, string> | null = null;
  readonly #drafts: readonly RuleDrafts[];
  readonly #carried = new Map<string, boolean>();

  /** `drafts`: what the call rules said; left out: nothing. */
  constructor(facts: CaptureFacts, drafts: readonly RuleDrafts[] = []) {
    this.#facts = facts;
    this.#drafts = drafts;
  }

  /** Connections to the backend that failed, by the way in which they failed. */
  get failedConnections(): readonly FailedConnections[] {
    this.#failedConnections ??= failedConnectionsOf(this.#facts.connections);
    return this.#failedConnections;
  }

  /** How calls ended that got no whole answer. */
  get callEnds(): CallEnds {
    this.#callEnds ??= new CallEnds(this.#facts);
    return this.#callEnds;
  }

  /** How many calls of a method the capture has for the dialect and the application of a call. */
  countOf(call: HookCall, method: string): number {
    this.#callCounts ??= countCalls(this.#facts.calls);
    return this.#callCounts.get(countKey(call, method)) ?? 0;
  }

  /**
   * How an exchange was refused, as its own answer shows it: 'was answered 307 Temporary Redirect: …'. Null where nothing was
   * kept of that.
   */
  refusalOf({ id, method }: HookCall): string | null {
    this.#refusals ??= refusalsAmong(this.#drafts);
    const message = this.#refusals.get(id);
    return message?.startsWith(`${method} `) ? message.slice(method.length + 1) : null;
  }

  /** Whether it is known what a call's session was configured to. */
  isConfigKnown(call: HookCall): boolean {
    return isConfigKnown(this.#facts.evidence, call);
  }

  /** Whether the capture shows that a call got no answer. */
  hadNoAnswer(call: HookCall): boolean {
    return hadNoAnswer(call, this.#facts.evidence.sight);
  }

  /** The last call before a call (or the call itself) whose response may configure its session; null where there is none. */
  configuringCallOf(call: HookCall): HookCall | null {
    return this.#lastBeginning(call, isConfiguring);
  }

  /** The last call before a call (not itself) that opened its session; null where there is none. */
  openerOf(call: HookCall): HookCall | null {
    return this.#lastBeginning(call, (beginning) => beginning !== call && roleOf(beginning) === 'opener');
  }

  /** True where a known hook of the dialect was sent to the same server, and to the same path but for its last segment. */
  isPlaceOfHooks(call: HookCall): boolean {
    this.#places ??= placesOf(this.#facts.calls);
    return this.#places.has(placeOf(call));
  }

  /** Those of the session of a call; see {@link beginningsOf}. */
  #beginningsOf(call: HookCall): readonly HookCall[] {
    this.#beginnings ??= beginningsOf(this.#facts);
    return this.#beginnings.get(sessionNumberOf(this.#facts.evidence, call)) ?? [];
  }

  #lastBeginning(call: HookCall, accepts: (beginning: HookCall) => boolean): HookCall | null {
    const beginnings = this.#beginningsOf(call);
    let low = 0;
    let high = beginnings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (byRequest(beginnings[middle], call) <= 0) low = middle + 1;
      else high = middle;
    }
    for (let at = low - 1; at >= 0; at--) {
      if (accepts(beginnings[at])) return beginnings[at];
    }
    return null;
  }

  /**
   * True where at least one call of the dialect carries a parameter, as `carries` tells. The answer is kept by the
   * dialect and the parameter's name, so `carries` must always be the same for them.
   */
  isCarried(dialect: Dialect, parameter: string, carries: (call: HookCall) => boolean): boolean {
    const key = `${dialect.name}\n${parameter}`;
    let found = this.#carried.get(key);
    if (found === undefined) {
      found = this.#facts.calls.some((call) => call.dialect === dialect && carries(call));
      this.#carried.set(key, found);
    }
    return found;
  }
}

/** Messages about refused calls, by the id of the call. */
function refusalsAmong(drafts: readonly RuleDrafts[]): ReadonlyMap<number, string> {
  const own = drafts.find(({ rule }) => rule === REFUSED_CALL);
  return new Map((own?.single ?? []).map(({ call, draft }) => [call.id, draft.message] as const));
}

function placesOf(calls: readonly HookCall[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const call of calls) {
    if (call.methodSpec !== null && call.dialect.recognition.by === 'target') places.add(placeOf(call));
  }
  return places;
}

function placeOf({ dialect, server, target }: HookCall): string {
  const [path = ''] = target.split(/[?#]/, 1);
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  return `${dialect.name}\n${server}\n${bare.slice(0, bare.lastIndexOf('/') + 1)}`;
}

function countCalls(calls: readonly HookCall[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) {
    const key = countKey(call, call.method);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function countKey(call: HookCall, method: string): string {
  return `${call.dialect.name}\n${call.appKey}\n${method}`;
}

/** By session, in order of request: calls that open it, and those whose response may configure it. */
function beginningsOf({ calls, evidence }: CaptureFacts): ReadonlyMap<number, readonly HookCall[]> {
  const sessions = new Map<number, HookCall[]>();
  for (const call of calls) {
    if (!isConfiguring(call) && roleOf(call) !== 'opener') continue;
    const session = sessionNumberOf(evidence, call);
    if (session === NO_KEY) continue;
    const known = sessions.get(session);
    if (known === undefined) sessions.set(session, [call]);
    else known.push(call);
  }
  return sessions;
}

function isConfiguring({ method, dialect }: HookCall): boolean {
  return method === dialect.clientConfig?.method;
}
