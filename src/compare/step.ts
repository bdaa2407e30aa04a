import { isResponseLost } from '../checks/index.ts';
import { type HookCall, timeOf } from '../hooks/index.ts';

/** How a call was answered, as far as courses are told apart by it. */
export type Answering =
  | { readonly kind: 'answered'; readonly status: number; readonly pace: Pace }
  | { readonly kind: 'none' }
  /** The capture ended, or lost the answer. */
  | { readonly kind: 'unknown' };

/** `slow`: longer than the vendor recommends; `late`: after the call server gave up. */
export type Pace = 'prompt' | 'slow' | 'late';

/** One step of a scenario: a call, or several of the same method and status in a row. */
export interface CourseStep {
  readonly method: string;
  readonly status: string | null;
  /** In order of request. */
  readonly calls: readonly HookCall[];
  /** The call that was answered worst, the first of equals. */
  readonly worst: HookCall;
  readonly answering: Answering;
  /** Methods that should have come because of it and did not. */
  readonly lacks: readonly string[];
}

/** Time is needed for what waits for an answer when the capture ends: seconds since 1970. */
export function answeringOf(call: HookCall, captureEnds: number): Answering {
  const { response, dialect, end } = call;
  const { slowSeconds, timeoutSeconds } = dialect.delivery;
  if (response === null) {
    if (isResponseLost(call)) return { kind: 'unknown' };
    const waited = captureEnds - timeOf(call);
    const stillWaits = end === 'capture' && waited < (timeoutSeconds ?? Number.POSITIVE_INFINITY);
    return { kind: stillWaits ? 'unknown' : 'none' };
  }
  const { latencySeconds, status } = response;
  const late = timeoutSeconds !== null && latencySeconds >= timeoutSeconds;
  const slow = slowSeconds !== null && latencySeconds >= slowSeconds;
  return { kind: 'answered', status, pace: late ? 'late' : slow ? 'slow' : 'prompt' };
}

/** What equal answerings share. */
export function answeringText(answering: Answering): string {
  if (answering.kind !== 'answered') return answering.kind;
  return answering.pace === 'prompt' ? String(answering.status) : `${answering.status} ${answering.pace}`;
}

/** 0 for the best: 200 at once; what cannot be told is next to it. */
export function badnessOf(answering: Answering): number {
  if (answering.kind === 'unknown') return 1;
  if (answering.kind === 'none') return 5;
  if (answering.status !== 200) return 4;
  return answering.pace === 'late' ? 3 : answering.pace === 'slow' ? 2 : 0;
}

/** What tells one step from another when courses are aligned. */
export function stepKey({ method, status }: Pick<CourseStep, 'method' | 'status'>): string {
  return `${method}\n${status ?? ''}`;
}

/** `CallStatusEvent RING`. */
export function stepName({ method, status }: Pick<CourseStep, 'method' | 'status'>): string {
  return status === null ? method : `${method} ${status}`;
}

/** True for what ends a dialog or session, and for the client's invocation that leads to it: a longer one comes to it later. */
export function isEnding({ worst, method, status }: CourseStep): boolean {
  if (worst.hookType === 2) return true;
  return worst.dialect.endings.some(
    (ending) => ending.method === method && ending.ends.some((end) => end.status === status),
  );
}
