import { isSetBack } from '../base/clock-steps.ts';
import { endpointText, hostText } from '../base/endpoint.ts';
import type { List } from '../base/list.ts';
import { picking } from '../base/picked-list.ts';
import { sorting } from '../base/sorted.ts';
import { atOnce, filtering, ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import { compareInstants, type Instant, laterBy, secondsOf } from '../base/time.ts';
import type { CaptureInfo } from '../capture/index.ts';
import {
  areTwins,
  type CaptureFacts,
  CaptureStatistics,
  type Cover,
  decide,
  dialectsOfBackends,
  type ExpectationResult,
  type Finding,
  gatheringEvidence,
  isPartialView,
  isResponseUnseen,
  judgeAll,
  newExpectationRows,
  type Problem,
  problemsOf,
  seamsOf,
  sighting,
  spansOf,
  unmetAmong,
  type Verdict,
  withPartialView,
} from '../checks/index.ts';
import type { Dialect, Severity } from '../dialects/index.ts';
import {
  byRequest,
  type CallKind,
  CallPositions,
  countingKinds,
  firstFrameOf,
  groupingExchanges,
  groupSessions,
  type HookCall,
  NO_KEY,
  numberingDialogs,
  numberingSessions,
} from '../hooks/index.ts';
import { type ConnectionSummary, serverOf } from '../stream/index.ts';
import { withEdgesRead } from './merge.ts';
import type { Analysis, Summary, System } from './model.ts';
import { networkFactsOf } from './network-facts.ts';
import type { AnalysisOptions } from './options.ts';
import type { ReadingOptions } from './reading.ts';
import type { Shard } from './shard.ts';
import { systemWithoutCalls } from './system-without-calls.ts';
import { systemsOf } from './systems.ts';
import { tlsScopeOf } from './tls-scope.ts';
import { withServersKnown } from './unsettled.ts';
import { type Whole, wholeOf } from './whole.ts';

/** What judging depends on besides the traffic. */
export type JudgeOptions = ReadingOptions & Pick<AnalysisOptions, 'windowFactor' | 'expect' | 'severities'>;

/** An analysis, with what it was made of. */
export interface Judged {
  readonly analysis: Analysis;
  readonly facts: CaptureFacts;
}

/** Triggers judged between two interruptions: some 1 ms of work. */
const TRIGGERS_A_STEP = 1000;

/**
 * Judges what was collected. `elapsedSeconds`: that went by since the last frame, where more may come: what was due since
 * then is missing.
 */
export function judge(shard: Shard, options: JudgeOptions, elapsedSeconds = 0): Analysis {
  return atOnce(judging(shard, options, elapsedSeconds)).analysis;
}

/**
 * The same of a shard that its only holder hands over: what is made of its calls takes their place in memory instead of standing
 * beside them.
 */
export function judgeHandedOver(handOver: () => Shard, options: JudgeOptions): Analysis {
  return atOnce(judgingWhole(prepared(handOver(), options), options, 0)).analysis;
}

/** The same in steps, between which other work can be done. */
export function* judging(shard: Shard, options: JudgeOptions, elapsedSeconds: number): Steps<Judged> {
  return yield* judgingWhole(prepared(shard, options), options, elapsedSeconds);
}

/** What is judged: a shard as one whole, and what each of its capture sets holds. */
interface Prepared {
  readonly whole: Whole;
  readonly covers: readonly Cover[];
}

function prepared(shard: Shard, options: JudgeOptions): Prepared {
  const whole = wholeOf(withServersKnown(withEdgesRead(shard, options), options), options.dialects);
  return { whole, covers: coversOf(shard.readings) };
}

function* judgingWhole(
  { whole, covers }: Prepared,
  options: JudgeOptions,
  elapsedSeconds: number,
): Steps<Judged> {
  const { captures, diagnostics } = whole;
  const seams = seamsOf(diagnostics);
  // Where the clock was set back, the order of the frames is the order of what happened.
  const order = whole.clockSteps.some(isSetBack) ? byFrame : byRequest;
  yield;
  const exchanges = yield* sorting(whole.calls, order);
  const [firstTime, lastFrameTime] = spanOf(captures);
  const lastTime = lastFrameTime === null ? null : laterBy(lastFrameTime, elapsedSeconds);
  const connections = yield* backendConnections(whole, options);
  const sight = yield* sighting(connections);
  const callExchanges = yield* groupingExchanges(exchanges, {
    areTwins: (one, other) => areTwins(one, other, sight),
    isResponseUnseen: (exchange) => isResponseUnseen(exchange, sight),
  });
  const calls = callExchanges.isPlain
    ? exchanges
    : yield* filtering(exchanges, (exchange) => callExchanges.isCall(exchange));
  yield;
  const positions = yield* CallPositions.noting(calls);
  const sessionNumbers = yield* numberingSessions(calls);
  const dialogNumbers = yield* numberingDialogs(calls);
  const evidence = yield* gatheringEvidence({
    calls,
    positions,
    sessionNumbers,
    dialogNumbers,
    callExchanges,
    sight,
    clockSteps: whole.clockSteps,
    connections,
    captures,
    seams,
    encrypted: encryptedConnections(whole),
    firstTime,
    lastTime,
    covers,
  });
  yield;
  const decided = newExpectationRows(evidence, options.windowFactor);
  const triggers = yield* whole.triggers.ordering(positions);
  yield;
  for (let at = 0; at < triggers.length; at += TRIGGERS_A_STEP) {
    triggers.each(at, at + TRIGGERS_A_STEP, (call, expectation) => decide(call, expectation, decided));
    yield;
  }
  const expectations = yield* withPartialView(decided.results(), evidence);
  yield;
  const sessions = groupSessions(calls, sessionNumbers, dialogNumbers);
  yield;
  const ports = options.ports.length > 0 ? options.ports : [...whole.ports];
  const kinds = yield* countingKinds(calls);
  const counts = countDialects(kinds);
  const silent = systemWithoutCalls(options.dialects, yield* portsOf(connections, options));
  const facts: CaptureFacts = {
    captures,
    diagnostics,
    seams,
    firstTime,
    lastTime,
    frames: whole.frames,
    dialect: mostFrequent(counts.known) ?? mostFrequent(counts.all) ?? silent.dialect,
    dialectsByBackend: counts.all.size > 1 ? yield* dialectsOfBackends(calls) : new Map(),
    ports: [...ports].sort((one, other) => one - other),
    portsPinned: options.ports.length > 0,
    calls,
    sessions,
    connections,
    otherHttp: whole.otherHttp,
    otherExchanges: whole.otherExchanges.filter(({ server, serverPort }) => {
      return whole.servers.has(server) || options.ports.includes(serverPort);
    }),
    otherHosts: whole.otherHosts,
    forgottenCalls: whole.forgotten,
    tlsStreams: tlsConnections(whole, options),
    network: yield* networkFactsOf(whole, calls, {
      host: options.host,
      isOfHooks: tlsScopeOf(whole, {
        given: options.ports,
        ports: new Set([...options.ports, ...whole.ports]),
        dialectPorts: likelyPorts(options),
      }),
    }),
    expectations,
    evidence,
    demanded: options.expect,
  };
  yield;
  const statistics = new CaptureStatistics(facts, whole.drafts);
  yield* statistics.prepare();
  const findings = yield* judgeAll(facts, whole.drafts, options.severities, statistics);
  const problems = problemsOf(findings, {
    firstTime,
    sessionOf: (call) => sessionNumbers.of[positions.of(call)] ?? NO_KEY,
  });
  yield;
  const summary = summing(kinds, expectations.length, statistics.unmet, findings);
  const found = systemsOf(counts.all, whole.systems, options.dialects);
  // In a capture without a call a usual port is the only sign of a system.
  const systems = found.length > 0 || silent.evidence.length === 0 ? found : [silent];
  return { analysis: analysisOf(facts, findings, problems, statistics, whole, systems, summary), facts };
}

/** What each capture set holds. Sets whose edges were kept are pieces of one capture. */
function coversOf(readings: Shard['readings']): readonly Cover[] {
  if (readings.length <= 1) return [];
  const [begin, end] = spanOf(readings.flatMap(({ edges, captures }) => (edges === null ? [] : captures)));
  const pieces = begin === null || end === null ? [] : [{ begins: secondsOf(begin), ends: secondsOf(end) }];
  let lastFrame = 0;
  return readings.map(({ frames, captures, edges }) => {
    lastFrame += frames;
    return { lastFrame, spans: edges === null ? spansOf(captures) : pieces };
  });
}

function analysisOf(
  facts: CaptureFacts,
  findings: readonly Finding[],
  problems: readonly Problem[],
  statistics: CaptureStatistics,
  whole: Whole,
  systems: readonly System[],
  summary: Summary,
): Analysis {
  const { captures, firstTime, lastTime, dialect, ports, calls, sessions, expectations } = facts;
  const { positions, callExchanges } = facts.evidence;
  return {
    captures,
    frameOrigins: whole.frameOrigins,
    view: isPartialView(statistics.unmet) ? 'partial' : facts.evidence.sight.view,
    firstTime,
    lastTime,
    dialect,
    systems,
    ports,
    calls,
    positions,
    callExchanges,
    exchanges: whole.exchanges,
    hiddenCalls: facts.otherHosts,
    sessions,
    expectations,
    findings,
    problems,
    findingNumbers: new Map(findings.map((finding, index) => [finding, index + 1])),
    connections: facts.connections,
    callEnds: statistics.callEnds.byId(),
    tls: { secrets: whole.tlsSecrets, connections: facts.network.tls, left: whole.handshakesLeft },
    summary,
  };
}

/** Counts of what an analysis lists. */
export function summaryOf(
  calls: readonly HookCall[],
  expectations: List<ExpectationResult>,
  findings: readonly Finding[],
): Summary {
  const unmet = atOnce(unmetAmong(expectations));
  return summing(atOnce(countingKinds(calls)), expectations.length, unmet, findings);
}

/** The same of calls that were counted. `expectations`: how many there are; `unmet`: those that were not met. */
function summing(
  kinds: readonly CallKind[],
  expectations: number,
  unmet: readonly ExpectationResult[],
  findings: readonly Finding[],
): Summary {
  const methods = countMethods(kinds);
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) bySeverity[finding.severity] += 1;
  const verdicts: Record<Verdict, number> = {
    met: expectations - unmet.length,
    late: 0,
    missing: 0,
    inconclusive: 0,
    excused: 0,
  };
  for (const { verdict } of unmet) verdicts[verdict] += 1;
  return {
    calls: kinds.reduce((sum, { count }) => sum + count, 0),
    methods: new Map([...methods].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))),
    findings: bySeverity,
    expectations: verdicts,
  };
}

function countMethods(kinds: readonly CallKind[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { like, count } of kinds) counts.set(like.method, (counts.get(like.method) ?? 0) + count);
  return counts;
}

/** Connections to the backends: to a REST port, from a host that sends hooks; where none is known, from any host. */
function* backendConnections(whole: Whole, options: JudgeOptions): Steps<List<ConnectionSummary>> {
  const ports = new Set([...options.ports, ...whole.ports]);
  if (ports.size === 0) for (const port of likelyPorts(options)) ports.add(port);
  const { host } = options;
  const isServer = rememberedPairs((address, port) => whole.servers.has(endpointText({ address, port })));
  const isClient = rememberedPairs((address) => whole.clients.has(hostText(address)));
  const isWanted = (summary: ConnectionSummary): boolean => {
    const { endpoints } = summary;
    if (host !== null && !endpoints.some((endpoint) => endpoint.address === host)) return false;
    if (whole.calls.length === 0) return true;
    const server = serverOf({ client: summary.client, endpoints });
    const client = endpoints[server === endpoints[0] ? 1 : 0];
    if (!ports.has(server.port)) return false;
    return isServer(server.address, server.port) || isClient(client.address, 0);
  };
  return yield* picking(whole.connectionsOn(ports), isWanted);
}

/** The answers to a question about an address and a number, each found once: there are far more connections than hosts. */
function rememberedPairs(
  ask: (address: string, number: number) => boolean,
): (address: string, number: number) => boolean {
  const known = new Map<string, Map<number, boolean>>();
  return (address, number) => {
    let ofAddress = known.get(address);
    if (ofAddress === undefined) {
      ofAddress = new Map();
      known.set(address, ofAddress);
    }
    let answer = ofAddress.get(number);
    if (answer === undefined) {
      answer = ask(address, number);
      ofAddress.set(number, answer);
    }
    return answer;
  };
}

/** Connections with servers that took hooks, which were not decrypted. */
function encryptedConnections(whole: Whole): readonly ConnectionSummary[] {
  return whole.unreadTls.flatMap((number) => {
    const connection = whole.connection(number);
    if (connection === null || !whole.servers.has(endpointText(serverOf(connection)))) return [];
    return [connection];
  });
}

function tlsConnections(whole: Whole, options: JudgeOptions): readonly number[] {
  const ports = new Set([...options.ports, ...whole.ports, ...likelyPorts(options)]);
  return whole.tlsConnections
    .filter((summary) => ports.has(serverOf(summary).port))
    .map(({ connection }) => connection);
}

/** Ports looked at first where none was given and no hook was found. */
function likelyPorts({ dialects }: JudgeOptions): readonly number[] {
  return dialects.flatMap((dialect) => dialect.ports);
}

/** The ports of servers to which there were connections, and those that were asked for. */
function* portsOf(connections: List<ConnectionSummary>, { ports }: JudgeOptions): Steps<ReadonlySet<number>> {
  const seen = new Set(ports);
  for (let at = 0; at < connections.length; at++) {
    if (at % ITEMS_A_STEP === 0) yield;
    const connection = connections.at(at);
    if (connection !== undefined) seen.add(serverOf(connection).port);
  }
  return seen;
}

/** Calls by dialect: all of them, and those of known methods. */
interface DialectCounts {
  readonly all: ReadonlyMap<Dialect, number>;
  readonly known: ReadonlyMap<Dialect, number>;
}

function countDialects(kinds: readonly CallKind[]): DialectCounts {
  const all = new Map<Dialect, number>();
  const known = new Map<Dialect, number>();
  for (const { like, count } of kinds) {
    const { dialect, methodSpec } = like;
    all.set(dialect, (all.get(dialect) ?? 0) + count);
    if (methodSpec !== null) known.set(dialect, (known.get(dialect) ?? 0) + count);
  }
  return { all, known };
}

function mostFrequent(counts: ReadonlyMap<Dialect, number>): Dialect | null {
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most?.[0] ?? null;
}

/** Order of frames, which are numbered through all captures. */
function byFrame(one: HookCall, other: HookCall): number {
  return firstFrameOf(one) - firstFrameOf(other) || byRequest(one, other);
}

function spanOf(captures: readonly CaptureInfo[]): readonly [Instant | null, Instant | null] {
  let first: Instant | null = null;
  let last: Instant | null = null;
  for (const { firstTime, lastTime } of captures) {
    if (firstTime !== null && (first === null || compareInstants(firstTime, first) < 0)) first = firstTime;
    if (lastTime !== null && (last === null || compareInstants(last, lastTime) < 0)) last = lastTime;
  }
  return [first, last];
}
