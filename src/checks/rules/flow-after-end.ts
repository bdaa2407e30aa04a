import type { Ending } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { courseOf } from '../dialog-course.ts';
import type { Finding } from '../finding.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { hasStatus, isStatus } from '../verdicts/triggers.ts';

/** A status after the one that ended its dialog or session. */
export const flowAfterEnd: CaptureRule = {
  id: 'flow/after-end',
  severity: 'warning',
  judge: ({ sessions, calls }) => {
    const findings: Finding[] = [];
    for (const session of sessions) {
      if (session.id !== null) judgeLife('session', session.calls, calls, findings);
      for (const dialog of session.dialogs) judgeLife(dialog.kind, dialog.calls, calls, findings);
    }
    return findings;
  },
};

/** Tells what came after the end of one session or dialog, whose calls are given by their indexes in order of request. */
function judgeLife(
  kind: string,
  indexes: Iterable<number>,
  calls: readonly HookCall[],
  findings: Finding[],
): void {
  let life: Lifecycle | null = null;
  for (const { call, ending, role } of courseOf(kind, indexes, calls)) {
    if (role === 'sign') continue;
    life ??= new Lifecycle(ending, call);
    if (role === 'event') life.status(call);
    else life.begin(call);
  }
  for (const late of life?.late ?? []) findings.push(tell(kind, late));
}

/** A status, and the event after which it should not have come. */
interface LateStatus {
  readonly call: HookCall;
  readonly ended: HookCall;
}

const NONE: readonly HookCall[] = [];

/** One session or dialog, which may begin and end more than once under the same id. */
class Lifecycle {
  /** In order of request. */
  readonly late: LateStatus[] = [];
  readonly #ending: Ending;
  readonly #tolerance: number;
  /** When it was first heard of: seconds since 1970. */
  readonly #knownSince: number;
  /** Events that ended it since it last began: one of each status. */
  #ends: readonly HookCall[] = NONE;
  /** Seconds since 1970 until which an end may be that of the dialog before. */
  #doubtfulUntil = Number.NEGATIVE_INFINITY;

  constructor(ending: Ending, first: HookCall) {
    this.#ending = ending;
    this.#tolerance = first.dialect.toleranceSeconds;
    this.#knownSince = timeOf(first);
  }

  begin(call: HookCall): void {
    // A call that is sent again tells of the same beginning, which the end may have followed.
    if (call.retryOf !== null) return;
    const at = timeOf(call);
    // Its statuses may have overtaken it.
    for (let last = this.late.at(-1); last !== undefined; last = this.late.at(-1)) {
      if (timeOf(last.call) < at - this.#tolerance) break;
      this.late.pop();
    }
    const wasAlive = this.#ends.length === 0 && at - this.#knownSince > this.#tolerance;
    // It may have overtaken the end of what was alive before.
    if (wasAlive) this.#doubtfulUntil = at + this.#tolerance;
    this.#ends = NONE;
  }

  status(call: HookCall): void {
    if (call.retryOf !== null || call.status === null) return;
    // What ended it is told several times now and then.
    if (this.#ends.some((end) => isStatus(end.status ?? '', call.status))) return;
    const ended = this.#ends.find((end) => this.#isOver(end, call));
    if (ended !== undefined) this.late.push({ call, ended });
    if (this.#endOf(call) !== undefined && timeOf(call) > this.#doubtfulUntil)
      this.#ends = [...this.#ends, call];
  }

  /** True where a call tells of what had ended, and cannot just have been overtaken by the end. */
  #isOver(end: HookCall, call: HookCall): boolean {
    const mayFollow = this.#endOf(end)?.mayFollow ?? [];
    return !hasStatus(mayFollow, call.status) && timeOf(call) - timeOf(end) > this.#tolerance;
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
