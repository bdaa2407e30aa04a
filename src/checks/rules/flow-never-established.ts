import {
  type HookCall,
  hasStatus,
  isAcceptedCall,
  isStatus,
  type Session,
  timeOf,
} from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { followCourse } from '../dialog-course.ts';
import { forMarkedSessions, type LifeMark } from '../marked-lives.ts';
import { type CaptureRule, captureFinding, findingOf, MAX_FINDING_FRAMES } from '../rule.ts';
import { lossWithin } from '../verdicts/lost-spans.ts';
import { isPartialView } from '../verdicts/partial-view.ts';

/** A session was let in and ended, and nobody ever said that it came about: one note for all of them. */
export const flowNeverEstablished: CaptureRule = {
  id: 'flow/never-established',
  severity: 'note',
  *judge(facts, { unmet }) {
    // Where a part of the hooks goes elsewhere, so may the one that told it.
    if (isPartialView(unmet)) return [];
    // What is told as missing is not told again.
    const told = new Set(unmet.flatMap((each) => (each.verdict === 'missing' ? each.trigger : [])));
    const found: EndWithoutBeginning[] = [];
    yield* forMarkedSessions(facts, isEndBeforeBeginning(facts), (session) => {
      const each = endWithoutBeginning(session, facts);
      if (each !== null && !told.has(each.opener)) found.push(each);
    });
    const [first] = found;
    if (first === undefined) return [];
    const { opener, end, wanted } = first;
    const after = (timeOf(end) - timeOf(opener)).toFixed(1);
    const what = `${end.method} ${wanted}`;
    const one = `${what} was never told for a session that ${opener.method} opened (frame ${opener.requestFrames[0]}): ${end.status} came ${after} s later (frame ${end.requestFrames[0]}).`;
    const parts = {
      message: found.length === 1 ? one : `${one} ${found.length} sessions ended so.`,
      frames: found
        .flatMap((each) => [each.opener.requestFrames[0], each.end.requestFrames[0]])
        .slice(0, MAX_FINDING_FRAMES),
      consequence: 'The client was let in and left before its connection was established.',
      count: found.length,
    };
    return [
      found.length === 1
        ? findingOf(flowNeverEstablished, end, parts)
        : captureFinding(flowNeverEstablished, { ...parts, method: end.method }),
    ];
  },
};

/** The calls between which a status should have come. `wanted`: the status. */
interface EndWithoutBeginning {
  readonly opener: HookCall;
  readonly end: HookCall;
  readonly wanted: string;
}

/** Marks ends of sessions of which no call has said that they came about. */
function isEndBeforeBeginning({ calls, evidence: { groups } }: CaptureFacts): LifeMark {
  /** By position of a session's first call: 1 where the session came about. */
  const isEstablished = new Uint8Array(calls.length);
  return ({ endsSession, establishesSession }, position) => {
    if (!endsSession && !establishesSession) return false;
    const session = groups.sessions.numberAt(position);
    if (session === undefined) return false;
    const first = groups.sessions.firstIn(session);
    if (establishesSession) isEstablished[first] = 1;
    return endsSession && isEstablished[first] === 0;
  };
}

function endWithoutBeginning({ id, calls }: Session, facts: CaptureFacts): EndWithoutBeginning | null {
  if (id === null) return null;
  let opener: HookCall | null = null;
  let found: EndWithoutBeginning | null = null;
  followCourse('session', calls, facts.calls, (call, role, { established = [], ends }) => {
    const [wanted] = established;
    if (wanted === undefined) return true;
    if (role === 'beginning' && isAcceptedCall(call)) opener = call;
    if (role !== 'event') return false;
    // An event without a status may have been the one.
    if (call.status === null || hasStatus(established, call.status)) return true;
    if (opener === null || !ends.some(({ status }) => isStatus(status, call.status))) return false;
    const isLossy = lossWithin(facts.evidence, timeOf(opener), timeOf(call)) !== null;
    if (!isLossy && facts.evidence.drops === 0) found = { opener, end: call, wanted };
    return true;
  });
  return found;
}
