import type { List } from '../base/list.ts';
import { picking } from '../base/picked-list.ts';
import { atOnce, filtering, ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { Dialect } from '../dialects/index.ts';
import { countingKinds, type HookCall, mayBeRare, traitsOf } from '../hooks/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import type { RuleDrafts } from './rule-drafts.ts';
import { REFUSED_CALL, REFUSED_IN_BODY } from './rule-ids.ts';
import { type TlsGroup, tlsGroupsOf } from './tls/groups.ts';
import { CallEnds } from './unanswered-calls.ts';
import { isConfigKnown } from './verdicts/evidence.ts';
import { unmetAmong } from './verdicts/expectation-rows.ts';
import type { ExpectationResult } from './verdicts/expected.ts';
import { type FailedConnections, failedConnectionsOf } from './verdicts/failed-connections.ts';
import { hadNoAnswer } from './verdicts/sight.ts';

/**
 * What several findings of one capture need and what takes a walk over all its calls or connections. The judge makes
 * one for the facts that it judges and passes it to the rules; each part is computed when it is first asked for.
 */
export class CaptureStatistics {
  readonly #facts: CaptureFacts;
  #failedConnections: readonly FailedConnections[] | null = null;
  #tlsGroups: readonly TlsGroup[] | null = null;
  #callEnds: CallEnds | null = null;
  #callCounts: CallCounts | null = null;
  #rareCalls: readonly HookCall[] | null = null;
  #anomalousConnections: List<ConnectionSummary> | null = null;
  #unopenedConnections: List<ConnectionSummary> | null = null;
  #unmet: readonly ExpectationResult[] | null = null;
  #beginnings: Int32Array | null = null;
  #places: ReadonlySet<string> | null = null;
  #refusals: ReadonlyMap<number, string> | null = null;
  readonly #drafts: readonly RuleDrafts[];
  readonly #carried = new Map<string, boolean>();

  /** `drafts`: what the call rules said; left out: nothing. */
  constructor(facts: CaptureFacts, drafts: readonly RuleDrafts[] = []) {
    this.#facts = facts;
    this.#drafts = drafts;
  }

  /** Computes in steps what is mostly needed and takes a walk over all calls. */
  *prepare(): Steps<void> {
    this.#rareCalls ??= yield* filtering(this.#facts.calls, mayBeRare);
    this.#unmet ??= yield* unmetAmong(this.#facts.expectations);
    this.#anomalousConnections ??= yield* picking(this.#facts.connections, isAnomalous);
    this.#unopenedConnections ??= yield* picking(this.#facts.connections, isUnopened);
    this.#callEnds ??= yield* CallEnds.gathering(this.#facts, this.#rareCalls);
    // What a call rule said is settled by what came before it.
    if (this.#drafts.some(({ single, gathered }) => single.length > 0 || gathered.size > 0)) {
      this.#beginnings ??= yield* beginningsBefore(this.#facts);
      this.#callCounts ??= yield* countCalls(this.#facts.calls);
    }
  }

  /** Connections to the backend that failed, by the way in which they failed. */
  get failedConnections(): readonly FailedConnections[] {
    this.#failedConnections ??= failedConnectionsOf(this.#facts.connections, this.tlsGroups);
    return this.#failedConnections;
  }

  /** TLS connections that went the same way, put together. */
  get tlsGroups(): readonly TlsGroup[] {
    this.#tlsGroups ??= tlsGroupsOf(this.#facts.network.tls);
    return this.#tlsGroups;
  }

  /** The first frame of data on a later TLS connection to the same server and name; null where there is none. */
  tlsDataAfter({ server, serverName, frames }: TlsGroup): number | null {
    const last = frames.at(-1) ?? 0;
    const dataFrames = this.tlsGroups
      .filter((group) => group.outcome.kind === 'data' && group.server === server)
      .filter((group) => group.serverName === serverName)
      .flatMap(({ members }) => members.map(({ handshake }) => handshake.dataFrame));
    return dataFrames.filter((frame) => frame > last).sort((one, other) => one - other)[0] ?? null;
  }

  /** How calls ended that got no whole answer. */
  get callEnds(): CallEnds {
    this.#callEnds ??= atOnce(CallEnds.gathering(this.#facts, this.rareCalls));
    return this.#callEnds;
  }

  /** Calls that may have problems, or ended otherwise than with their response, in order of request. */
  get rareCalls(): readonly HookCall[] {
    this.#rareCalls ??= this.#facts.calls.filter(mayBeRare);
    return this.#rareCalls;
  }

  /** Connections of which bytes are absent, were sent again or were not taken, in order of first frame. */
  get anomalousConnections(): List<ConnectionSummary> {
    this.#anomalousConnections ??= atOnce(picking(this.#facts.connections, isAnomalous));
    return this.#anomalousConnections;
  }

  /** Connections that were refused or not answered, in order of first frame. */
  get unopenedConnections(): List<ConnectionSummary> {
    this.#unopenedConnections ??= atOnce(picking(this.#facts.connections, isUnopened));
    return this.#unopenedConnections;
  }

  /** Expectations that were not met, in their order. */
  get unmet(): readonly ExpectationResult[] {
    this.#unmet ??= atOnce(unmetAmong(this.#facts.expectations));
    return this.#unmet;
  }

  /** How many calls of a method the capture has for the dialect and the application of a call. */
  countOf(call: HookCall, method: string): number {
    this.#callCounts ??= atOnce(countCalls(this.#facts.calls));
    return this.#callCounts.get(call.dialect)?.get(call.appKey)?.get(method) ?? 0;
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
    return isConfiguring(call) && this.#hasSession(call) ? call : this.#lastBeginning(call, isConfiguring);
  }

  /** The last call before a call (not itself) that opened its session; null where there is none. */
  openerOf(call: HookCall): HookCall | null {
    return this.#lastBeginning(call, (beginning) => traitsOf(beginning).role === 'opener');
  }

  /** True where a known hook of the dialect was sent to the same server, and to the same path but for its last segment. */
  isPlaceOfHooks(call: HookCall): boolean {
    this.#places ??= placesOf(this.#facts.calls);
    return this.#places.has(placeOf(call));
  }

  #hasSession(call: HookCall): boolean {
    const { groups, positions } = this.#facts.evidence;
    return groups.sessions.numberAt(positions.of(call)) !== undefined;
  }

  /** The last call before a call, of its session, that opened that or may have configured it, and is accepted. */
  #lastBeginning(call: HookCall, accepts: (beginning: HookCall) => boolean): HookCall | null {
    const { calls, evidence } = this.#facts;
    this.#beginnings ??= atOnce(beginningsBefore(this.#facts));
    const position = evidence.positions.of(call);
    if (position < 0) return null;
    for (let at = this.#beginnings[position]; at > 0; at = this.#beginnings[at - 1]) {
      if (accepts(calls[at - 1])) return calls[at - 1];
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

function isAnomalous({ anomalies }: ConnectionSummary): boolean {
  return anomalies !== null;
}

function isUnopened({ handshake }: ConnectionSummary): boolean {
  return handshake === 'refused' || handshake === 'unanswered';
}

/** Messages about refused calls, by the id of the call. */
function refusalsAmong(drafts: readonly RuleDrafts[]): ReadonlyMap<number, string> {
  const own = drafts.filter(({ rule }) => rule === REFUSED_CALL || rule === REFUSED_IN_BODY);
  return new Map(
    own.flatMap(({ single }) => single).map(({ call, draft }) => [call.id, draft.message] as const),
  );
}

function placesOf(calls: readonly HookCall[]): ReadonlySet<string> {
  const places = new Set<string>();
  /** Calls go to the same few targets again and again. */
  const known = new Map<string, Set<string>>();
  for (const call of calls) {
    if (call.methodSpec === null || call.dialect.recognition.by !== 'target') continue;
    const { server, target } = call;
    let targets = known.get(server);
    if (targets === undefined) {
      targets = new Set();
      known.set(server, targets);
    }
    if (targets.has(`${call.dialect.name} ${target}`)) continue;
    targets.add(`${call.dialect.name} ${target}`);
    places.add(placeOf(call));
  }
  return places;
}

function placeOf({ dialect, server, target }: HookCall): string {
  const [path = ''] = target.split(/[?#]/, 1);
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  return `${dialect.name}\n${server}\n${bare.slice(0, bare.lastIndexOf('/') + 1)}`;
}

/** By dialect, application and method. */
type CallCounts = ReadonlyMap<Dialect, ReadonlyMap<string | null, ReadonlyMap<string, number>>>;

function* countCalls(calls: readonly HookCall[]): Steps<CallCounts> {
  const counts = new Map<Dialect, Map<string | null, Map<string, number>>>();
  for (const { like, count } of yield* countingKinds(calls)) {
    const { dialect, appKey, method } = like;
    const ofDialect = counts.get(dialect) ?? new Map<string | null, Map<string, number>>();
    counts.set(dialect, ofDialect);
    const ofApplication = ofDialect.get(appKey) ?? new Map<string, number>();
    ofDialect.set(appKey, ofApplication);
    ofApplication.set(method, (ofApplication.get(method) ?? 0) + count);
  }
  return counts;
}

/**
 * By position of a call: one more than that of the last call before it, of its session, that opened that or whose response may have
 * configured it; 0 where there is none. Each of these leads to the one before it.
 */
function* beginningsBefore({ calls, evidence: { groups } }: CaptureFacts): Steps<Int32Array> {
  const before = new Int32Array(calls.length);
  /** By session: one more than the position of the last so far. */
  const last = new Int32Array(groups.ends.length);
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const session = groups.sessions.numberAt(position);
    if (session === undefined) continue;
    before[position] = last[session];
    const call = calls[position];
    if (isConfiguring(call) || traitsOf(call).role === 'opener') last[session] = position + 1;
  }
  return before;
}

function isConfiguring({ method, dialect }: HookCall): boolean {
  return method === dialect.clientConfig?.method;
}
