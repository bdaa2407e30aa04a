import { rulePhrase } from '../../dialects/index.ts';
import { type HookCall, hasStatus, type Session } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { followCourse } from '../dialog-course.ts';
import { forMarkedSessions, type LifeMark } from '../marked-lives.ts';
import { remedyFor } from '../remedy.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { isPartialView } from '../verdicts/partial-view.ts';

/** Sessions and dialogs that had begun before the capture did: one note for all of them. */
export const flowUnderWay: CaptureRule = {
  id: 'flow/under-way',
  severity: 'note',
  *judge(facts, { unmet }) {
    // Where a part of the hooks goes elsewhere, so may have those with which the sessions began.
    if (isPartialView(unmet)) return [];
    const sessions: HookCall[] = [];
    const dialogs: HookCall[] = [];
    yield* forMarkedSessions(facts, isNoBeginning(facts), (each) => {
      const signs = firstSigns(each, facts);
      if (signs.session !== null) sessions.push(signs.session);
      for (const sign of signs.dialogs) dialogs.push(sign);
    });
    const { positions } = facts.evidence;
    const calls = [...new Set([...sessions, ...dialogs])].sort(
      (one, other) => positions.of(one) - positions.of(other),
    );
    const [first] = calls;
    if (first === undefined) return [];
    const counted = [...quantity(sessions.length, 'session'), ...quantity(dialogs.length, 'dialog')];
    const verb = sessions.length + dialogs.length === 1 ? 'was' : 'were';
    const status = first.status === null ? '' : ` ${first.status}`;
    const frame = first.requestFrames[0];
    return [
      captureFinding(flowUnderWay, {
        message: `${counted.join(' and ')} ${verb} under way when the capture began; the first sign is ${first.method}${status} (frame ${frame}).`,
        time: { seconds: first.seconds, nanoseconds: first.nanoseconds },
        frames: calls.slice(0, MAX_FINDING_FRAMES).map((call) => call.requestFrames[0]),
        consequence: rulePhrase(first.dialect, flowUnderWay.id, 'beginning-unknown'),
        remedy: remedyFor(first.dialect, flowUnderWay.id, 'usual'),
        count: sessions.length + dialogs.length,
      }),
    ];
  },
};

/** Marks first calls of sessions and dialogs with which these may not have begun. */
function isNoBeginning({ evidence: { groups } }: CaptureFacts): LifeMark {
  const { sessions, dialogs } = groups;
  return ({ mayBeginSession, mayBeginDialog }, position) => {
    const session = sessions.numberAt(position);
    if (!mayBeginSession && session !== undefined && sessions.firstIn(session) === position) return true;
    const dialog = dialogs.numberAt(position);
    if (dialog === undefined) return false;
    const first = dialogs.firstIn(dialog);
    // Of an id that several sessions give to a dialog, each has a first call.
    return first === position ? !mayBeginDialog : sessions.numberAt(first) !== session;
  };
}

/** Calls that show that a session and its dialogs had begun before the capture. */
interface FirstSigns {
  /** null where the session began later, or has no name. */
  readonly session: HookCall | null;
  /** One call for each dialog that had begun before the capture. */
  readonly dialogs: readonly HookCall[];
}

function firstSigns({ id, calls, dialogs }: Session, facts: CaptureFacts): FirstSigns {
  const own = id === null ? NOTHING_SEEN : beginningOf('session', calls, facts);
  const signs: HookCall[] = [];
  for (const dialog of dialogs) {
    const { sign } = beginningOf(dialog.kind, dialog.calls, facts);
    // A dialog that is seen after the beginning of its session began within it.
    if (sign !== null && facts.evidence.positions.of(sign) < own.begun) signs.push(sign);
  }
  const [earliest = null] = signs;
  return { session: id === null ? null : (own.sign ?? earliest), dialogs: signs };
}

/** What the capture shows of the beginning of one session or dialog. */
interface Beginning {
  /** Its first call, where that is one that comes only after the beginning; null where it is not. */
  readonly sign: HookCall | null;
  /** Position of its first call that may belong to its beginning; infinite where there is none. */
  readonly begun: number;
}

const NOTHING_SEEN: Beginning = { sign: null, begun: Number.POSITIVE_INFINITY };

function beginningOf(kind: string, indexes: readonly number[], facts: CaptureFacts): Beginning {
  let sign: HookCall | null = null;
  let begun = Number.POSITIVE_INFINITY;
  followCourse(kind, indexes, facts.calls, (call, role, ending) => {
    const isSign = role === 'sign' || (role === 'event' && hasStatus(ending.underWay.statuses, call.status));
    if (isSign) sign ??= call;
    else begun = facts.evidence.positions.of(call);
    return !isSign;
  });
  return { sign, begun };
}

function quantity(count: number, noun: string): readonly string[] {
  if (count === 0) return [];
  return [`${count} ${noun}${count === 1 ? '' : 's'}`];
}
