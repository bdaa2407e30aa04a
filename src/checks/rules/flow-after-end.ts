import type { Ending } from '../../dialects/index.ts';
import { type CallExchanges, type HookCall, hasStatus, isStatus, timeOf } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { followCourse } from '../dialog-course.ts';
import type { Finding } from '../finding.ts';
import { forMarkedSessions, type LifeMark } from '../marked-lives.ts';
import { type CaptureRule, findingOf } from '../rule.ts';

/** A status event came after the one that ended its dialog or session. */
export const flowAfterEnd: CaptureRule = {
  id: 'flow/after-end',
  severity: 'warning',
  *judge(facts) {
    const findings: Finding[] = [];
    yield* forMarkedSessions(facts, isFollowedEnd(facts), (session) => {
      if (session.id !== null) judgeLife('session', session.calls, facts, findings);
      for (const dialog of session.dialogs) judgeLife(dialog.kind, dialog.calls, facts, findings);
    });
    return findings;
  },
};

/** Marks the ends of sessions and dialogs that were not their last calls. */
function isFollowedEnd({ evidence: { groups } }: CaptureFacts): LifeMark {
  return ({ endsSession, endsDialog }, position) => {
    if (!endsSession && !endsDialog) return false;
    const session = groups.sessions.numberAt(position);
    // Without a session, dialogs of several dialects may be one.
    if (session === undefined) return endsDialog;
    if (endsSession && groups.sessions.lastIn(session) !== position) return true;
    const dialog = endsDialog ? groups.dialogs.numberAt(position) : undefined;
    return dialog !== undefined && groups.dialogs.lastIn(dialog) !== position;
  };
}

/** Adds a finding for each status that came after the end of one session or dialog. `indexes`: its calls, in order of request. */
function judgeLife(
  kind: string,
  indexes: readonly number[],
  { calls, evidence: { callExchanges } }: CaptureFacts,
  findings: Finding[],
): void {
  let life: Lifecycle | null = null;
  followCourse(kind, indexes, calls, (call, role, ending) => {
    if (role === 'sign') return false;
    life ??= new Lifecycle(ending, call, callExchanges);
    if (role === 'event') life.status(call);
    else life.begin(call);
    return false;
  });
  for (const late of lateIn(life)) findings.push(tell(kind, late));
}

/** A status, and the event after which it should not have come. */
interface LateStatus {
  readonly call: HookCall;
  readonly ended: HookCall;
}

const NONE: readonly HookCall[] = [];
const NOTHING_LATE: readonly LateStatus[] = [];

function lateIn(life: Lifecycle | null): readonly LateStatus[] {
  return life?.late ?? NOTHING_LATE;
}

/** The life of one session or dialog, which may begin and end more than once under the same id. */
class Lifecycle {
  /** Statuses that came after an end, in order of request. */
  readonly late: LateStatus[] = [];
  readonly #ending: Ending;
  readonly #callExchanges: CallExchanges;
  readonly #tolerance: number;
  /** When its first call was made: seconds since 1970. */
  readonly #knownSince: number;
  /** Events that ended it since it last began: the first of each status. */
  #ends: readonly HookCall[] = NONE;
  /** Up to this moment (seconds since 1970) an end may be that of the dialog that had the id before. */
  #doubtfulUntil = Number.NEGATIVE_INFINITY;

  constructor(ending: Ending, first: HookCall, callExchanges: CallExchanges) {
    this.#ending = ending;
    this.#callExchanges = callExchanges;
    this.#tolerance = first.dialect.toleranceSeconds;
    this.#knownSince = timeOf(first);
  }

  begin(call: HookCall): void {
    const at = timeOf(call);
    // Statuses that came shortly before belong to the new dialog: they overtook the call that begins it.
    for (let last = this.late.at(-1); last !== undefined; last = this.late.at(-1)) {
      if (timeOf(last.call) < at - this.#tolerance) break;
      this.late.pop();
    }
    const wasAlive = this.#ends.length === 0 && at - this.#knownSince > this.#tolerance;
    // The end of the dialog before may come shortly after this call, which overtook it.
    if (wasAlive) this.#doubtfulUntil = at + this.#tolerance;
    this.#ends = NONE;
  }

  status(call: HookCall): void {
    if (call.status === null) return;
    // Some servers report one end several times.
    if (this.#ends.some((end) => isStatus(end.status ?? '', call.status))) return;
    const ended = this.#ends.find((end) => this.#isOver(end, call));
    if (ended !== undefined) this.late.push({ call, ended });
    if (this.#endOf(call) !== undefined && timeOf(call) > this.#doubtfulUntil)
      this.#ends = [...this.#ends, call];
  }

  /**
   * True where a status must not follow an end, and came so long after it that they cannot just have changed places. A
   * status that was first tried before the end is not one that follows it.
   */
  #isOver(end: HookCall, call: HookCall): boolean {
    const mayFollow = this.#endOf(end)?.mayFollow ?? [];
    if (hasStatus(mayFollow, call.status)) return false;
    return timeOf(this.#callExchanges.firstAttempt(call)) - timeOf(end) > this.#tolerance;
  }

  #endOf(call: HookCall): Ending['ends'][number] | undefined {
    return this.#ending.ends.find((end) => isStatus(end.status, call.status));
  }
}

function tell(kind: string, { call, ended }: LateStatus): Finding {
  return findingOf(flowAfterEnd, call, {
    message: `${call.method} ${call.status} came after ${ended.status} of the same ${kind} (frame ${ended.requestFrames[0]}).`,
    frames: [ended.requestFrames[0], call.requestFrames[0]],
    consequence: 'The backend may take the dialog for alive again.',
  });
}
