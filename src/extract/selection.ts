import type { Finding } from '../checks/index.ts';
import type { Analysis } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';

/** What is asked for, as a person names it. */
export type Wish =
  | { readonly kind: 'session'; readonly id: string }
  /** The id of a dialog; where no dialog has it, the index of a call. */
  | { readonly kind: 'call'; readonly id: string }
  /** From 1, see `Analysis.findingNumbers`. */
  | { readonly kind: 'finding'; readonly number: number };

/** What of a capture is to be extracted. */
export interface Selection {
  readonly calls: ReadonlySet<HookCall>;
  /** Connections that are wanted whole. */
  readonly streams: ReadonlySet<number>;
  /** Frames whose connections are wanted whole. */
  readonly frames: ReadonlySet<number>;
}

/** `unknown`: nothing has that name, but these ids are there. `no-frames`: the finding is about the capture as a whole. */
export type Selected =
  | { readonly ok: true; readonly selection: Selection }
  | { readonly ok: false; readonly reason: 'unknown'; readonly wish: Wish; readonly ids: readonly string[] }
  | { readonly ok: false; readonly reason: 'no-frames'; readonly wish: Wish; readonly rule: string };

interface Growing {
  readonly calls: Set<HookCall>;
  readonly streams: Set<number>;
  readonly frames: Set<number>;
}

const INDEX = /^\d{1,15}$/;

/** Everything that is wished for, together. */
export function select(analysis: Analysis, wishes: readonly Wish[]): Selected {
  const growing: Growing = { calls: new Set(), streams: new Set(), frames: new Set() };
  for (const wish of wishes) {
    if (wish.kind === 'finding') {
      const finding = numberedFinding(analysis, wish.number);
      if (finding === null) {
        const ids = [...analysis.findingNumbers.values()].map(String);
        return { ok: false, reason: 'unknown', wish, ids };
      }
      if (!addFinding(analysis, finding, growing))
        return { ok: false, reason: 'no-frames', wish, rule: finding.rule };
      continue;
    }
    const calls = wish.kind === 'session' ? callsOfSession(analysis, wish.id) : callsOfId(analysis, wish.id);
    if (calls.length === 0) return { ok: false, reason: 'unknown', wish, ids: idsFor(analysis, wish.kind) };
    for (const call of calls) growing.calls.add(call);
  }
  return { ok: true, selection: growing };
}

function callsOfSession({ calls }: Analysis, id: string): readonly HookCall[] {
  return calls.filter((call) => call.sessionId === id);
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

/** Adds what shows a finding; false where it is about the capture as a whole. */
function addFinding(analysis: Analysis, finding: Finding, growing: Growing): boolean {
  const { call, frames, stream, sessionId } = finding;
  if (call !== null) growing.calls.add(call);
  for (const frame of frames) addFrame(analysis, frame, call === null, growing);
  if (call !== null) return true;
  if (stream !== null) growing.streams.add(stream);
  if (frames.length > 0 || stream !== null) return true;
  const calls = sessionId === null ? [] : callsOfSession(analysis, sessionId);
  for (const each of calls) growing.calls.add(each);
  return calls.length > 0;
}

/** A frame that shows a finding: of another call, of a connection that failed, or (`whole`) of any connection. */
function addFrame(analysis: Analysis, frame: number, whole: boolean, growing: Growing): void {
  const failed = analysis.connections.find(
    ({ firstFrame, resetFrame, handshake }) =>
      (frame === firstFrame || frame === resetFrame) &&
      (handshake === 'refused' || handshake === 'unanswered'),
  );
  if (failed !== undefined) growing.streams.add(failed.connection);
  else if (whole) growing.frames.add(frame);
  else {
    const shown = analysis.calls.find(({ requestFrames, endFrame }) =>
      [requestFrames[0], endFrame].includes(frame),
    );
    if (shown !== undefined) growing.calls.add(shown);
  }
}
