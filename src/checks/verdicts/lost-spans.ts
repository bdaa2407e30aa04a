import { firstIndex } from '../../base/first-index.ts';
import type { List } from '../../base/list.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { ConnectionSummary, TcpAnomalies } from '../../stream/index.ts';
import type { CaptureSeam } from '../capture-seam.ts';
import type { Sight } from './sight.ts';

/** A span of capture time in which bytes of a conversation with the backend went by and were not read. */
export interface LostSpan {
  readonly from: number;
  readonly until: number;
  readonly frame: number;
  /** null where it is no loss of one conversation: the capture file was replaced meanwhile, after `frame`. */
  readonly stream: number | null;
  /** `lost`: the capture lacks the bytes. It has them, but: `dropped`: a bound kept them from being read; `encrypted`: they were not decrypted. */
  readonly how: 'lost' | 'dropped' | 'encrypted';
}

/** Lost spans in order of `from`. */
export interface LostSpans {
  readonly lost: readonly LostSpan[];
  /** For each of `lost` the latest end of those up to it: what makes them quick to search. */
  readonly lostUntil: readonly number[];
}

/** Where bytes may have gone by that were not read. */
export interface LossSources {
  readonly connections: List<ConnectionSummary>;
  /** Left out: there are none. */
  readonly seams?: readonly CaptureSeam[];
  /** Connections with a backend whose content was not decrypted: what seems absent may be in them. Left out: there are none. */
  readonly encrypted?: readonly ConnectionSummary[];
}

/** All spans in which bytes of conversations with the backend were not read, in steps. `calls`: those of the capture. */
export function* findingLosses(
  { connections, seams = [], encrypted = [] }: LossSources,
  calls: readonly HookCall[],
  sight: Sight,
): Steps<LostSpans> {
  let longest: number | null = null;
  // Only a capture with gaps needs it.
  const longestResponse = (): number => (longest ??= longestResponseOf(calls));
  const between = seams.map(({ from, until, frame }): LostSpan => {
    return { from, until, frame, stream: null, how: 'lost' };
  });
  const unread = encrypted.map(encryptedSpan);
  const lost = [...(yield* lostOn(connections, sight, longestResponse)), ...between, ...unread].sort(
    (one, other) => one.from - other.from,
  );
  let latest = Number.NEGATIVE_INFINITY;
  const lostUntil = lost.map(({ until }) => {
    latest = Math.max(latest, until);
    return latest;
  });
  return { lost, lostUntil };
}

/** A loss within a span of capture time, ends included: of several the one that began first. */
export function lossWithin({ lost, lostUntil }: LostSpans, from: number, until: number): LostSpan | null {
  const span = lost[firstIndex(lost.length, (index) => lostUntil[index] >= from)];
  return span !== undefined && span.from <= until ? span : null;
}

/** All that a connection carried was not read. */
function encryptedSpan(summary: ConnectionSummary): LostSpan {
  const { firstSeconds, firstNanoseconds, lastSeconds, lastNanoseconds, firstFrame, connection } = summary;
  return {
    from: firstSeconds + firstNanoseconds / 1e9,
    until: lastSeconds + lastNanoseconds / 1e9,
    frame: firstFrame,
    stream: connection,
    how: 'encrypted',
  };
}

/** What was lost of connections. What nobody captured was not lost. */
function* lostOn(
  connections: List<ConnectionSummary>,
  { requestsOnly, responsesOnly }: Sight,
  longestResponse: () => number,
): Steps<readonly LostSpan[]> {
  const lost: LostSpan[] = [];
  for (let at = 0; at < connections.length; at++) {
    if (at % ITEMS_A_STEP === 0) yield;
    const summary = connections.at(at);
    if (summary === undefined) continue;
    const { connection: number, anomalies } = summary;
    if (anomalies === null || requestsOnly.has(number) || responsesOnly.has(number)) continue;
    for (const span of lostSpans(number, anomalies, longestResponse)) lost.push(span);
  }
  return lost;
}

/** The longest time, in seconds, that a response may take in any of the dialects of the calls. */
function longestResponseOf(calls: readonly HookCall[]): number {
  let longest = 0;
  for (const { dialect } of calls) longest = Math.max(longest, dialect.delivery.longestResponseSeconds);
  return longest;
}

/**
 * When the bytes of each gap may have gone by. Bytes are acknowledged at once. Where the capture lost that
 * acknowledgement too, the next packet to acknowledge them is the response, which comes at most `longestResponse`
 * seconds later.
 */
function lostSpans(
  stream: number,
  { gaps }: TcpAnomalies,
  longestResponse: () => number,
): readonly LostSpan[] {
  return gaps
    .filter((gap) => gap.cause !== 'cut')
    .map((gap) => {
      const { acknowledgedSeconds: acknowledged, sinceSeconds: since, frame } = gap;
      const how = gap.cause === 'dropped' ? 'dropped' : 'lost';
      if (acknowledged === null)
        return { from: since, until: gap.seconds + gap.nanoseconds / 1e9, frame, stream, how };
      const from = Math.max(since, acknowledged - longestResponse());
      return { from, until: acknowledged, frame, stream, how };
    });
}
