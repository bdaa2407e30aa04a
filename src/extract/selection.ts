import { firstMatching } from '../base/list.ts';
import { secondsOf } from '../base/time.ts';
import { type ExpectationResult, type Finding, MISSING_CALL } from '../checks/index.ts';
import type { Analysis } from '../engine/index.ts';
import { type HookCall, timeOf } from '../hooks/index.ts';
import { isOfSession } from '../sessions/index.ts';

/** What is asked for, as a person names it. */
export type Wish =
  | { readonly kind: 'session'; readonly id: string }
  /** The id of a dialog; where no dialog has it, the index of a call. */
  | { readonly kind: 'call'; readonly id: string }
  /** From 1, see `Analysis.findingNumbers`. */
  | { readonly kind: 'finding'; readonly number: number };

/** What of a capture is to be extracted. */
export interface FrameSelection {
  /** How many calls were asked for. */
  readonly callCount: number;
  /** All exchanges of these calls: their attempts and legs belong to them. */
  readonly calls: ReadonlySet<HookCall>;
  /** Connections that are wanted whole. */
  readonly connections: ReadonlySet<number>;
  /** Frames whose connections are wanted whole. */
  readonly frames: ReadonlySet<number>;
  /** Connections that are wanted as far as they lie within the span. */
  readonly windowed: ReadonlySet<number>;
  /** The time that the extract has to reach over, whatever frames are wanted; null where it may end with them. */
  readonly span: TimeSpan | null;
}

/** Seconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

/** `unknown`: nothing has that name; `ids` are the names there are. `no-frames`: the finding is about the capture as a whole. */
export type SelectionResult =
  | { readonly ok: true; readonly selection: FrameSelection }
  | { readonly ok: false; readonly reason: 'unknown'; readonly wish: Wish; readonly ids: readonly string[] }
  | { readonly ok: false; readonly reason: 'no-frames'; readonly wish: Wish; readonly rule: string };

/** A selection in the making. */
interface SelectionDraft {
  readonly calls: Set<HookCall>;
  readonly connections: Set<number>;
  readonly frames: Set<number>;
  readonly windowed: Set<number>;
  span: TimeSpan | null;
}

/** Seconds before the first call of a session from which on frames are taken: its connection is made shortly before. */
const HANDSHAKE_SECONDS = 1;
const INDEX = /^\d{1,15}$/;

/** Puts together all that is asked for; fails with the first wish that cannot be met. */
export function select(analysis: Analysis, wishes: readonly Wish[]): SelectionResult {
  const draft: SelectionDraft = {
    calls: new Set(),
    connections: new Set(),
    frames: new Set(),
    windowed: new Set(),
    span: null,
  };
  for (const wish of wishes) {
    if (wish.kind === 'finding') {
      const finding = numberedFinding(analysis, wish.number);
      if (finding === null) {
        const ids = [...analysis.findingNumbers.values()].map(String);
        return { ok: false, reason: 'unknown', wish, ids };
      }
      if (!addFinding(analysis, finding, draft))
        return { ok: false, reason: 'no-frames', wish, rule: finding.rule };
      continue;
    }
    const calls = wish.kind === 'session' ? callsOfSession(analysis, wish.id) : callsOfId(analysis, wish.id);
    if (calls.length === 0) return { ok: false, reason: 'unknown', wish, ids: idsFor(analysis, wish.kind) };
    for (const call of calls) addCall(analysis, call, draft);
  }
  const { callExchanges } = analysis;
  const callCount = [...draft.calls].filter((call) => callExchanges.isCall(call)).length;
  return { ok: true, selection: { ...draft, callCount } };
}

function callsOfSession({ calls }: Analysis, id: string): readonly HookCall[] {
  return calls.filter((call) => isOfSession(call, id));
}

function callsOfId({ calls }: Analysis, id: string): readonly HookCall[] {
  const found = calls.filter((call) => call.dialog?.id === id);
  if (found.length > 0 || !INDEX.test(id)) return found;
  return calls.slice(Number(id), Number(id) + 1);
}

function idsFor({ calls }: Analysis, kind: 'session' | 'call'): readonly string[] {
  const ids = calls.flatMap((call) => (kind === 'session' ? call.sessionId : call.dialog?.id) ?? []);
  return [...new Set(ids)];
}

function numberedFinding(analysis: Analysis, number: number): Finding | null {
  return analysis.findings.find((finding) => analysis.findingNumbers.get(finding) === number) ?? null;
}

/** Adds a call with all its exchanges: its attempts and its legs belong to it. */
function addCall({ callExchanges }: Analysis, call: HookCall, draft: SelectionDraft): void {
  for (const exchange of callExchanges.exchangesOf(call)) draft.calls.add(exchange);
}

/** Adds the calls, connections and frames that show a finding; false where it is about the capture as a whole. */
function addFinding(analysis: Analysis, finding: Finding, draft: SelectionDraft): boolean {
  const { call, frames, stream, sessionId } = finding;
  if (call !== null) addCall(analysis, call, draft);
  for (const frame of frames) addFrame(analysis, frame, call === null, draft);
  const missing = missingCallOf(analysis, finding);
  if (missing !== null) addWindow(analysis, missing, draft);
  if (call !== null) return true;
  if (stream !== null) draft.connections.add(stream);
  if (frames.length > 0 || stream !== null) return true;
  const calls = sessionId === null ? [] : callsOfSession(analysis, sessionId);
  for (const each of calls) addCall(analysis, each, draft);
  return calls.length > 0;
}

/** The expectation that a finding of a missing call is about; null for other findings. */
function missingCallOf(
  { expectations }: Analysis,
  { rule, call, method }: Finding,
): ExpectationResult | null {
  if (rule !== MISSING_CALL || call === null) return null;
  for (const expected of expectations) {
    if (expected.trigger === call && expected.method === method && expected.verdict === 'missing') {
      return expected;
    }
  }
  return null;
}

/** From when on the call may have come; seconds since 1970. */
function opensAt({ trigger, windowSeconds, bound, expectation }: ExpectationResult): number {
  if (expectation.direction === 'forward') return timeOf(trigger);
  return windowSeconds === null ? timeOf(bound?.call ?? trigger) : timeOf(trigger) - windowSeconds;
}

/**
 * Adds what shows that a call did not come: all that came to the backend's port from the first call of the session, which may have
 * decided whether the call was due, until the end of its window. That is what a capture of this port and this time would hold.
 */
function addWindow(analysis: Analysis, expected: ExpectationResult, draft: SelectionDraft): void {
  const { trigger } = expected;
  const opens = opensAt(expected);
  const deadline = expected.deadline ?? timeOf(trigger);
  const first = analysis.calls.find(({ sessionId }) => sessionId === trigger.sessionId) ?? trigger;
  const from = Math.min(opens, timeOf(first) - HANDSHAKE_SECONDS, draft.span?.from ?? opens);
  const until = Math.max(deadline, trigger.endSeconds, draft.span?.until ?? deadline);
  for (const connection of analysis.connections) {
    const { firstSeconds, firstNanoseconds, lastSeconds, endpoints } = connection;
    const began = secondsOf({ seconds: firstSeconds, nanoseconds: firstNanoseconds });
    const isOfPort = endpoints.some(({ port }) => port === trigger.serverPort);
    if (!isOfPort || began > until || lastSeconds + 1 < from) continue;
    if (!draft.connections.has(connection.connection)) draft.windowed.add(connection.connection);
  }
  draft.span = { from, until };
}

/** Adds a frame that shows a finding: a connection that failed, the call it belongs to, or (`whole`) any connection. */
function addFrame(analysis: Analysis, frame: number, whole: boolean, draft: SelectionDraft): void {
  const failed = firstMatching(
    analysis.connections,
    ({ firstFrame, resetFrame, handshake }) =>
      (frame === firstFrame || frame === resetFrame) &&
      (handshake === 'refused' || handshake === 'unanswered'),
  );
  if (failed !== undefined) draft.connections.add(failed.connection);
  else if (whole) draft.frames.add(frame);
  else {
    const shown = analysis.calls.find(({ requestFrames, endFrame }) =>
      [requestFrames[0], endFrame].includes(frame),
    );
    if (shown !== undefined) addCall(analysis, shown, draft);
  }
}
