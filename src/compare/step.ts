import { timeoutOf } from '../dialects/index.ts';
import { type HookCall, isAccepted, isResponseLost, roleOf, timeOf } from '../hooks/index.ts';

/** How a call was answered, as far as that tells courses apart. */
export type ResponseOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly isAccepted: boolean;
      readonly pace: Pace;
    }
  | { readonly kind: 'none' }
  /** The capture ended before the response, or lost it. */
  | { readonly kind: 'unknown' };

/** `slow`: it took longer than the vendor recommends. `late`: it came after the call server gave up. */
export type Pace = 'prompt' | 'slow' | 'late';

/** One step of a scenario: a call, or several consecutive calls of the same method and status. */
export interface ScenarioStep {
  readonly method: string;
  readonly status: string | null;
  /** In order of request. */
  readonly calls: readonly HookCall[];
  /** The call with the worst answer; the first of several. */
  readonly worst: HookCall;
  readonly outcome: ResponseOutcome;
  /** Methods that should have followed and did not. */
  readonly lacks: readonly string[];
}

/**
 * How a call was answered. `captureEnds` (seconds since 1970) decides about a call that still waits for its response.
 */
export function responseOutcome(call: HookCall, captureEnds: number): ResponseOutcome {
  const { response, dialect, methodSpec, end } = call;
  const { slowSeconds } = dialect.delivery;
  const timeoutSeconds = timeoutOf(dialect, methodSpec);
  if (response === null) {
    if (isResponseLost(call)) return { kind: 'unknown' };
    const waited = captureEnds - timeOf(call);
    const stillWaits = end === 'capture' && waited < (timeoutSeconds ?? Number.POSITIVE_INFINITY);
    return { kind: stillWaits ? 'unknown' : 'none' };
  }
  const { latencySeconds, status } = response;
  const late = timeoutSeconds !== null && latencySeconds >= timeoutSeconds;
  const slow = slowSeconds !== null && latencySeconds >= slowSeconds;
  const pace = late ? 'late' : slow ? 'slow' : 'prompt';
  return { kind: 'answered', status, isAccepted: isAccepted(call), pace };
}

/** A text that is equal for equal answers. */
export function outcomeText(outcome: ResponseOutcome): string {
  if (outcome.kind !== 'answered') return outcome.kind;
  return outcome.pace === 'prompt' ? String(outcome.status) : `${outcome.status} ${outcome.pace}`;
}

/** How bad an answer is: 0 for one that is prompt and accepted; an unknown one counts as almost as good. */
export function badnessOf(outcome: ResponseOutcome): number {
  if (outcome.kind === 'unknown') return 1;
  if (outcome.kind === 'none') return 5;
  if (!outcome.isAccepted) return 4;
  return outcome.pace === 'late' ? 3 : outcome.pace === 'slow' ? 2 : 0;
}

/** A text that is equal for the steps that correspond in an alignment. */
export function stepKey({ method, status }: Pick<ScenarioStep, 'method' | 'status'>): string {
  return `${method}\n${status ?? ''}`;
}

/** The method, and the status of its payload where it has one. */
export function stepName({ method, status }: Pick<ScenarioStep, 'method' | 'status'>): string {
  return status === null ? method : `${method} ${status}`;
}

/**
 * True for a call that ends a dialog or session, and for the client's request that leads to the end. A longer dialog
 * comes to it later.
 */
export function isEnding({ worst, method, status }: ScenarioStep): boolean {
  if (roleOf(worst) === 'ask') return true;
  return worst.dialect.endings.some(
    (ending) => ending.method === method && ending.ends.some((end) => end.status === status),
  );
}
