import { atOnce } from '../../src/base/steps.ts';
import type { CaptureFacts } from '../../src/checks/capture-facts.ts';
import { CaptureStatistics } from '../../src/checks/capture-statistics.ts';
import type { Finding } from '../../src/checks/finding.ts';
import { type CaptureRule, judgingBy } from '../../src/checks/rule.ts';
import { decideAll } from '../../src/checks/verdicts/decide.ts';
import { type EvidenceInput, gatherEvidence } from '../../src/checks/verdicts/evidence.ts';
import type { ExpectationResult } from '../../src/checks/verdicts/expected.ts';
import { TriggerBook } from '../../src/checks/verdicts/triggers.ts';
import { CallExchanges, type CallParts } from '../../src/hooks/call-exchanges.ts';
import type { HookCall, ReadCall } from '../../src/hooks/index.ts';
import type { ConnectionSummary, Gap, SideSummary, TcpAnomalies } from '../../src/stream/index.ts';
import { type ExchangeParts, hook, scene } from './exchange-builder.ts';

/** When the calls of a test begin: seconds since 1970. */
export const START = 1_600_000_000;

/** A hook call that was read, with what a test says of it. */
export function call(
  method: string,
  payload: object = {},
  parts: ExchangeParts = {},
  changes: Partial<HookCall> = {},
): HookCall {
  return { ...hook(method, payload, parts).call, ...changes };
}

/** A connection from a call server (direction 0) to a backend, in which nothing went wrong. */
export function story(changes: Partial<ConnectionSummary> = {}): ConnectionSummary {
  return {
    connection: 0,
    endpoints: [
      { address: '127.0.0.1', port: 40000 },
      { address: '127.0.0.1', port: 9091 },
    ],
    client: 0,
    handshake: 'complete',
    synCount: 1,
    synAckFrame: 2,
    resetFrame: 0,
    resetBy: null,
    resetTtl: null,
    ignoredResets: 0,
    ignoredResetFrame: 0,
    finFrame: 0,
    closedBy: null,
    sides: [soundSide(), soundSide()],
    firstFrame: 1,
    firstSeconds: START,
    firstNanoseconds: 0,
    lastFrame: 3,
    lastSeconds: START,
    lastNanoseconds: 0,
    anomalies: null,
    ...changes,
  };
}

/** One end of a connection, all of whose bytes arrived. */
export function soundSide(changes: Partial<SideSummary> = {}): SideSummary {
  return {
    isHeard: true,
    initialSequence: 1000,
    isAcknowledgedUnseen: false,
    sentFin: false,
    sentReset: false,
    usualTtl: 64,
    unacknowledgedBytes: 0,
    fullSegmentRepeats: 0,
    ...changes,
  };
}

/** A place where bytes are absent. */
export function gap(changes: Partial<Gap> = {}): Gap {
  return {
    direction: 0,
    frame: 20,
    seconds: START,
    nanoseconds: 0,
    sinceSeconds: START,
    acknowledgedSeconds: null,
    length: 100,
    cause: 'lost',
    ...changes,
  };
}

/** What gaps leave behind in the story of a connection. */
export function troubleOf(...gaps: readonly Gap[]): TcpAnomalies {
  const half = {
    retransmissions: 0,
    firstRetransmissionFrame: 0,
    duplicates: 0,
    zeroWindows: 0,
    firstZeroWindowFrame: 0,
  };
  const cutCount = gaps.filter(({ cause }) => cause === 'cut').length;
  return { halves: [half, half], gaps, gapCount: gaps.length, cutCount };
}

/** What a rule says of a capture in which all but the changes is as it should be. */
export function judged(rule: CaptureRule, changes: Partial<CaptureFacts>): readonly Finding[] {
  const facts = { ...scene(changes.calls ?? [], changes), ...changes };
  return atOnce(judgingBy(rule, facts, new CaptureStatistics(facts)));
}

/** The calls of these exchanges, some of which are further attempts or legs of others. */
export function folded(
  exchanges: readonly HookCall[],
  { attempts = new Map(), legs = new Map() }: Partial<CallParts>,
): Pick<CaptureFacts, 'calls' | 'evidence'> {
  const callExchanges = new CallExchanges({ attempts, legs });
  const calls = exchanges.filter((exchange) => callExchanges.isCall(exchange));
  return { calls, evidence: scene(calls, { callExchanges }).evidence };
}

/** The only finding of a rule. */
export function theFinding(rule: CaptureRule, changes: Partial<CaptureFacts>): Finding {
  const found = judged(rule, changes);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} findings of ${rule.id}`);
  return found[0];
}

/** A moment so many seconds after {@link START}. */
export function moment(seconds: number): { readonly seconds: number; readonly nanoseconds: number } {
  return { seconds: START + seconds, nanoseconds: 0 };
}

/** Calls in order of request. */
export function inOrder(reads: readonly ReadCall[]): readonly ReadCall[] {
  return reads.toSorted((one, other) => one.call.seconds - other.call.seconds);
}

/** The verdicts on calls within a capture that begins 1000 s before {@link START} and ends 1000 s after it. */
export function verdictsOn(
  reads: readonly ReadCall[],
  changes: Partial<EvidenceInput> = {},
): readonly ExpectationResult[] {
  const book = new TriggerBook();
  const ordered = inOrder(reads);
  for (const one of ordered) book.note(one);
  const calls = ordered.map((one) => one.call);
  const whole = { connections: [], captures: [], firstTime: moment(-1000), lastTime: moment(1000) };
  return [...decideAll(book.triggers().slice(), gatherEvidence({ calls, ...whole, ...changes }), 1)];
}
