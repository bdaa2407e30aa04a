import { errorConsequence } from '../dialects/index.ts';
import { type ClientConfig, configFor, failureOf, type HookCall, roleOf } from '../hooks/index.ts';
import type { AnswerComparison } from './answer.ts';

/** The call whose refusal ended something, by its number in the replay, from 1. */
export interface StoppedBy {
  readonly method: string;
  readonly number: number;
}

/**
 * What the call server would not have called in one session because of what the replay refused. The capture shows what it called
 * when those calls were accepted; what a refusal ends, the dialect says. Nothing is taken for ended where that is not known.
 */
export class SessionRefusals {
  /** What ended the whole session. */
  #session: StoppedBy | null = null;
  readonly #dialogs = new Map<string, StoppedBy>();
  /** What the replayed backend configured; undefined: it was not asked, so that the policy is not known. */
  #config: ClientConfig | null | undefined = undefined;

  /** Why a call would not have been made; null where it would have been, or that is not known. */
  whyNotMade(call: HookCall): StoppedBy | null {
    // Whoever connects again begins anew.
    if (roleOf(call) === 'opener') return null;
    return this.#session ?? this.#dialogs.get(dialogOf(call)) ?? null;
  }

  /** Notes how a call was answered. `number`: its own, from 1. */
  note(number: number, { now, isAccepted, wasAccepted }: AnswerComparison): void {
    const isOpener = roleOf(now) === 'opener';
    if (isOpener && isAccepted) {
      this.#session = null;
      this.#config = now.clientConfig;
    }
    // What the capture shows after a refusal, the call server called in spite of it.
    if (isAccepted || wasAccepted === false || !this.#ends(now)) return;
    const stopped = { method: now.method, number };
    if (isOpener) this.#session = stopped;
    else if (now.dialog !== null) this.#dialogs.set(dialogOf(now), stopped);
  }

  #ends(call: HookCall): boolean {
    const role = roleOf(call);
    if (role === null) return false;
    const { dialect, method } = call;
    const outcomes = POLICIES.flatMap((policy) => {
      const isPossible = this.#config === undefined || this.#policyFor(call) === policy;
      return isPossible
        ? [errorConsequence(dialect, method, role, policy, failureOf(call))?.outcome ?? 'unknown']
        : [];
    });
    return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'stops' || outcome === 'declines');
  }

  #policyFor({ dialect, method }: HookCall): string | null {
    return configFor(dialect, this.#config, method).onRefusal;
  }
}

const POLICIES = ['stop', 'go-on'] as const;

function dialogOf({ dialog }: HookCall): string {
  return dialog === null ? '' : `${dialog.kind} ${dialog.id}`;
}
